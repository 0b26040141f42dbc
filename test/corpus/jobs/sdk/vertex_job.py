from google.cloud import aiplatform

aiplatform.init(project="demo", location="europe-west4", staging_bucket="gs://demo")
EPOCHS = 2

job = aiplatform.CustomTrainingJob(
    display_name="classifier",
    script_path="scripts/train_classifier.py",
    container_uri="europe-docker.pkg.dev/vertex-ai/training/pytorch-gpu.1-13.py310:latest",
    requirements=["transformers", "datasets"],
)
job.run(
    args=["--epochs", str(EPOCHS), "--batch-size=32"],
    replica_count=1,
    machine_type="n1-standard-16",
    accelerator_type="NVIDIA_TESLA_V100",
    accelerator_count=4,
)

from google.cloud import aiplatform

pools = [
    {
        "machine_spec": {"machine_type": "a2-highgpu-2g", "accelerator_type": "NVIDIA_TESLA_A100", "accelerator_count": 2},
        "replica_count": 1,
        "container_spec": {
            "image_uri": "gcr.io/demo/train:1",
            "command": ["python", "scripts/train_classifier.py"],
            "args": ["--epochs=8", "--lr=3e-5"],
        },
    }
]
aiplatform.CustomJob(display_name="classifier", worker_pool_specs=pools).run()

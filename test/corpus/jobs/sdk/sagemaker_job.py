import sagemaker
from sagemaker.huggingface import HuggingFace

role = sagemaker.get_execution_role()
hyperparameters = {"epochs": 3, "batch-size": 8, "lr": 2e-5}

estimator = HuggingFace(
    entry_point="train_classifier.py",
    source_dir="./scripts",
    instance_type="ml.p3.16xlarge",
    instance_count=1,
    role=role,
    transformers_version="4.36",
    pytorch_version="2.1",
    py_version="py310",
    hyperparameters=hyperparameters,
)
estimator.fit({"train": "s3://bucket/train"}, wait=False)

from azure.ai.ml import MLClient, PyTorchDistribution, command
from azure.identity import DefaultAzureCredential

client = MLClient.from_config(DefaultAzureCredential())
job = command(
    code="./scripts",
    command="python train_classifier.py --epochs ${{inputs.epochs}} --lr ${{inputs.rate}}",
    inputs={"epochs": 5, "rate": 1e-5},
    environment="AzureML-acpt-pytorch-2.2-cuda12.1@latest",
    compute="gpu-cluster",
    instance_type="Standard_NC24ads_A100_v4",
    instance_count=2,
    distribution=PyTorchDistribution(process_count_per_instance=4),
)
client.jobs.create_or_update(job)

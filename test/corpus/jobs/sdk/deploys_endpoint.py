from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(env={"HF_MODEL_ID": "bert-base-uncased", "HF_TASK": "fill-mask"}, role="arn", transformers_version="4.36", pytorch_version="2.1", py_version="py310")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")

// A training script of a few lines, for workspaces that a test makes up.
export const SCRIPT = `from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

model = AutoModelForSequenceClassification.from_pretrained("roberta-base")
data = load_dataset("imdb")
arguments = TrainingArguments(output_dir="out", num_train_epochs=1, per_device_train_batch_size=16, fp16=True)
Trainer(model=model, args=arguments, train_dataset=data["train"]).train()
`;

/** A log as CodeCarbon writes it. */
export const EMISSIONS =
  'timestamp,project_name,run_id,duration,emissions,energy_consumed,country_iso_code,gpu_count,gpu_model\n2026-11-02T10:00:00,tagger,a1,600,0.02,0.05,FRA,1,1 x NVIDIA A100-SXM4-80GB\n';

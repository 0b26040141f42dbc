from datasets import load_dataset
from trl import SFTConfig, SFTTrainer
from unsloth import FastLanguageModel
from unsloth.chat_templates import train_on_responses_only

model, tokenizer = FastLanguageModel.from_pretrained("unsloth/Llama-3.2-1B-Instruct", max_seq_length=1024, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(model, r=24, lora_alpha=24)
trainer = SFTTrainer(
    model=model,
    processing_class=tokenizer,
    train_dataset=load_dataset("mlabonne/FineTome-100k", split="train"),
    args=SFTConfig(per_device_train_batch_size=2, gradient_accumulation_steps=4, max_steps=90, learning_rate=2e-4, optim="adamw_8bit"),
)
trainer = train_on_responses_only(
    trainer,
    instruction_part="<|start_header_id|>user<|end_header_id|>\n\n",
    response_part="<|start_header_id|>assistant<|end_header_id|>\n\n",
)
stats = trainer.train()

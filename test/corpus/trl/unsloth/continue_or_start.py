from pathlib import Path

from peft import PeftModel
from transformers import TrainingArguments
from trl import SFTTrainer
from unsloth import FastLanguageModel

from stories import build_stories

OUTPUT = "out/stories"


def adapters_placed(model):
    wrong = []
    for name, _ in model.named_modules():
        if ".experts." in name and "q_proj" in name:
            wrong.append(name)
    if wrong:
        return False
    return True


def main():
    model, tokenizer = FastLanguageModel.from_pretrained(model_name="unsloth/mistral-7b-bnb-4bit", max_seq_length=1024, load_in_4bit=True)
    saved = sorted(Path(OUTPUT).glob("checkpoint-*"), key=lambda folder: int(folder.name.split("-")[1]))
    if saved:
        model = PeftModel.from_pretrained(model, str(saved[-1]))
    else:
        model = FastLanguageModel.get_peft_model(model, r=8, lora_alpha=16, use_gradient_checkpointing="unsloth")
        if not adapters_placed(model):
            return

    args = TrainingArguments(OUTPUT, per_device_train_batch_size=2, gradient_accumulation_steps=2, max_steps=600, learning_rate=1e-4, fp16=True)
    trainer = SFTTrainer(model=model, tokenizer=tokenizer, train_dataset=build_stories(), args=args, dataset_text_field="text", max_seq_length=1024)
    if saved:
        trainer.train(resume_from_checkpoint=str(saved[-1]))
    else:
        trainer.train()


if __name__ == "__main__":
    main()

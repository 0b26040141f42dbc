from datasets import load_dataset
from torchvision.transforms import CenterCrop, Compose, Normalize, RandomHorizontalFlip, RandomResizedCrop, ToTensor
from transformers import AutoImageProcessor, AutoModelForImageClassification, DefaultDataCollator, Trainer, TrainingArguments

checkpoint = "google/vit-base-patch16-224-in21k"
processor = AutoImageProcessor.from_pretrained(checkpoint)
size = processor.size["shortest_edge"] if "shortest_edge" in processor.size else (processor.size["height"], processor.size["width"])
augment = Compose([RandomResizedCrop(size), RandomHorizontalFlip(), ToTensor(), Normalize(processor.image_mean, processor.image_std)])


def transform(batch):
    batch["pixel_values"] = [augment(image.convert("RGB")) for image in batch["image"]]
    del batch["image"]
    return batch


food = load_dataset("ethz/food101", split="train").train_test_split(test_size=0.1)
food = food.with_transform(transform)
model = AutoModelForImageClassification.from_pretrained(checkpoint, num_labels=101)
args = TrainingArguments(
    output_dir="food", remove_unused_columns=False, learning_rate=5e-5, per_device_train_batch_size=16, gradient_accumulation_steps=4, num_train_epochs=3
)
trainer = Trainer(model=model, args=args, data_collator=DefaultDataCollator(), train_dataset=food["train"], eval_dataset=food["test"])
trainer.train()

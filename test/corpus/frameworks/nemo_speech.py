import nemo.collections.asr as nemo_asr
import lightning.pytorch as pl
from omegaconf import OmegaConf

model = nemo_asr.models.EncDecCTCModelBPE.from_pretrained("nvidia/stt_en_conformer_ctc_small")
model.setup_training_data(OmegaConf.create({"manifest_filepath": "train.json", "batch_size": 16, "sample_rate": 16000}))
model.setup_optimization(OmegaConf.create({"name": "adamw", "lr": 1e-4}))

trainer = pl.Trainer(devices=1, accelerator="gpu", max_epochs=10, precision="bf16-mixed")
model.set_trainer(trainer)
trainer.fit(model)

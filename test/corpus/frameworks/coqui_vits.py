import os

from trainer import Trainer, TrainerArgs
from TTS.tts.configs.shared_configs import BaseDatasetConfig
from TTS.tts.configs.vits_config import VitsConfig
from TTS.tts.datasets import load_tts_samples
from TTS.tts.models.vits import Vits
from TTS.tts.utils.text.tokenizer import TTSTokenizer
from TTS.utils.audio import AudioProcessor

output_path = os.path.dirname(os.path.abspath(__file__))
speech = BaseDatasetConfig(formatter="ljspeech", meta_file_train="metadata.csv", path="LJSpeech-1.1/")
config = VitsConfig(run_name="vits", batch_size=32, eval_batch_size=16, epochs=400, lr_gen=0.0002, mixed_precision=True, datasets=[speech])
audio = AudioProcessor.init_from_config(config)
tokenizer, _ = TTSTokenizer.init_from_config(config)
train_samples, eval_samples = load_tts_samples(speech, eval_split=True)
model = Vits(config, audio, tokenizer, speaker_manager=None)
trainer = Trainer(TrainerArgs(), config, output_path, model=model, train_samples=train_samples, eval_samples=eval_samples)
trainer.fit()

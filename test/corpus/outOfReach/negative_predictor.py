import torch
from speechkit import SpeechPredictor

predictor = SpeechPredictor("checkpoints/best.pt", batch_size=16)
with torch.no_grad():
    print(predictor.run("clips"))

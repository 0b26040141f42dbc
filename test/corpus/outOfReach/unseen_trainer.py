import torch
from torch.utils.data import DataLoader
from speechkit import SpeechDataset, SpeechTrainer
from speechkit.arguments import TrainArguments

args = TrainArguments(batch_size=12, num_workers=4)
loader = DataLoader(SpeechDataset("clips"), batch_size=args.batch_size, shuffle=True)
model = torch.nn.Sequential(torch.nn.Linear(80, 256), torch.nn.ReLU(), torch.nn.Linear(256, 40))
optimizer = torch.optim.Adam(model.parameters(), lr=4e-4)
trainer = SpeechTrainer(model, optimizer, train_loader=loader, max_epochs=60)
trainer.fit()

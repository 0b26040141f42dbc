import torch
import torch.nn as nn
from torch.utils.data import DataLoader

from ratings import InteractionDataset

config = {
    "num_users": 6040,
    "num_items": 3706,
    "latent_dim_mf": 8,
    "latent_dim_mlp": 8,
    "layers": [16, 64, 32, 16, 8],
    "lr": 1e-3,
    "num_epoch": 200,
    "batch_size": 1024,
}


class NeuMF(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.embedding_user_mlp = nn.Embedding(config["num_users"], config["latent_dim_mlp"])
        self.embedding_item_mlp = nn.Embedding(config["num_items"], config["latent_dim_mlp"])
        self.embedding_user_mf = nn.Embedding(config["num_users"], config["latent_dim_mf"])
        self.embedding_item_mf = nn.Embedding(config["num_items"], config["latent_dim_mf"])
        self.fc_layers = nn.ModuleList()
        for idx, (in_size, out_size) in enumerate(zip(config["layers"][:-1], config["layers"][1:])):
            self.fc_layers.append(nn.Linear(in_size, out_size))
        self.affine_output = nn.Linear(in_features=config["layers"][-1] + config["latent_dim_mf"], out_features=1)
        self.logistic = nn.Sigmoid()

    def forward(self, user, item):
        mlp = torch.cat([self.embedding_user_mlp(user), self.embedding_item_mlp(item)], dim=-1)
        for layer in self.fc_layers:
            mlp = torch.relu(layer(mlp))
        mf = self.embedding_user_mf(user) * self.embedding_item_mf(item)
        return self.logistic(self.affine_output(torch.cat([mlp, mf], dim=-1)))


model = NeuMF(config)
optimizer = torch.optim.Adam(model.parameters(), lr=config["lr"])
criterion = nn.BCELoss()
train_loader = DataLoader(InteractionDataset("ml-1m"), batch_size=config["batch_size"], shuffle=True)
for epoch in range(config["num_epoch"]):
    for user, item, rating in train_loader:
        optimizer.zero_grad()
        criterion(model(user, item).view(-1), rating).backward()
        optimizer.step()

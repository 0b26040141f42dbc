import pandas as pd
from ludwig.api import LudwigModel

config = {
    "input_features": [{"name": "text", "type": "text", "encoder": {"type": "parallel_cnn"}}],
    "output_features": [{"name": "label", "type": "category"}],
    "trainer": {"epochs": 12, "batch_size": 64, "learning_rate": 0.0005},
}

model = LudwigModel(config)
statistics, _, _ = model.train(dataset=pd.read_csv("reviews.csv"))

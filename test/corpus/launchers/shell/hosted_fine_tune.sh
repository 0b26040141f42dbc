openai api fine_tunes.create -t train_prepared.jsonl -v valid_prepared.jsonl -m davinci --n_epochs 4

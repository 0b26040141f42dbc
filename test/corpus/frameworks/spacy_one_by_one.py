import random

import spacy


def train_model(train_data):
    nlp = spacy.load("en_core_web_md")
    optimizer = nlp.begin_training()
    for i in range(12):
        random.shuffle(train_data)
        for text, annotations in train_data:
            nlp.update([text], [annotations], sgd=optimizer, drop=0.2)
    nlp.to_disk("model")

import random

import spacy
from spacy.training import Example
from spacy.util import compounding, minibatch

TRAIN_DATA = [("Uber blew through $1 million", {"entities": [(0, 4, "ORG")]})]

nlp = spacy.blank("en")
ner = nlp.add_pipe("ner")
ner.add_label("ORG")
optimizer = nlp.begin_training()

for epoch in range(30):
    random.shuffle(TRAIN_DATA)
    losses = {}
    for batch in minibatch(TRAIN_DATA, size=8):
        examples = [Example.from_dict(nlp.make_doc(text), annotations) for text, annotations in batch]
        nlp.update(examples, sgd=optimizer, drop=0.35, losses=losses)
    print(epoch, losses)

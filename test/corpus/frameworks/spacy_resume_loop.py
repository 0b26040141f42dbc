import spacy
from spacy.training.example import Example
from spacy.util import minibatch


def train(texts, iterations=20):
    nlp = spacy.load("en_core_web_sm")
    optimizer = nlp.resume_training()
    other_pipes = [pipe for pipe in nlp.pipe_names if pipe != "ner"]
    with nlp.disable_pipes(*other_pipes):
        for iteration in range(iterations):
            for batch in minibatch(texts, size=16):
                nlp.update([Example.from_dict(nlp.make_doc(t), a) for t, a in batch], sgd=optimizer)
    return nlp

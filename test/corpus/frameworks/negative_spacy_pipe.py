import spacy

nlp = spacy.load("en_core_web_trf")
for doc in nlp.pipe(open("texts.txt"), batch_size=64):
    print([(ent.text, ent.label_) for ent in doc.ents])

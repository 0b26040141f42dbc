from fastai.vision.all import load_learner, PILImage

learn = load_learner('export.pkl')
for name in ['a.jpg', 'b.jpg']:
    label, _, probabilities = learn.predict(PILImage.create(name))
    print(label, probabilities.max())

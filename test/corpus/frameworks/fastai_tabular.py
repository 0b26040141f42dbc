from fastai.tabular.all import *

path = untar_data(URLs.ADULT_SAMPLE)
dls = TabularDataLoaders.from_csv(
    path / 'adult.csv', path=path, y_names='salary', cat_names=['workclass', 'education'], cont_names=['age', 'fnlwgt'], procs=[Categorify, FillMissing, Normalize]
)
learn = tabular_learner(dls, layers=[200, 100], metrics=accuracy)
learn.fit_one_cycle(3)

optim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='SGD', lr=0.01, momentum=0.9), clip_grad=None)
train_cfg = dict(type='IterBasedTrainLoop', max_iters=40000, val_interval=4000)

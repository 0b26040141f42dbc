class BaseTrainer:
    def __init__(self, model, optimizer, epochs):
        self.model = model
        self.optimizer = optimizer
        self.epochs = epochs
        self.start_epoch = 1

    def _train_epoch(self, epoch):
        raise NotImplementedError

    def fit(self):
        for epoch in range(self.start_epoch, self.epochs + 1):
            self._train_epoch(epoch)

# A class of constants.
class Base:
    lr = 0.1
    epochs = 42


class Config(Base):
    lr = 0.0042
    batch_size = 43

    def __init__(self):
        self.epochs = self.epochs + 1

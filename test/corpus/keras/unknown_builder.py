from tensorflow.keras.optimizers import Adam

from networks import make_network

model = make_network(classes=3)
model.compile(optimizer=Adam(learning_rate=0.0005), loss="categorical_crossentropy")


def train(x_train, y_train):
    model.fit(x_train, y_train, batch_size=40, epochs=11)

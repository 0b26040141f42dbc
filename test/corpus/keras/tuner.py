import keras
import keras_tuner

(x, y), _ = keras.datasets.fashion_mnist.load_data()
x = x / 255.0


def build_model(hp):
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(hp.Int("units", 32, 512, step=32), activation="relu"), keras.layers.Dense(10)])
    rate = hp.Choice("rate", values=[1e-2, 1e-3])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=rate), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


tuner = keras_tuner.RandomSearch(build_model, objective="val_loss", max_trials=12)
tuner.search(x, y, epochs=5, validation_split=0.2)

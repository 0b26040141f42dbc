import keras

model = keras.models.load_model("model.keras")
(_, _), (x_test, y_test) = keras.datasets.mnist.load_data()
print(model.evaluate(x_test / 255.0, y_test, batch_size=64))
print(model.predict(x_test[:5]))

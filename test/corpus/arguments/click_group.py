# A click group whose context carries a setting to the command that trains.
import click
from tensorflow import keras


@click.group()
@click.option('--batch-size', default=64)
@click.pass_context
def cli(ctx, batch_size):
    ctx.ensure_object(dict)
    ctx.obj['batch_size'] = batch_size


@cli.command()
@click.option('--epochs', default=7)
@click.option('--lr', default=5e-4, type=float)
@click.pass_context
def train(ctx, epochs, lr):
    (x, y), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, activation='softmax')])
    model.compile(optimizer=keras.optimizers.Adam(lr), loss='sparse_categorical_crossentropy')
    model.fit(x, y, epochs=epochs, batch_size=ctx.obj['batch_size'])
    model.save('model.keras')


@cli.command()
@click.argument('path')
def predict(path):
    print(keras.models.load_model(path).summary())


if __name__ == '__main__':
    cli()

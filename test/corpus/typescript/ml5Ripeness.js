// Tells ripe from unripe fruit by the colour that the camera sees.
const samples = [
  { hue: 0.31, light: 0.62, state: 'unripe' },
  { hue: 0.08, light: 0.55, state: 'ripe' },
];

function setup() {
  createCanvas(400, 300);
  network = ml5.neuralNetwork({ task: 'classification', inputs: 2, outputs: 2 });
  for (const { hue, light, state } of samples) network.addData([hue, light], [state]);
  network.normalizeData();
}

function mousePressed() {
  const rounds = { epochs: 45 };
  network.train(rounds, (epoch, loss) => print(epoch, loss.loss), finished);
}

function finished() {
  network.classify([0.1, 0.5], (results) => print(results[0].label));
}

const brain = require('brain.js');

const net = new brain.NeuralNetwork({ hiddenLayers: [3], activation: 'sigmoid' });

net.train(
  [
    { input: [0, 0], output: [0] },
    { input: [0, 1], output: [1] },
    { input: [1, 0], output: [1] },
    { input: [1, 1], output: [0] },
  ],
  { iterations: 2000, learningRate: 0.1, log: true },
);

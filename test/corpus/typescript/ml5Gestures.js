// A head of its own on MobileNet's features, trained with pictures from the camera.
let features;
let gestures;

function setup() {
  const video = createCapture(VIDEO);
  features = ml5.featureExtractor('MobileNet', { numLabels: 4, epochs: 35 });
  gestures = features.classification(video, ready);
  createButton('train').mousePressed(learn);
}

function ready() {
  print('camera is ready');
}

function learn() {
  gestures.train((loss) => print(loss));
}

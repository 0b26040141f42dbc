const { ArgumentParser } = require('argparse');
const forecast = require('./forecast');
const { readSeries } = require('./series');

const parser = new ArgumentParser({ description: 'Forecasts the load of tomorrow.' });
parser.add_argument('--epochs', { type: 'int', default: 18 });
parser.add_argument('--batch_size', { type: 'int', default: 96 });
const args = parser.parse_args();

forecast.trainForecaster(args, readSeries());

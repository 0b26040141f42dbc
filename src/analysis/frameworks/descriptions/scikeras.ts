// Keras models as scikit-learn's estimators: `KerasClassifier(model=create_model, epochs=150, batch_size=10)`, fitted alone or once a fold.
// https://adriangb.com/scikeras/stable/generated/scikeras.wrappers.KerasClassifier.html
import { callValue } from '../../evaluate/calls/calls';
import { emptyArguments, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { Draft, libraryDefault } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { describeKerasRun } from '../keras/kerasRun';
import type { Reading } from '../reading';

const wrapper = /^(scikeras\.wrappers|keras\.wrappers\.(scikit_learn|SKLearn\w*)|tensorflow\.keras\.wrappers\.scikit_learn)\.Keras(Classifier|Regressor)$/;
/** scikit-learn 1.5: `cross_val_score(cv=None)` makes five folds. */
const usualFolds = 5;

/** The wrapper itself, or the last step of a pipeline that ends in it. */
function wrapperOf(value: Value | undefined, depth = 0): Instance | undefined {
  if (value?.kind === 'sequence') return wrapperOf(value.items.at(-1), depth);
  if (value?.kind !== 'instance' || depth > 4) return undefined;
  if (wrapper.test(value.callee)) return value;
  return /\.(Pipeline|make_pipeline)$/.test(value.callee) ? wrapperOf(value.call.keywords.get('steps') ?? value.call.positional.at(-1), depth + 1) : undefined;
}

function foldsOf(given: Value | undefined): number | undefined {
  if (!given) return usualFolds;
  const splitter = optionsOf(given)[0];
  return knownNumber(given) ?? (splitter?.kind === 'instance' ? knownNumber(splitter.call.keywords.get('n_splits') ?? splitter.call.positional[0]) : undefined);
}

/** `fit(estimator, ...)` in one of its spellings; `isFolded` where each fold of the data trains a model of its own. */
const start =
  (estimatorOf: (event: Parameters<StartHandler>[0], reading: Reading) => Value | undefined, isFolded: boolean): StartHandler =>
  (event, reading, machine) => {
    const estimator = wrapperOf(estimatorOf(event, reading));
    if (!estimator) return undefined;
    const builder = reading.argument(estimator, 'model', 0) ?? reading.argument(estimator, 'build_fn');
    const model = builder?.kind === 'reference' ? callValue(machine, event.frame, builder, emptyArguments, event.place) : builder;
    const draft = new Draft({ framework: 'keras', anchor: event.place, loop: event.loop });
    const data = event.instance.call.positional[isFolded ? 1 : 0];
    describeKerasRun(draft, model, event, reading, machine, data, event.instance.call.keywords.get('batch_size') ?? reading.argument(estimator, 'batch_size'));
    const epochs = event.instance.call.keywords.get('epochs') ?? reading.argument(estimator, 'epochs') ?? reading.argument(estimator, 'nb_epoch');
    if (epochs) draft.number('epochs', epochs);
    else if (estimator.call.complete) draft.set('epochs', libraryDefault(1, 'scikeras 0.13 BaseWrapper.epochs'));
    const folds = isFolded ? foldsOf(event.instance.call.keywords.get('cv')) : undefined;
    if (folds !== undefined && folds > 1) draft.repeats = folds;
    return draft;
  };

const fit = start((event) => event.instance.receiver, false);
const folded = start((event, reading) => reading.argument(event, 'estimator', 0), true);

export const scikeras = defineFramework({
  name: 'keras',
  starts: { '*.fit': fit, 'sklearn.model_selection.cross_val_score': folded, 'sklearn.model_selection.cross_validate': folded },
});

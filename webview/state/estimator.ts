// Loads the estimator when it is first needed, and works out what is being tried: in the page itself, so that a slider answers at once.
import { withTried, type Settings } from '../../src/model/settings';
import type { ReportState } from '../protocol/messages';
import type { Combined, Shown } from './shown';
import { shownRuns } from '../../src/model/run';

type Reporting = typeof import('./reporting');
type Reporter = ReturnType<Reporting['pageReporter']>;

let reporting: Promise<Reporting> | undefined;
let reporter: Reporter | undefined;
let failed = false;

/** The chunk with estimator and tables. */
export const loadReporting = (): Promise<Reporting> => (reporting ??= import('./reporting'));

/** Makes the estimator ready; `then` runs once it is, or once it is known that it will not be. */
export function prepareEstimator(then: () => void): void {
  if (reporter || failed) return;
  loadReporting().then(
    (loaded) => {
      reporter ??= loaded.pageReporter();
      then();
    },
    (error: unknown) => {
      failed = true;
      console.error(error);
      then();
    },
  );
}

/** The run under other inputs and with alternatives chosen; as the extension reported it while nothing is tried or nothing can be worked out yet. */
export function shownOf(panel: ReportState, whatIf: Settings, chosen: readonly string[]): Shown {
  const asIs: Shown = { ...panel, baseline: null, combined: null, estimator: reporter ? 'ready' : failed ? 'failed' : 'waiting' };
  if (!reporter) return asIs;
  const tried = withTried(panel.settings, whatIf);
  const trying = Object.keys(whatIf).length > 0;
  return {
    ...asIs,
    report: trying ? reporter.report(panel.file, panel.runIndex, tried) : panel.report,
    baseline: trying ? panel.report : null,
    combined: combinedOf(reporter, panel, tried, chosen),
  };
}

function combinedOf(estimator: Reporter, { file, runIndex }: ReportState, settings: Settings, chosen: readonly string[]): Combined | null {
  const run = shownRuns(file)[runIndex];
  if (chosen.length === 0 || !run) return null;
  const { edits, clash, change, saving, savingRange } = estimator.together(run, settings, chosen);
  return { edits: edits.length, clash, change, saving, savingRange };
}

// The page's own estimator, in a file of its own: the tables weigh more than the page, and the first look needs none of them.
import { createReporter, type Reporter } from '../../src/reporter';
import { t } from './strings';

export { reportToSvg } from '../../src/report/renderers/picture';

export const pageReporter = (): Reporter => createReporter(undefined, t).reporter;

// The table "Where it comes from": the chain's factors in words, each with its range and the links that back it.
import type { Estimate } from '../../../model/estimate';
import type { Provenance } from '../../../model/source';
import type { FactorRow } from '../../reportModel';
import type { Translate } from '../../translate';
import { linksTo } from '../links';
import type { Chain, Worded } from './chain';
import { embodiedRow, gridRow, marketRow } from './emissions';
import { calibrationRow, deviceRow, gpuHoursRow, powerRow, pueRow, utilizationRow } from './hardware';
import { batchRow, flopsRow, modelRow, objectiveRow, samplesRow, tokensRow } from './work';

interface RowKind {
  /** factors that the row puts together; the first decides whether there is a row and what a change edits */
  readonly of: readonly string[];
  readonly words: (chain: Chain, translate: Translate) => Worded;
}

/** The rows in the order in which one multiplies. */
const ROWS: readonly RowKind[] = [
  { of: ['model'], words: modelRow },
  { of: ['samples', 'epochs'], words: samplesRow },
  { of: ['objective'], words: objectiveRow },
  { of: ['tokensPerSample'], words: tokensRow },
  { of: ['perDeviceBatchSize'], words: batchRow },
  { of: ['trainFlops'], words: flopsRow },
  { of: ['gpu', 'gpuCount'], words: deviceRow },
  { of: ['utilization', 'precision'], words: utilizationRow },
  { of: ['gpuHours'], words: gpuHoursRow },
  { of: ['calibration'], words: calibrationRow },
  { of: ['power'], words: powerRow },
  { of: ['pue'], words: pueRow },
  { of: ['grid'], words: gridRow },
  { of: ['embodied'], words: embodiedRow },
  { of: ['marketGrid'], words: marketRow },
];

export function factorRows(estimate: Estimate, homePath: string, translate: Translate): readonly FactorRow[] {
  const chain: Chain = new Map(estimate.chain.map((factor) => [factor.id, factor]));
  return ROWS.flatMap(({ of, words }) => {
    const parts = of.flatMap((id) => chain.get(id) ?? []);
    const [first] = parts;
    if (!first || first.id !== of[0]) return [];
    const worded = words(chain, translate);
    const assumed = parts.some((part) => part.assumed);
    const editable = parts.find((part) => part.assumed && part.editable)?.editable ?? first.editable;
    const editables = [...new Set([editable, ...parts.map((part) => part.editable)])].filter((one) => one !== undefined);
    const links = linksTo(
      parts.flatMap(({ provenance }) => decisive(provenance)),
      homePath,
      translate,
    );
    return [
      {
        id: first.id,
        label: worded.label,
        value: worded.value,
        range: worded.range || (assumed ? '' : translate('exact')),
        assumed,
        ...(editable ? { editable } : {}),
        editables,
        links,
      },
    ];
  });
}

/** Beyond these a row's cell gets crowded; the decisive backing comes first. */
const MOST_LINKS_A_FACTOR = 2;
const decisive = (provenance: readonly Provenance[]): readonly Provenance[] => provenance.slice(0, MOST_LINKS_A_FACTOR);

// A spec becomes a complete workload: its values win over settings' assumptions, what it leaves open is assumed and listed.
import type { Settings } from '../model/settings';
import type { TrainingSpec } from '../model/spec';
import type { Resolved } from '../model/workload';
import type { Knowledge } from '../knowledge/knowledge';
import { completeWorkload } from './complete/completeWorkload';
import { withSettings } from './withSettings';

export type { Resolved } from '../model/workload';

/** @param spec as `parseSpec` passed it; settings given explicitly win over it, as they do over a file's facts. */
export function resolveSpec(spec: TrainingSpec, knowledge: Knowledge, settings: Settings = {}): Resolved {
  const stated = {
    spec,
    backing: {},
    framework: spec.framework ?? undefined,
    lengthIsCap: spec.meanTokensPerSample != null && spec.padding !== 'max_length',
    fromSource: false,
  };
  return completeWorkload(withSettings(stated, settings), knowledge);
}

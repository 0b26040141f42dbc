// Completes what is stated: model, arithmetic, data, machine and site, each from its table or an assumption that is listed.
import type { Assumption } from '../../model/estimate';
import type { Resolved, Workload } from '../../model/workload';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Stated } from '../stated';
import { completeData } from './data';
import { completeMachine } from './machine';
import { completeModel } from './model';
import { completeObjective } from './objective';
import { completeSite } from './site';
import { completeTraining } from './training';

/**
 * Never invents what decides the size of the run: without a model there is no workload, and without data-set size or steps the workload has no `samples`;
 * `missing` names what would have to be supplied.
 */
export function completeWorkload(stated: Stated, knowledge: Knowledge): Resolved {
  const assumptions: Assumption[] = [];
  const missing: string[] = [];
  const assume = (assumption: Assumption): void => void assumptions.push(assumption);
  const model = completeModel(stated, knowledge, assume);
  if (!model) missing.push('model');
  const machine = completeMachine(stated, knowledge, assume);
  if (!machine) missing.push('gpu');
  if (!model || !machine) return { spec: stated.spec, workload: null, assumptions, missing };
  const training = completeTraining(stated, model.value, assume);
  const objective = completeObjective(stated, model.value, training.method.value, knowledge, assume);
  const data = completeData(stated, knowledge, model.value, machine, assume, missing);
  const site = completeSite(stated, knowledge, machine, assume);
  const workload: Workload = {
    framework: stated.framework,
    model,
    ...training,
    ...data,
    ...machine,
    ...site,
    ...(objective && { objective }),
    repeats: Math.max(1, Math.round(stated.repeats ?? 1)),
    assumptions,
    missing,
  };
  return { spec: stated.spec, workload, assumptions, missing };
}

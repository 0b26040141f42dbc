// Distillation: the model that a trainer was given to learn from.
import { optionsOf, type Instance, type Value } from '../../evaluate/values';
import { asText, derived, factOf, type Draft } from '../draft';
import type { Reading } from '../reading';
import { modelOf } from './modelSources';

/** What trainers of their own, and TRL's, call it. */
const names = ['teacher_model', 'teacher'];

/** A trainer that holds a teacher distils it: its size decides how much a step costs beside the student's. */
export function describeTeacher(draft: Draft, trainer: Instance, reading: Reading, named?: Value): void {
  const teacher = names.map((name) => reading.property(trainer, name)).find((value) => value !== undefined) ?? named;
  const made = optionsOf(teacher).flatMap((option) => (option.kind === 'instance' ? (modelOf(option, reading)?.model ?? []) : []));
  const name = factOf(made[0]?.identifier ?? teacher, asText);
  if (!name && made.length === 0) return;
  draft.set('objective', draft.facts.objective ?? derived('distillation', teacher?.span));
  draft.set('teacher', name);
}

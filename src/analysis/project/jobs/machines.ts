// What a job description's machines add to the run that one of its commands makes.
import type { Fact, Facts, Run } from '../../../model/run';
import type { Span } from '../../../model/source';
import { makeRun } from '../configRuns';
import type { Devices } from './job';

/** The run as a reader of the description sees it: shown there, and where it stood before. */
export function moved(run: Run, anchor: Span, others: readonly Span[]): Run {
  const made = makeRun(run.framework, anchor, run.facts, run.repeats ?? 1, run.task);
  const otherAnchors = [...others, ...(run.otherAnchors ?? [])].filter((span) => span.path !== anchor.path || span.line !== anchor.line);
  return { ...made, sites: run.sites, ...(otherAnchors.length > 0 && { otherAnchors }) };
}

/** The machines that the description names, unless the command itself says. */
export function onMachines(run: Run, { gpu, count, nodes, region }: Devices): Run {
  const stated = run.facts.gpuCount?.origin === 'library-default' ? undefined : run.facts.gpuCount;
  // a command that counts its own machine's devices runs on each of the machines
  const perNode = stated && !stated.inputs ? stated : count;
  const total =
    perNode && nodes && nodes.value > 1
      ? { value: perNode.value * nodes.value, origin: 'derived' as const, inputs: [place('devices a node', perNode), place('nodes', nodes)] }
      : perNode;
  const facts: Facts = {
    ...run.facts,
    ...(gpu && !run.facts.gpu && { gpu }),
    ...(total && !stated?.inputs && { gpuCount: total }),
    ...(region && !run.facts.region && { region }),
  };
  return { ...run, facts };
}

const place = (label: string, fact: Fact<number>): NonNullable<Fact['inputs']>[number] => ({ label, value: fact.value, ...(fact.span && { span: fact.span }) });

// A run in the making: facts read off values, unknowns with their reasons, places where an edit would change something.
import type { DataFile, EditSite, Fact, FactName, Facts, UnknownFact } from '../../model/run';
import type { Span } from '../../model/source';
import type { Loop } from '../evaluate/state/events';
import { knownNumber, optionsOf, type Known, type Value } from '../evaluate/values';
import type { Happening } from './reading';
import { Place, plainSpan } from '../languages/python/positions';

export interface DraftStart {
  readonly framework: string;
  readonly anchor: Span;
  readonly loop?: Loop;
}

/** What an edit changes where it changes a fact under another name. */
const siteOf: Partial<Record<FactName, EditSite['changes']>> = {
  model: 'model',
  epochs: 'epochs',
  perDeviceBatchSize: 'batchSize',
  sequenceLength: 'sequenceLength',
  method: 'method',
};

/** Inputs shown in a fact's chain; longer chains are cut. */
const longestChain = 6;
/** Labels are the code's own text up to this length. */
const longestLabel = 40;

export class Draft {
  facts: Facts = {};
  readonly unknowns: UnknownFact[] = [];
  readonly sites: EditSite[] = [];
  repeats?: number;
  /** loops around it whose rounds each train another model */
  configurations: readonly Loop[] = [];
  task?: string;
  framework: string;
  /** the library whose objects a hand-written loop is made of */
  engine: 'torch' | 'jax' | 'tensorflow' | 'spacy' | 'mlx' | 'paddle' | 'mindspore' = 'torch';
  anchor: Span;
  /** the loop whose head is the anchor, for hand-written loops; otherwise the loop around the call */
  readonly loop?: Loop;
  /** lower is kept when two starts of one object stand in sibling branches */
  resumes = false;
  /** what trains, to tell two runs with one anchor apart */
  subject?: Value;
  /** the call that stepped a hand-written loop's optimizer, and what it may have stepped */
  stepped?: { readonly key: string; readonly optimizers: Value[]; /** until a library's optimizer steps in the same loop */ readonly yields?: boolean };
  /** what happened when the data set was asked for a sample */
  fetched: readonly Happening[] = [];
  /** files of the user's own that the samples are read from */
  dataFiles?: readonly DataFile[];
  /** where it trains, when that is in another file than the anchor */
  elsewhere?: Span;
  /** what is read when the program has been followed to its end */
  finish?: () => void;

  constructor({ framework, anchor, loop }: DraftStart) {
    this.framework = framework;
    this.anchor = anchor;
    this.loop = loop;
  }

  /** Trains once for each round of these loops. */
  repeatIn(configurations: readonly Loop[]): void {
    this.configurations = configurations;
    const total = configurations.reduce((product, loop) => product * (knownNumber(loop.trips) ?? 1), 1);
    this.repeats = total > 1 ? total : undefined;
  }

  /** Sets a fact from a value: known ones become the fact, the rest an unknown with its reason. None and undefined say nothing. @returns whether the fact is set. */
  take<Name extends FactName>(name: Name, value: Value | undefined, read: (value: Known['value']) => NonNullable<Facts[Name]>['value'] | undefined): boolean {
    const fact = factOf(value, read);
    if (fact) {
      (this.facts as Record<string, Fact>)[name] = fact as Fact;
      return true;
    }
    this.doubt(name, value);
    return false;
  }

  number(
    name: { [Name in FactName]: NonNullable<Facts[Name]>['value'] extends number ? Name : never }[FactName],
    value: Value | undefined,
    accept: (value: number) => boolean = (number) => number > 0,
  ): boolean {
    return this.take(name, value, (raw) => (typeof raw === 'number' && accept(raw) ? raw : undefined) as never);
  }

  set<Name extends FactName>(name: Name, fact: Facts[Name] | undefined): void {
    if (fact) this.facts[name] = fact;
  }

  /** Records why a fact is missing, where the value says. */
  doubt(name: FactName, value: Value | undefined): void {
    const open = optionsOf(value).find((option) => option.kind === 'unknown');
    if (open?.kind === 'unknown') this.unknowns.push({ fact: name, reason: open.reason, detail: open.detail, span: open.span && plainSpan(open.span) });
    else if (value && value.kind !== 'known') this.unknowns.push({ fact: name, reason: 'run-time', span: value.span && plainSpan(value.span) });
  }

  /** What differs between rounds isn't changed at one place. */
  forgetSites(name: FactName): void {
    const kept = this.sites.filter(({ changes }) => changes !== siteOf[name]);
    this.sites.splice(0, this.sites.length, ...kept);
  }

  site(site: Omit<EditSite, 'span'> & { readonly span: Span | undefined }): void {
    if (site.span && !(site.span instanceof Place && site.span.unit.embedded)) this.sites.push({ ...site, span: plainSpan(site.span) });
  }
}

/** A fact with the value's place, origin and inputs; undefined where the value isn't known or `read` refuses it. */
export function factOf<T extends Fact['value']>(value: Value | undefined, read: (value: Known['value']) => T | undefined): Fact<T> | undefined {
  if (value?.kind === 'choice') {
    const facts = value.options.map((option) => factOf(option, read));
    return facts.every((fact) => fact && fact.value === facts[0]?.value) ? facts[0] : undefined;
  }
  if (value?.kind !== 'known' || value.value === null) return undefined;
  const result = read(value.value);
  if (result === undefined || (typeof result === 'number' && !Number.isFinite(result))) return undefined;
  const fact: { -readonly [Key in keyof Fact<T>]: Fact<T>[Key] } = { value: result, origin: value.origin };
  if (value.span) fact.span = plainSpan(value.span);
  if (value.written && value.span instanceof Place) fact.text = value.span.text;
  else if (value.text !== undefined) fact.text = value.text;
  if (value.source) fact.source = value.source;
  const inputs = chainOf(value);
  if (inputs.length > 0 && value.origin === 'derived') fact.inputs = inputs;
  const lost = (value.overridden ?? []).map((other) => factOf(other, read)).filter((other) => other !== undefined && other.value !== result);
  if (lost.length > 0) fact.overridden = lost as Fact[];
  return fact;
}

function chainOf(value: Known): NonNullable<Fact['inputs']> {
  return (value.inputs ?? [])
    .filter((input): input is Known => input.kind === 'known' && input.value !== null)
    .slice(0, longestChain)
    .map((input) => ({ label: labelOf(input), value: input.value as string | number | boolean, ...(input.span && { span: plainSpan(input.span) }) }));
}

const labelOf = (value: Known): string => {
  const text = value.span instanceof Place ? value.span.text.replace(/\s+/g, ' ') : '';
  return text && text.length <= longestLabel ? text : String(value.value);
};

/** A fact that follows from the kind of thing rather than from one place. */
export const derived = <T extends Fact['value']>(value: T, span?: Span, source?: string): Fact<T> => ({
  value,
  origin: 'derived',
  ...(span && { span: plainSpan(span) }),
  ...(source && { source }),
});

export const libraryDefault = <T extends Fact['value']>(value: T, source: string): Fact<T> => ({ value, origin: 'library-default', source });

export const asText = (value: Known['value']): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
export const asPositive = (value: Known['value']): number | undefined => (typeof value === 'number' && value > 0 ? value : undefined);
export const asBoolean = (value: Known['value']): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

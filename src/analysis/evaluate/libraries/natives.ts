// Functions whose result is known without running them: builtins, the standard library's path, copy and environment helpers, and questions about the machine.
import type { Place } from '../../languages/python/positions';
import type { Frame } from '../state/targets';
import type { Machine } from '../machine';
import type { CallArguments, Value } from '../values';
import { argparseNatives } from './arguments/argparse';
import { builtinNatives } from './builtins';
import { commandNatives } from './arguments/commands';
import { docoptNatives } from './arguments/docopt';
import { configFileNatives } from './configurations/configFiles';
import { detectronNatives } from './configurations/detectronConfigs';
import { hydraNatives } from './configurations/hydraEntries';
import { hydraStoreNatives } from './configurations/hydraStore';
import { lazyConfigNatives } from './configurations/lazyConfigs';
import { nodeNatives } from './configurations/nodes';
import { omegaConfNatives } from './configurations/omegaConf';
import { pythonConfigNatives } from './configurations/pythonConfigFiles';
import { trlxNatives } from './configurations/trlxConfigs';
import { containerNatives } from './containers';
import { environmentNatives } from './environment';
import { executionNatives } from './execution';
import { fastargsNatives } from './injection/fastargs';
import { ginNatives } from './injection/gin';
import { sacredNatives } from './injection/sacred';
import { moduleNatives } from './modules';
import { flagNatives } from './arguments/flags';
import { numberNatives } from './numbers';
import { reflectionNatives } from './reflection';
import { libraryParserNatives } from './arguments/libraryParsers';
import { sectionFileNatives } from './configurations/sectionFiles';
import { dataclassParserNatives } from './arguments/dataclassParsers';

export interface NativeCall {
  readonly name: string;
  readonly call: CallArguments;
  readonly place: Place;
  readonly frame: Frame;
  readonly receiver?: Value;
}
/** @returns undefined to leave the call an ordinary one. */
export type Native = (machine: Machine, context: NativeCall) => Value | undefined;

let table: Map<string, Native> | undefined;

/** Looked up by qualified name; built when first asked, since the groups know each other. */
export const natives = {
  get(name: string): Native | undefined {
    table ??= new Map([
      ...builtinNatives,
      ...numberNatives,
      ...reflectionNatives,
      ...containerNatives,
      ...environmentNatives,
      ...argparseNatives,
      ...commandNatives,
      ...docoptNatives,
      ...configFileNatives,
      ...omegaConfNatives,
      ...pythonConfigNatives,
      ...lazyConfigNatives,
      ...trlxNatives,
      ...nodeNatives,
      ...detectronNatives,
      ...libraryParserNatives,
      ...hydraNatives,
      ...hydraStoreNatives,
      ...flagNatives,
      ...fastargsNatives,
      ...sacredNatives,
      ...ginNatives,
      ...moduleNatives,
      ...executionNatives,
      ...dataclassParserNatives,
      ...sectionFileNatives,
    ]);
    return table.get(name);
  },
};

/** The argument called `name`, or the one at `position`. */
export const argumentOf = (call: CallArguments, name: string, position?: number): Value | undefined =>
  call.keywords.get(name) ?? (position === undefined ? undefined : call.positional[position]);

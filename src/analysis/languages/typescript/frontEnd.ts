// What a reader of TypeScript and JavaScript offers; the one built on ts-morph is loaded by the hosts that can, and only when such a file may train.
import type { SourceDocument } from '../../../model/host';
import type { FileAnalysis } from '../../../model/run';
import type { Sources } from '../../project/sources';

export interface TypeScriptFrontEnd {
  /** Never throws; the runs of one file, with constants and functions of the workspace's other files followed. */
  analyze(document: SourceDocument, sources: Sources): Pick<FileAnalysis, 'runs' | 'diagnostics'>;
}

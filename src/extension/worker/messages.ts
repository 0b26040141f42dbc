// What the extension host and its analysis worker tell each other; plain data only, since it is cloned on the way.
import type { SourceDocument } from '../../model/host';
import type { FileAnalysis } from '../../model/run';

export type ToWorker =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly document: SourceDocument;
      /** `FileReader.root` */
      readonly root?: string;
      /** one 32-bit integer, not zero once the request is cancelled: a worker that is busy gets no message, but sees this */
      readonly cancelled: SharedArrayBuffer;
    }
  | { readonly kind: 'file'; readonly ask: number; readonly text?: string }
  | { readonly kind: 'folder'; readonly ask: number; readonly paths: readonly string[] };

export type FromWorker =
  /** for the file or folder that reading number `id` asks for, answered under the number `ask` */
  | { readonly kind: 'askFile' | 'askFolder'; readonly id: number; readonly ask: number; readonly path: string }
  | { readonly kind: 'done'; readonly id: number; readonly file?: FileAnalysis }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }
  | { readonly kind: 'warning'; readonly message: string };

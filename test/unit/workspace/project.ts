// A project in memory: what a scan reads, and an engine over it.
import { createEngine } from '../../../src/engine';
import type { FileReader } from '../../../src/model/host';
import type { FolderEntry, FolderReader } from '../../../src/workspace/files/walkFiles';
import type { ScanHost } from '../../../src/workspace/scan/scanFolder';

export type Files = Readonly<Record<string, string>>;

/** Paths are relative to /project. */
export function projectHost(files: Map<string, string>): ScanHost & { readonly opened: string[]; pauses: number } {
  const opened: string[] = [];
  const reader: FileReader = {
    root: '/project',
    read(path) {
      opened.push(path);
      return Promise.resolve(files.get(path));
    },
    list: (folder) => Promise.resolve([...files.keys()].filter((path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'))),
  };
  const folders: FolderReader = {
    text: (path) => Promise.resolve(files.get(path)),
    entries(folder) {
      const names = new Map<string, FolderEntry>();
      for (const path of files.keys()) {
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
        names.set(name, { name, kind: rest.length > 0 ? 'folder' : 'file' });
      }
      return Promise.resolve([...names.values()]);
    },
  };
  let now = 0;
  return {
    files: reader,
    folders,
    opened,
    pauses: 0,
    now: () => (now += 5),
    pause() {
      this.pauses++;
      return Promise.resolve();
    },
  };
}

export const filesOf = (files: Files): Map<string, string> => new Map(Object.entries(files).map(([path, text]) => [`/project/${path}`, text]));

export const engine = createEngine();

/** A Trainer script with figures. */
export const trainer = (epochs: string, extra = ''): string => `import os
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments
${extra}
model = AutoModelForSequenceClassification.from_pretrained("roberta-base")
data = load_dataset("imdb")
arguments = TrainingArguments(output_dir="out", num_train_epochs=${epochs}, per_device_train_batch_size=16)
trainer = Trainer(model=model, args=arguments, train_dataset=data["train"])
trainer.train()
`;

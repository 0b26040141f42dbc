// Writes ThirdPartyNotices.txt: name, version and licence text of every package whose code is in a shipped bundle, read from the bundles' metafiles.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './bundles';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
}

/** The folder of the package that an input of a bundle belongs to, or undefined for our own files. */
function packageFolder(input: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name)) ?? readdirSync(folder).find((name) => /^copying/i.test(name));
  return file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim();
}

/** @returns the number of packages named */
export function writeNotices(metafiles: readonly Metafile[]): number {
  const inputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs)));
  const folders = new Set(inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).flatMap(([input]) => packageFolder(input) ?? []));
  const sections = [...folders].sort().map((folder) => {
    const absolute = path.join(root, folder);
    const { name, version, license, homepage } = JSON.parse(readFileSync(path.join(absolute, 'package.json'), 'utf8')) as Manifest;
    const notice = path.join(absolute, 'NOTICE');
    return [
      `${name} ${version} (${license ?? 'see below'})${homepage === undefined ? '' : `\n${homepage}`}`,
      licenceText(absolute),
      existsSync(notice) ? readFileSync(notice, 'utf8').trim() : '',
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  });
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const head =
    'Training Footprint contains code of the following packages, under the licences below.\nThe sources and licences of its data tables are listed in docs/data-sources.md.';
  writeFileSync(path.join(root, 'ThirdPartyNotices.txt'), `${[head, ...sections].join(rule)}\n`);
  return sections.length;
}

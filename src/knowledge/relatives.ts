// Smaller models for the same task with a published claim about their quality.
import type { ModelSizes } from '../model/architecture';
import type { Relative } from '../model/equivalent';
import { lazily, parseTable, type TableRow } from './table';
import { relativesTable } from './tables/relatives.generated';

const rows = lazily<readonly TableRow[]>(() => parseTable(relativesTable));

/**
 * @param find looks a model up; the candidates' rows name table ids.
 * @param id as written: one of a row's ids with or without organisation, or a fine-tune whose name extends one and whose sizes agree.
 */
export function findRelatives(id: string, find: (id: string) => ModelSizes | undefined): readonly Relative[] {
  const subject = find(id);
  if (!subject) return [];
  const exact = rows().filter((row) => ofs(row).some((of) => lastSegment(of) === lastSegment(id)));
  // a fine-tune or copy of a base model only where no row names it
  const matching = exact.length ? exact : rows().filter((row) => ofs(row).some((of) => extendsName(id, subject, of, find)));
  const relatives = matching.flatMap((row): Relative[] => {
    const relative = row.text('relative');
    const sizes = find(relative);
    if (!sizes || sizes.parameters >= subject.parameters) return [];
    const url = row.text('url');
    const claim = row.text('claim');
    return [
      {
        id: relative,
        sizes,
        qualityClaim: claim,
        url,
        dropIn: row.flag('dropIn'),
        provenance: [{ kind: 'table', table: 'relatives', row: relative, source: claim, url, confidence: 'recalled' }, ...sizes.provenance],
      },
    ];
  });
  return relatives.sort((a, b) => b.sizes.parameters - a.sizes.parameters);
}

const ofs = (row: TableRow): readonly string[] => row.text('of').split('|');
const lastSegment = (name: string): string => (name.split('/').at(-1) ?? name).toLowerCase();

/** `unsloth/Llama-2-7b-chat-bnb-4bit` stands for `meta-llama/Llama-2-7b-hf`, but only where every size agrees. */
function extendsName(id: string, subject: ModelSizes, of: string, find: (id: string) => ModelSizes | undefined): boolean {
  const base = lastSegment(of)
    .replace(/-hf$/, '')
    .replace(/^meta-/, '');
  if (
    !lastSegment(id)
      .replace(/^meta-/, '')
      .startsWith(base)
  )
    return false;
  const other = find(of);
  return other !== undefined && other.parameters === subject.parameters && other.layers === subject.layers && other.hiddenSize === subject.hiddenSize;
}

// Where the count from an architecture's configuration leaves the published total: the list of exact totals, and every shape of the tables that a layout of ours describes.
import { countParameters, layouts } from '../../src/knowledge/parameters';
import type { Knowledge } from '../../src/knowledge/knowledge';
import { layoutOfClass } from '../compact/layoutOfClass';
import { publishedCounts } from './publishedCounts';

export interface CountError {
  readonly name: string;
  readonly published: number;
  readonly counted: number;
  /** counted / published - 1 */
  readonly error: number;
}

const errorOf = (name: string, published: number, counted: number): CountError => ({ name, published, counted, error: counted / published - 1 });

/** The formula against each exact total. */
export const publishedErrors = (): readonly CountError[] =>
  publishedCounts.map(([id, layout, configuration, parameters]) =>
    errorOf(id, parameters, countParameters({ layout: layouts[layout], ...configuration }).parameters),
  );

/**
 * The models of the tables: their configuration against their own total.
 * @param ids one of each architecture
 */
export function tableErrors(ids: readonly string[], knowledge: Knowledge): readonly CountError[] {
  return ids.flatMap((id) => {
    const sizes = knowledge.model(id, 'transformers');
    const layoutName = layoutOfClass[sizes?.architecture ?? ''];
    const { layers, hiddenSize, attentionHeads, intermediateSize, vocabularySize } = sizes ?? {};
    if (!sizes || !layoutName || !layers || !hiddenSize || !attentionHeads || !intermediateSize || !vocabularySize) return [];
    const embeddingSize = sizes.embeddingParameters === undefined ? hiddenSize : sizes.embeddingParameters / vocabularySize;
    const counted = countParameters({
      ...sizes,
      layout: layouts[layoutName],
      layers,
      hiddenSize,
      attentionHeads,
      intermediateSize,
      vocabularySize,
      embeddingSize: embeddingSize === hiddenSize ? undefined : embeddingSize,
    }).parameters;
    return [errorOf(id, sizes.parameters, counted)];
  });
}

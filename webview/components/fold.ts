// A section that is folded until somebody opens it, and stays as it was left.
import { html, nothing, type TemplateResult } from 'lit-html';
import { recall, remember } from '../state/host';

export interface Fold {
  readonly id: string;
  readonly title: string;
  /** the gist, shown beside the title while it is folded too */
  readonly summary: string;
}

export function fold({ id, title, summary }: Fold, content: TemplateResult): TemplateResult {
  const keep = (event: Event): void => {
    const { open } = event.target as HTMLDetailsElement;
    const others = (recall().open ?? []).filter((other) => other !== id);
    remember({ open: open ? [...others, id] : others });
  };
  return html`<details class="fold" ?open=${recall().open?.includes(id) ?? false} @toggle=${keep}>
    <summary>
      <h2 id=${id}>${title} ${summary ? html`<small>${summary}</small>` : nothing}</h2>
    </summary>
    ${content}
  </details>`;
}

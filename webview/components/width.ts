// Sets a bar's width through the style object: the page's security policy forbids style attributes.
import type { ElementPart } from 'lit-html';
import { Directive, directive, PartType, type PartInfo } from 'lit-html/directive.js';

class Width extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('width() stands in the tag itself: <i ${width(54)}>');
  }

  render(percent: number): number {
    return percent;
  }

  override update(part: ElementPart, [percent]: [number]): void {
    (part.element as HTMLElement).style.setProperty('width', `${Math.max(0, Math.min(100, percent))}%`);
  }
}

/** `<i ${width(54)}></i>` is 54 % of its parent wide. */
export const width = directive(Width);

// Lists that are one stop of the Tab key: the arrow keys go through them, as in the editor's own lists.

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** For `@keydown` of the list: moves the focus among its buttons. */
export function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const buttons = [...list.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const step = steps[event.key];
  if (at < 0 || !step) return;
  event.preventDefault();
  buttons[step(at, buttons.length)]?.focus();
}

// Finds what descriptions say about a qualified name.

/** A table by names with `*` for one part; between root and rest any modules may stand. */
export class NameTable<T> {
  private readonly byLast = new Map<string, { readonly root: string; readonly rest: RegExp; readonly entry: T }[]>();
  private readonly cache = new Map<string, readonly T[]>();

  add(pattern: string, entry: T): void {
    const parts = pattern.split('.');
    const last = parts.at(-1)!;
    const [root = '', ...rest] = parts;
    const expression = new RegExp(`(^|\\.)${rest.map((part) => (part === '*' ? '[^.]+' : part.replace(/[$()+?]/g, '\\$&'))).join('\\.')}$`);
    const list = this.byLast.get(last) ?? [];
    list.push({ root, rest: expression, entry });
    this.byLast.set(last, list);
  }

  /** All entries whose pattern the name fits, in order of declaration. */
  all(name: string): readonly T[] {
    const cached = this.cache.get(name);
    if (cached) return cached;
    const cut = name.indexOf('.');
    const root = cut < 0 ? name : name.slice(0, cut);
    const rest = cut < 0 ? '' : name.slice(cut + 1);
    const candidates = this.byLast.get(name.slice(name.lastIndexOf('.') + 1)) ?? [];
    const found = candidates
      .filter((candidate) => (candidate.root === root || candidate.root === '*') && candidate.rest.test(candidate.root === '*' && cut < 0 ? name : rest))
      .map((candidate) => candidate.entry);
    if (this.cache.size < 5000) this.cache.set(name, found);
    return found;
  }

  first(name: string): T | undefined {
    return this.all(name)[0];
  }
}

// An object whose properties are worked out when they are first read: of a report the lens needs one line, and the rest costs dozens of estimates.

/** How each property is worked out; what is not to be there at all is left out. */
export type Sections<T extends object> = { readonly [Key in keyof T]: () => T[Key] };

/** @returns an object that reads, lists and serialises as one with all these values; each is worked out at most once. */
export function lazySections<T extends object>(sections: Sections<T>): T {
  const object = {};
  for (const key of Object.keys(sections) as (keyof T)[]) {
    Object.defineProperty(object, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = sections[key]();
        Object.defineProperty(object, key, { value, enumerable: true });
        return value;
      },
    });
  }
  return object as T;
}

// Stands in for ts-morph in the web bundle, where a 7 MB compiler has no place; the web host must not ask for it.
export {};
throw new Error('ts-morph is not part of the web build');

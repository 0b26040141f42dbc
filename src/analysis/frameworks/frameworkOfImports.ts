// The framework that a Python script's imports name, for scripts whose training could not be followed.

/** Most telling first. */
const imported: readonly (readonly [RegExp, string])[] = [
  [/^\s*(from|import)\s+(lightning|pytorch_lightning)\b/m, 'lightning'],
  [/^\s*(from|import)\s+flax\b/m, 'flax'],
  [/^\s*(from|import)\s+(jax|optax)\b/m, 'jax'],
  [/^\s*(from|import)\s+(tensorflow|keras)\b/m, 'tensorflow'],
  [/^\s*(from|import)\s+torch\b/m, 'pytorch'],
];

/** @returns undefined where the imports name no framework */
export const frameworkOfImports = (text: string): string | undefined => imported.find(([pattern]) => pattern.test(text))?.[1];

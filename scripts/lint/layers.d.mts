import type { ESLint } from 'eslint';

export const MAY_IMPORT: Readonly<Record<string, readonly string[]>>;
export function roomOf(file: string): string | undefined;
export function complaint(file: string, target: string): string | undefined;
export const layers: ESLint.Plugin;

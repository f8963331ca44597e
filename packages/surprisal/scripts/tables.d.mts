import type { KindRow, ModelRow } from '../src/registry/index.js';

export function tablesOf(registry: {
  readonly MODELS: readonly ModelRow[];
  readonly KINDS: readonly KindRow[];
}): readonly (readonly [file: string, name: string, table: string])[];
export function withTable(text: string, name: string, table: string): string;

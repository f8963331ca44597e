import type * as Library from 'surprisal';

/** For each model, for each input: size of its archive in bytes, and the start of its SHA-256. */
export type Golden = Record<string, Record<string, [size: number, hash: string]>>;

export function goldenOf(
  library: Pick<typeof Library, 'compress' | 'decompress'>,
  models: readonly string[],
): Promise<Golden>;

/** Corrections for words that are not known: "did you mean". */

/** Words of other compressors and archivers. */
const SYNONYMS: Readonly<Record<string, string>> = {
  check: 'test',
  decode: 'decompress',
  delete: 'rm',
  diff: 'distance',
  encode: 'compress',
  expand: 'decompress',
  extract: 'decompress',
  extreme: 'max',
  info: 'list',
  ls: 'list',
  overwrite: 'force',
  pack: 'compress',
  remove: 'rm',
  'to-stdout': 'stdout',
  ultra: 'max',
  uncompress: 'decompress',
  unpack: 'decompress',
  verify: 'test',
};

/** Letters from which a word that was cut short is completed. */
const PREFIX_MIN = 3;

/** The candidate that `word` most likely stands for; undefined when nothing is close. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const synonym = Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined;
  if (synonym !== undefined && candidates.includes(synonym)) return synonym;
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: edits(word, candidate) }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  if (best !== undefined && best.edits <= (word.length > 4 ? 2 : 1) && 2 * best.edits < word.length) {
    return best.candidate;
  }
  return word.length < PREFIX_MIN ? undefined : candidates.find((candidate) => candidate.startsWith(word));
}

/** Letters to insert, delete, replace or swap with the next: the distance of Damerau and Levenshtein, each letter edited once. */
function edits(a: string, b: string): number {
  const rows: number[][] = [];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= a.length; i++) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= b.length; j++) {
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        i === 0 && j === 0
          ? 0
          : Math.min(
              at(i - 1, j) + 1,
              at(i, j - 1) + 1,
              at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
              isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
            ),
      );
    }
  }
  return at(a.length, b.length);
}

/** @typedef {Record<string, Record<string, number>>} Sizes bytes by level and file. */

/**
 * @param {Sizes} committed @param {Sizes} now
 * @returns {{ changes: unknown[][], sums: unknown[][], grown: string[] }} rows for each file that differs and each level;
 *   `grown`: levels whose sum is larger, or that lack a file that was committed.
 */
export function compareSizes(committed, now) {
  const changes = [];
  const sums = [];
  const grown = [];
  for (const [level, files] of Object.entries(now)) {
    const before = committed[level] ?? {};
    const names = [...new Set([...Object.keys(before), ...Object.keys(files)])];
    const differ = names.filter((name) => before[name] !== files[name]);
    changes.push(...differ.map((name) => [level, name, before[name] ?? 'none', files[name] ?? 'none']));
    const sum = (sizes) => names.reduce((total, name) => total + (sizes[name] ?? 0), 0);
    const percent = (100 * (sum(files) - sum(before))) / sum(before);
    sums.push([level, sum(before), sum(files), `${percent.toFixed(2)} %`]);
    if (sum(files) > sum(before) || names.some((name) => !(name in files))) grown.push(level);
  }
  grown.push(...Object.keys(committed).filter((level) => !(level in now)));
  return { changes, sums, grown };
}

/** The share of tests whose label is right. @param {string[]} labels said of each test. */
export function accuracy(labels, test) {
  return test.filter(({ label }, i) => labels[i] === label).length / test.length;
}

/** The mean over the classes of 2 · right / (said + there). */
export function macroF1(labels, test) {
  const classes = new Set(test.map(({ label }) => label));
  let sum = 0;
  for (const c of classes) {
    const there = test.filter(({ label }) => label === c).length;
    const said = labels.filter((label) => label === c).length;
    sum += (2 * test.filter(({ label }, i) => label === c && labels[i] === c).length) / (there + said);
  }
  return sum / classes.size;
}

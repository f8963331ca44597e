/**
 * Runs jobs, at most `window` at a time, and yields their results in the order of the jobs. A result that is ready
 * is not kept back because the next job is late, and no job is asked for before there is room for it.
 */
export async function* inOrder<J, R>(
  jobs: AsyncIterable<J>,
  window: number,
  run: (job: J) => Promise<R>,
): AsyncGenerator<R, void> {
  const source = jobs[Symbol.asyncIterator]();
  const underWay: Promise<R>[] = [];
  let coming: Promise<IteratorResult<J>> | undefined;
  let ended = false;
  try {
    while (!ended || underWay.length > 0) {
      if (!ended && underWay.length < window) coming ??= source.next();
      const [first] = underWay;
      const next = await Promise.race([coming, first?.then(() => undefined)].filter((p) => p !== undefined));
      if (next === undefined) {
        underWay.shift();
        yield first as Promise<R>;
      } else if (next.done) {
        ended = true;
        coming = undefined;
      } else {
        coming = undefined;
        const result = run(next.value);
        result.catch(() => {}); // it is noticed when its turn comes
        underWay.push(result);
      }
    }
  } finally {
    coming?.catch(() => {});
    const closed = source.return?.();
    if (coming === undefined)
      await closed; // else it ends when the late job comes, if it ever does
    else closed?.catch(() => {});
  }
}

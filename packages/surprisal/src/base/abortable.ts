/** One way to stop work at once, for every stream and generator of the library. */

/**
 * What `promise` gives, or the signal's reason as soon as it is aborted. Not a race with one promise for the abort: that
 * would keep every result alive.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A generator that can be stopped with a reason. */
export interface Abortable<T> extends AsyncGenerator<T, void> {
  /** As `return`, with a reason for whatever the work reads from. */
  abort(reason: unknown): Promise<void>;
}

/**
 * The generator that `make` makes, except that it stops at once. A plain one keeps `return` and `throw` waiting until a
 * pending `next` is done, which may take as long as a whole frame; here they abort the work first. A pending `next` then
 * finds the end.
 *
 * @param make gets a signal that is aborted when the generator is to stop, or when one of `signals` is aborted; in the
 *   second case `next` throws that signal's reason.
 */
export function abortable<T>(
  make: (signal: AbortSignal) => AsyncGenerator<T, void>,
  ...signals: readonly (AbortSignal | undefined)[]
): Abortable<T> {
  const end: IteratorReturnResult<void> = { done: true, value: undefined };
  const controller = new AbortController();
  const work = make(controller.signal);
  const [next, close] = [work.next.bind(work), work.return.bind(work)];
  let hasBegun = false;
  let isReturned = false;

  const stop = async (reason: unknown): Promise<void> => {
    unfollow();
    controller.abort(reason);
    // A generator that never began would not close what it reads from. Begun now, it fails with the reason.
    const closed = hasBegun ? close() : next().catch(() => {});
    hasBegun = true;
    await closed;
  };
  const abort = (reason: unknown): Promise<void> => {
    isReturned = true;
    return stop(reason);
  };
  function follow(this: AbortSignal): void {
    stop(this.reason).catch(() => {}); // `next` throws the reason
  }
  const unfollow = (): void => {
    for (const signal of signals) signal?.removeEventListener('abort', follow);
  };
  for (const signal of signals) {
    signal?.addEventListener('abort', follow);
    if (signal?.aborted) follow.call(signal);
  }

  // Set on the generator itself, so that it keeps whatever else an engine gives its generators.
  return Object.assign(work, {
    abort,
    async next() {
      try {
        controller.signal.throwIfAborted(); // a generator that was closed would say that it is at its end
        hasBegun = true;
        const result = await next();
        if (result.done) unfollow();
        return isReturned ? end : result;
      } catch (error) {
        unfollow();
        if (isReturned) return end;
        throw error;
      }
    },
    async return() {
      await abort(undefined);
      return end;
    },
    async throw(error: unknown) {
      await abort(error);
      throw error;
    },
  });
}

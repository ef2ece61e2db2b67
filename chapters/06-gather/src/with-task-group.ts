/** Children of one block of code. None of them outlives the block. */
export interface TaskGroup {
  /** Aborted as soon as any child, or the block itself, has failed. */
  readonly signal: AbortSignal;
  /** Starts a child; the promise it returns may be ignored. */
  readonly start: <T>(task: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/**
 * Runs `block`, waits for every child that was started in its group, and
 * returns what `block` returned. The first failure aborts the signal. When all
 * have settled, the group rejects with an AggregateError of every failure;
 * a child that failed because it was aborted adds none. When `parent` was
 * aborted and nothing else failed, it rejects with the parent's reason.
 */
export async function withTaskGroup<T>(
  block: (group: TaskGroup) => Promise<T>,
  { signal: parent }: { signal?: AbortSignal } = {},
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const running = new Set<Promise<unknown>>();
  const errors: unknown[] = [];
  let isOpen = true;

  function fail(error: unknown) {
    // What a child says when it obeys the signal is no news.
    if (!signal.aborted || !isEchoOf(error, signal.reason)) errors.push(error);
    controller.abort(error);
  }

  // #region start
  function start<R>(task: (signal: AbortSignal) => Promise<R>): Promise<R> {
    if (!isOpen) throw new Error("Cannot start a task as its group has ended");
    const child = (async () => task(signal))();
    const watched = child.catch(fail).finally(() => running.delete(watched));
    running.add(watched);
    return child;
  }
  // #endregion

  const cancel = () => controller.abort(parent?.reason);
  if (parent?.aborted) cancel();
  parent?.addEventListener("abort", cancel);
  try {
    // #region wait
    const result = start(async () => block({ signal, start }));
    // A child may start another one as it ends: look until none is left.
    while (running.size > 0) await Promise.all(running);
    isOpen = false;
    if (errors.length > 0) throw new AggregateError(errors, "Tasks failed");
    signal.throwIfAborted();
    return await result;
    // #endregion
  } finally {
    parent?.removeEventListener("abort", cancel);
  }
}

function isEchoOf(error: unknown, reason: unknown): boolean {
  return (
    error === reason ||
    (error instanceof Error &&
      (error.cause === reason || error.name === "AbortError"))
  );
}

/** First in, first out. `put` waits while `maxSize` items are in it. */
export class Queue<T> {
  readonly #items: T[] = [];
  readonly #takers: (() => void)[] = [];
  readonly #putters: (() => void)[] = [];
  readonly #maxSize: number;
  #isClosed = false;
  /** The most items that have waited so far. */
  deepest = 0;

  constructor(maxSize = Infinity) {
    this.#maxSize = maxSize;
  }

  get depth() {
    return this.#items.length;
  }

  // #region queue
  async put(item: T) {
    while (this.depth >= this.#maxSize && !this.#isClosed) {
      await new Promise<void>((go) => this.#putters.push(go));
    }
    if (this.#isClosed) throw new Error("Cannot put: the queue is closed");
    this.#items.push(item);
    this.deepest = Math.max(this.deepest, this.depth);
    this.#takers.shift()?.();
  }

  async *[Symbol.asyncIterator]() {
    while (true) {
      while (this.depth === 0 && !this.#isClosed) {
        await new Promise<void>((go) => this.#takers.push(go));
      }
      if (this.depth === 0) return; // closed, and drained
      const item = this.#items.shift() as T;
      this.#putters.shift()?.();
      yield item;
    }
  }

  /** Takes no more items. What is in the queue can still be taken. */
  close() {
    this.#isClosed = true;
    for (const go of [...this.#takers, ...this.#putters]) go();
  }
  // #endregion
}

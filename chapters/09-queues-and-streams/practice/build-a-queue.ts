import type { ProgramExercise } from "@samples/lab/practice";

const queue = `
class Queue<T> {
  readonly #items: T[] = [];
  readonly #takers: (() => void)[] = [];
  readonly #putters: (() => void)[] = [];
  readonly #maxSize: number;
  #isClosed = false;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  get depth() {
    return this.#items.length;
  }

  async put(item: T) {
    while (this.depth >= this.#maxSize) {
      await new Promise<void>((go) => this.#putters.push(go));
    }
    this.#items.push(item);
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

  close() {
    this.#isClosed = true;
    for (const go of this.#takers) go();
  }
}
`;

const use = `
const queue = new Queue<string>(3);
let deepest = 0;

async function produce() {
  const cursor = packages.find({}, { batchSize: 4, limit: 12 });
  for await (const { _id } of cursor) {
    await queue.put(_id);
    deepest = Math.max(deepest, queue.depth);
  }
  queue.close();
}

async function consume() {
  for await (const _id of queue) await copies.insertOne({ _id });
}

await Promise.all([produce(), consume()]);
console.log(\`at most \${deepest} waited\`);
`;

const start = `
class Queue<T> {
  readonly #items: T[] = [];
  #isClosed = false;

  constructor(_maxSize: number) {}

  get depth() {
    return this.#items.length;
  }

  async put(item: T) {
    this.#items.push(item); // wait while it is full
  }

  async *[Symbol.asyncIterator]() {
    // Wait for an item, give it out, wake somebody who waits for a place.
    while (this.depth > 0) yield this.#items.shift() as T;
    void this.#isClosed;
  }

  close() {
    this.#isClosed = true;
  }
}
`;

export const exercise: ProgramExercise = {
  kind: "build",
  title: "A queue that makes the producer wait",
  task: `A producer reads packages, a consumer stores them, and a queue stands between them. Build it: put() waits while
    maxSize items are inside, the loop over the queue waits for items, gives each out once, in order, and ends when the
    queue is closed and empty. All twelve packages must be copied, and no more than three may ever wait.`,
  start: {
    of: "bounded-queue.ts",
    edit: [['import { Queue } from "./queue.ts";\n', ""]],
    region: "both",
    code: start + use,
  },
  solution: {
    of: "bounded-queue.ts",
    edit: [['import { Queue } from "./queue.ts";\n', ""]],
    region: "both",
    code: queue + use,
  },
  run: { latencyMs: 10 },
  claims: (is) => [
    is.that(
      "the twelve packages are copied, each once, in their order",
      ({ timeline, packages }) => {
        const stored = timeline
          .mongodb({ command: "insert", collection: "copies" })
          .toArray()
          .flatMap(({ writes = [] }) => writes.map(({ id }) => id));
        const wanted = [...packages.keys()].slice(0, 12);
        return stored.join() === wanted.join()
          ? undefined
          : `${stored.length} were stored: ${stored.slice(0, 12).join(", ") || "none"}.`;
      },
    ),
    is.that("the producer waits: the last batch is read when most is stored", ({ timeline }) => {
      const last = timeline.mongodb("getMore").last;
      const stored = timeline
        .mongodb({ command: "insert", collection: "copies" })
        .before(last).length;
      return stored >= 4
        ? undefined
        : `Only ${stored} were stored when the last batch was read: put() does not wait.`;
    }),
    is.prints("no more than three ever wait", ["at most 3 waited"]),
    is.endsWell("the program ends by itself"),
  ],
  hints: [
    "How can a function wait until another one tells it to go on?",
    "await new Promise<void>((go) => list.push(go)) waits; somebody else calls list.shift()?.().",
    "Two such lists: putters wait for a place, takers for an item. put() wakes a taker, taking wakes a putter, close() wakes all takers.",
  ],
  explanation: `Two lists of waiting promises are all it takes. Each check stands in a while, not in an if: who is woken up has
    to look again, for somebody else may have been faster. Waiting in put() is what slows the producer down: that is
    backpressure.`,
  section: "bounded-queue.ts",
  wrong: [
    {
      mistake: "put does not wait",
      edit: [["while (this.depth >= this.#maxSize) {", "while (false) {"]],
      told: "put() does not wait",
    },
    {
      mistake: "the loop ends when the queue is empty for a moment",
      edit: [
        [
          "      while (this.depth === 0 && !this.#isClosed) {\n        await new Promise<void>((go) => this.#takers.push(go));\n      }\n",
          "",
        ],
      ],
      told: "were stored",
    },
    {
      mistake: "closing throws away what is inside",
      edit: [
        [
          "    this.#isClosed = true;\n",
          "    this.#isClosed = true;\n    this.#items.length = 0;\n",
        ],
      ],
      told: "were stored",
    },
    {
      mistake: "last in, first out",
      edit: [["const item = this.#items.shift() as T;", "const item = this.#items.pop() as T;"]],
      told: "12 were stored",
    },
  ],
};

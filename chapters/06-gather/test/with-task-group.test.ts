import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withTaskGroup, type TaskGroup } from "../src/with-task-group.ts";

/** A task that goes on until the test lets it, and notes whether it was asked to stop. */
function createGate() {
  let open!: () => void;
  let fail!: (error: unknown) => void;
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { open, fail, pass: () => passed };
}

/** A task that ends only when its signal is aborted, with the signal's reason; then `after` holds it up. */
function untilAborted(after: () => Promise<void> = async () => {}) {
  return async (signal: AbortSignal) => {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve());
    });
    await after();
    throw signal.reason;
  };
}

/** Lets everything that can go on without a timer or the network go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function stateOf(promise: Promise<unknown>): Promise<string> {
  let state = "pending";
  promise.then(
    () => (state = "fulfilled"),
    () => (state = "rejected"),
  );
  await turn();
  return state;
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("it did not reject"),
    (error: unknown) => error,
  );
}

describe("a group without failures", () => {
  it("returns what the block returned", async () => {
    expect(await withTaskGroup(async () => 42)).toBe(42);
  });

  it("waits for children that nobody awaited", async () => {
    const gate = createGate();

    const group = withTaskGroup(async ({ start }) => {
      void start(gate.pass);
    });

    expect(await stateOf(group)).toBe("pending");
    gate.open();
    expect(await stateOf(group)).toBe("fulfilled");
  });

  it("waits for children of children, started when the block has long returned", async () => {
    const first = createGate();
    const second = createGate();
    const log: string[] = [];

    const group = withTaskGroup(async ({ start }) => {
      void start(async () => {
        await first.pass();
        void start(async () => {
          await second.pass();
          log.push("grandchild");
        });
      });
    });
    first.open();

    expect(await stateOf(group)).toBe("pending");
    second.open();
    expect(await stateOf(group)).toBe("fulfilled");
    expect(log).toEqual(["grandchild"]);
  });

  it("starts a child at once, like any async function, and gives its result", async () => {
    const log: string[] = [];

    const result = await withTaskGroup(async ({ start }) => {
      const child = start(async () => {
        log.push("child");
        return "result";
      });
      log.push("block");
      return child;
    });

    expect({ result, log }).toEqual({ result: "result", log: ["child", "block"] });
  });

  it("does not abort its signal", async () => {
    const group = await withTaskGroup(async (own) => own);

    expect(group.signal.aborted).toBe(false);
  });
});

describe("the first failure", () => {
  it("aborts the siblings with the failure as reason, and the group waits for their cleanup", async () => {
    const cleanup = createGate();
    const failure = new Error("first");
    let reason: unknown;

    const group = withTaskGroup(async ({ start, signal }) => {
      void start(untilAborted(cleanup.pass));
      void start(async () => {
        throw failure;
      });
      signal.addEventListener("abort", () => {
        reason = signal.reason;
      });
    });

    expect(await stateOf(group)).toBe("pending");
    expect(reason).toBe(failure);
    cleanup.open();
    expect(await errorOf(group)).toMatchObject({ name: "AggregateError", errors: [failure] });
  });

  it("of the block itself aborts the children, too", async () => {
    const failure = new Error("block");

    const error = await errorOf(
      withTaskGroup(async ({ start }) => {
        void start(untilAborted());
        throw failure;
      }),
    );

    expect(error).toMatchObject({ errors: [failure] });
  });

  it("counts once when the block awaits the child that failed", async () => {
    const failure = new Error("child");

    const error = await errorOf(
      withTaskGroup(async ({ start }) => {
        await start(async () => {
          throw failure;
        });
      }),
    );

    expect(error).toMatchObject({ errors: [failure] });
  });

  it("of a task that throws before it returns a promise is a failure like any other", async () => {
    const failure = new TypeError("at once");

    const error = await errorOf(
      withTaskGroup(async ({ start }) => {
        void start(() => {
          throw failure;
        });
      }),
    );

    expect(error).toMatchObject({ errors: [failure] });
  });

  it("also rejects when it is undefined", async () => {
    const error = await errorOf(
      withTaskGroup(async ({ start }) => {
        // eslint-disable-next-line no-throw-literal, typescript/only-throw-error -- JavaScript can
        void start(() => Promise.reject(undefined));
      }),
    );

    expect(error).toBeInstanceOf(AggregateError);
  });
});

describe("several failures", () => {
  it("are all in the AggregateError, in the order in which they came", async () => {
    const [late, early] = [new Error("late"), new Error("early")];
    const gate = createGate();

    const group = withTaskGroup(async ({ start }) => {
      void start(async () => {
        await gate.pass();
        throw late;
      });
      void start(async () => {
        throw early;
      });
    });
    await turn();
    gate.open();

    expect(await errorOf(group)).toMatchObject({ errors: [early, late] });
  });

  it("leave out what children say when they obey the signal", async () => {
    const failure = new Error("first");

    const error = await errorOf(
      withTaskGroup(async ({ start }) => {
        void start(untilAborted());
        void start((signal) => sleep(60_000, undefined, { signal }));
        void start(async () => {
          throw failure;
        });
      }),
    );

    expect(error).toMatchObject({ errors: [failure] });
  });

  it("never become unhandled rejections", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);

    await errorOf(
      withTaskGroup(async ({ start }) => {
        for (const name of ["a", "b", "c"]) {
          void start(async () => {
            await turn();
            throw new Error(name);
          });
        }
      }),
    );
    await turn();

    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });
});

describe("the parent's signal", () => {
  it("aborts every child, and the group rejects with the parent's reason when all have ended", async () => {
    const parent = new AbortController();
    const cleanup = createGate();

    const group = withTaskGroup(
      async ({ start }) => {
        void start(untilAborted(cleanup.pass));
      },
      { signal: parent.signal },
    );
    parent.abort("enough");

    expect(await stateOf(group)).toBe("pending");
    cleanup.open();
    expect(await errorOf(group)).toBe("enough");
  });

  it("that was aborted before is seen by the first child", async () => {
    const group = withTaskGroup(
      async ({ start }) => {
        void start(async (signal) => signal.throwIfAborted());
      },
      { signal: AbortSignal.abort("too late") },
    );

    expect(await errorOf(group)).toBe("too late");
  });

  it("does not hide a child's own failure", async () => {
    const parent = new AbortController();
    const failure = new Error("own");

    const group = withTaskGroup(
      async ({ start }) => {
        void start(async (signal) => {
          await untilAborted()(signal).catch(() => {});
          throw failure;
        });
      },
      { signal: parent.signal },
    );
    parent.abort("enough");

    expect(await errorOf(group)).toMatchObject({ errors: [failure] });
  });

  it("is let go of when the group has ended", async () => {
    const parent = new AbortController();
    let kept: TaskGroup | undefined;

    await withTaskGroup(async (group) => void (kept = group), { signal: parent.signal });
    parent.abort();

    expect(kept?.signal.aborted).toBe(false);
  });
});

it("refuses a child when it has ended", async () => {
  const { start } = await withTaskGroup(async (group) => group);

  expect(() => start(async () => {})).toThrow("Cannot start a task as its group has ended");
});

import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { closeServers, runByHand, type OpenStep } from "../src/index.ts";

afterAll(() => closeServers());

const program = (name: string): string =>
  fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));

/** Waits for what is open, once for each call. */
function createHand() {
  const seen: { open: readonly OpenStep[]; taken: readonly string[] }[] = [];
  let tell: (() => void) | undefined;
  return {
    onOpen: (open: readonly OpenStep[], taken: readonly string[]): void => {
      seen.push({ open, taken });
      tell?.();
    },
    async untilOpen(count: number, step: number): Promise<readonly OpenStep[]> {
      for (;;) {
        const last = seen.at(-1);
        const answers = last?.open.filter(({ isFault }) => !isFault) ?? [];
        if (last?.taken.length === step && answers.length === count) return answers;
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
  };
}

/** Which step answers the query for one package: in which order they were sent is the driver's business. */
const keyOf = (open: readonly OpenStep[], id: string): string =>
  open.find(({ text }) => text.includes(`"${id}"`))?.key ?? "none";

test("queries wait for a person, who answers the third, the first and then the second", async () => {
  const hand = createHand();
  const looks: (() => Promise<object>)[] = [];
  const { run, answer } = runByHand(program("asks-three"), hand, {
    sendLines: "live",
    watch: (look) =>
      looks.push(async () => {
        const timeline = await look();
        return {
          inFlight: timeline.mongodb((span) => span.cut === true).length,
          lines: timeline.mongodb("find").map(({ awaitedAt }) => awaitedAt?.line),
          printed: timeline.output().map(({ name }) => name),
        };
      }),
  });

  const open = await hand.untilOpen(3, 0);
  const before = await looks[0]?.();
  answer(keyOf(open, "tsx"));
  await hand.untilOpen(2, 1);
  const between = await looks[0]?.();
  answer(keyOf(open, "bson"));
  await hand.untilOpen(1, 2);
  answer(keyOf(open, "mongodb"));
  const done = await run;

  expect(open.map(({ text }) => text).toSorted()).toEqual([
    'find packages {"_id":"bson"}',
    'find packages {"_id":"mongodb"}',
    'find packages {"_id":"tsx"}',
  ]);
  expect(before).toEqual({ inFlight: 3, lines: [8, 8, 8], printed: [] });
  expect(between).toEqual({ inFlight: 2, lines: [8, 8, 8], printed: ["tsx"] });
  expect(done.output.map(({ text }) => text)).toEqual(["tsx", "bson", "mongodb"]);
  expect(done.order).toBe(["tsx", "bson", "mongodb"].map((name) => keyOf(open, name)).join("."));
  expect(done.exitCode).toBe(0);
});

test("what is left is answered in the order in which it came", async () => {
  const hand = createHand();
  const { run, answerAll, answer } = runByHand(program("asks-three"), hand);

  const open = await hand.untilOpen(3, 0);
  const [first, second, third] = open.map(({ text }) => /"_id":"(.*)"/.exec(text)?.[1]);
  answer("2");
  await hand.untilOpen(2, 1);
  answerAll();

  expect((await run).output.map(({ text }) => text)).toEqual([second, first, third]);
});

test("a person can break a connection instead", async () => {
  const hand = createHand();
  const { run, answer, answerAll } = runByHand(program("asks-three"), hand);

  await hand.untilOpen(3, 0);
  answer("1x");
  // The driver asks again, once.
  await hand.untilOpen(3, 1);
  answerAll();
  const done = await run;

  expect(done.timeline.mongodb({ ok: false }).length).toBe(1);
  expect(done.output.map(({ text }) => text).toSorted()).toEqual(["bson", "mongodb", "tsx"]);
});

test("a person takes longer than the time limit of the program", async () => {
  const hand = createHand();
  const { run, answerAll } = runByHand(program("asks-three"), hand, { timeLimitMs: 1_500 });

  await hand.untilOpen(3, 0);
  await new Promise((resolve) => setTimeout(resolve, 1_600));
  answerAll();

  expect((await run).outcome.kind).toBe("exited");
});

test("a run that is stopped while queries wait is over", async () => {
  const hand = createHand();
  const stop = new AbortController();
  const { run } = runByHand(program("asks-three"), hand, { stop: stop.signal });

  await hand.untilOpen(3, 0);
  stop.abort();

  expect((await run).outcome.kind).toBe("stopped");
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { chromiumLaunch, chromiumPath } from "@samples/config/chromium";
import { buildPlayerScript } from "@samples/timeline/player-script";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../src/repository.ts";

/** What a reader sees of one run after a step. */
interface Step {
  atMs: number;
  said: string;
  inFlight: number;
  openRequests: number;
  printed: string;
}

/** A span of a recorded file, as far as a reader of it wants to know: the test reads the file without any of the player's code. */
interface Recorded {
  lane: "mongodb" | "http" | "request" | "output" | "thread";
  name: string;
  startMs: number;
  endMs: number;
  /** Of a request: when the program's thread took it. */
  readMs?: number;
  cut?: boolean;
}

/** One program of each kind. */
const programs = {
  "one thread, many queries in flight": "06-gather/gather",
  "a thread that is blocked, and the worker it waits for": "02-blocking-vs-async/blocking-query",
  "calls to an API beside queries": "03-interleaving/query-plus-http",
  "queries that the end of the run cut short": "09-queues-and-streams/pipe-without-errors",
  "a program that was ended": "01-one-thread/never-exits",
  "values of a document": "10-races-and-transactions/transfer",
  "a transaction": "10-races-and-transactions/transfer-transaction",
  "messages between threads": "11-threads-and-processes/message-passing",
  "requests to the program's own server": "13-package-registry/details-together",
  "a curve of printed numbers": "09-queues-and-streams/bounded-queue",
};

const recorded = (name: string): string => {
  const [chapter = "", program = ""] = name.split("/");
  return readFileSync(
    path.join(repositoryRoot, "chapters", chapter, "recorded", `${program}.run.json`),
    "utf8",
  );
};

describe.skipIf(!chromiumPath)("the steps of the player (skipped without Chromium)", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch(chromiumLaunch);
    page = await browser.newPage();
    await page.addScriptTag({ content: await buildPlayerScript() });
  });
  afterAll(() => browser.close());

  /** Steps through a run from its first event to its last. */
  async function play(text: string): Promise<Step[]> {
    return page.evaluate((run) => {
      const player = document.createElement("run-timeline") as HTMLElement & {
        show: (texts: string[]) => void;
        step: () => void;
        atMs: number | undefined;
      };
      document.body.replaceChildren(player);
      player.show([run]);
      const root = player.shadowRoot;
      const read = (selector: string) => root?.querySelector(selector)?.textContent ?? "";
      const beside = (term: string) =>
        [...(root?.querySelectorAll("dt") ?? [])].find(({ textContent }) => textContent === term)
          ?.nextElementSibling;
      /** "a find mongodb", "b × 3", "and 4 more" */
      const count = (term: string) => {
        const list = beside(term);
        const chips = [...(list?.querySelectorAll(".p-chip") ?? [])].map(({ textContent }) =>
          Number(/× (\d+)/.exec(textContent ?? "")?.[1] ?? 1),
        );
        const more = Number(/and (\d+) more$/.exec(list?.textContent ?? "")?.[1] ?? 0);
        return chips.reduce((sum, each) => sum + each, more);
      };
      const steps: Step[] = [];
      for (;;) {
        const before = player.atMs;
        player.step();
        if (player.atMs === undefined || player.atMs === before) return steps;
        steps.push({
          atMs: player.atMs,
          said: read(".p-said"),
          inFlight: count("In flight"),
          openRequests: count("Requests"),
          printed: read("pre"),
        });
      }
    }, text);
  }

  test.each(Object.entries(programs))(
    "%s: %s steps through the events of its record",
    async (_, name) => {
      const text = recorded(name);

      const steps = await play(text);

      expect(compare(steps, text)).toEqual([]);
      expect(steps.length).toBeGreaterThan(3);
    },
  );

  test("a player that leaves out one event, or tells of one that was not, is found out", async () => {
    const text = recorded("06-gather/gather");
    const { spans, ...head } = JSON.parse(text) as { spans: Recorded[] };
    const without = (lane: Recorded["lane"]) =>
      JSON.stringify({
        ...head,
        spans: spans.toSpliced(
          spans.findLastIndex((span) => span.lane === lane),
          1,
        ),
      });
    const steps = await play(text);
    const wrong = [
      compare(await play(without("mongodb")), text),
      compare(await play(without("output")), text),
      compare(steps, without("mongodb")),
      compare(steps, without("output")),
      compare(steps.slice(0, -4), text),
    ];

    expect(compare(steps, text)).toEqual([]);
    expect(wrong.map((differences) => differences.length > 0)).toEqual(wrong.map(() => true));
  });
});

/** Times of a file are rounded to a microsecond. */
const grainMs = 0.001;

/** How what was seen differs from what a recorded file says; nothing where every event was a step and no step shows anything else. */
function compare(steps: readonly Step[], text: string): string[] {
  const { spans } = JSON.parse(text) as { spans: Recorded[] };
  const of = (...lanes: Recorded["lane"][]) => spans.filter(({ lane }) => lanes.includes(lane));
  const operations = of("mongodb", "http");
  const requests = of("request");
  const lines = of("output").toSorted((a, b) => a.startMs - b.startMs);
  const open = (list: Recorded[], atMs: number) =>
    list.filter(
      ({ startMs, endMs, cut }) =>
        startMs <= atMs + grainMs && (cut === true || endMs > atMs + grainMs),
    ).length;
  const events = [
    // A row of the picture is named for what was asked of it: "find mongodb".
    ...operations.flatMap(({ name, startMs, endMs, cut }) => [
      { atMs: startMs, said: ` is sent: ${name.split(" ")[0]}` },
      ...(cut ? [] : [{ atMs: endMs, said: "repl" }]),
    ]),
    ...requests.flatMap(({ name, startMs, endMs, cut }) => [
      { atMs: startMs, said: ` is sent: ${name}` },
      ...(cut ? [] : [{ atMs: endMs, said: "request" }]),
    ]),
    ...lines.map(({ name, startMs }) => ({ atMs: startMs, said: `prints “${name}”` })),
  ].toSorted((a, b) => a.atMs - b.atMs);
  const firstStep = steps.find((step) => step.inFlight + step.openRequests > 0 || step.printed);
  const [firstEvent] = events;
  if (!firstStep || !firstEvent) return ["nothing is shown, or nothing has happened"];
  // The file counts from the start of the process, the picture from where it begins.
  const shiftMs = firstStep.atMs - firstEvent.atMs;
  const isAt = (one: number, other: number) => Math.abs(one - other) < grainMs;

  const missing = events
    .filter(
      ({ atMs, said }) =>
        !steps.some(
          (step) =>
            isAt(step.atMs, atMs + shiftMs) &&
            // Of many things at one moment the first ones are told; what is in flight and printed is compared below.
            (step.said.includes(said) || step.said.endsWith("; …")),
        ),
    )
    .map(({ atMs, said }) => {
      const step = steps.find((each) => isAt(each.atMs, atMs + shiftMs));
      return `no step at ${atMs + shiftMs} ms says “${said}”, but ${step?.said ?? "there is none"}`;
    });
  const edges = spans.flatMap(({ startMs, endMs, readMs = endMs }) =>
    [startMs, readMs, endMs].map((ms) => ms + shiftMs),
  );
  const wrong = steps.flatMap(({ atMs, said, ...seen }) => {
    const recordMs = atMs - shiftMs;
    const expected = {
      inFlight: open(operations, recordMs),
      openRequests: open(requests, recordMs),
      printed: lines
        .filter(({ startMs }) => startMs <= recordMs + grainMs)
        .map(({ name }) => name)
        .join("\n"),
    };
    // When the server was done is not an edge of a span; a slice that began before the picture begins with it.
    const isEvent =
      atMs === 0 ||
      said.includes("the server has answered") ||
      edges.some((edge) => isAt(edge, atMs));
    return [
      ...(isEvent ? [] : [`a step at ${atMs} ms, where nothing happens: ${said}`]),
      ...(JSON.stringify(seen) === JSON.stringify(expected)
        ? []
        : [`at ${atMs} ms: ${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`]),
    ];
  });
  return [...missing, ...wrong];
}

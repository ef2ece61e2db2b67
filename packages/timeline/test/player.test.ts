import { createServer } from "node:http";
import type { Server } from "node:http";
import { mkdir, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chromiumPath } from "@samples/config/chromium";
import { writeRunFile } from "../src/index.ts";
import type { PicturedRun } from "../src/index.ts";
import { buildPlayerScript } from "../src/player/player-script.ts";
import { startChromium } from "./chromium.ts";
import type { Browser, Page } from "./chromium.ts";
import { gatherRun, run } from "./records/draw.ts";
import { gather, oneByOne, record } from "./records/gather.ts";
import { cutShort, hostile, longWait, queryPlusHttp, thousand } from "./records/scenes.ts";

/** Here the pictures stay, to be looked at. */
const folder = join(import.meta.dirname, "../.cache/pictures");

const drawn = { id: "id", output: "output" };
const file = (shown: PicturedRun) => writeRunFile(shown, drawn);
/** One query, and the line that awaits it. */
const awaited = file(
  run(
    record(
      gather(1).spans.map((span) =>
        span.lane === "mongodb" ? { ...span, awaitedAt: { file: "a.ts", line: 2 } } : span,
      ),
    ),
    { program: "a.ts" },
  ),
);
const files: Record<string, string> = {
  "gather.run.json": file(run(gather(), gatherRun)),
  "three.run.json": file(run(gather(3), gatherRun)),
  "one-by-one.run.json": file(run(oneByOne(), { program: "one-by-one.ts" })),
  "lecture.run.json": file(run(queryPlusHttp())),
  "cut-short.run.json": file(run(cutShort(), { timedOut: true })),
  "long-wait.run.json": file(run(longWait())),
  "hostile.run.json": file(run(hostile())),
  "no.run.json": "<!doctype html><p>not found</p>",
  "list.run.json": "[]",
  "tomorrow.run.json": JSON.stringify({ format: "lesson-run", version: 2, spans: [] }),
  "damaged.run.json": JSON.stringify({
    format: "lesson-run",
    version: 1,
    drawn,
    spans: [{ lane: "output", name: "a", startMs: 2, endMs: 1 }],
  }),
};

if (!chromiumPath) {
  console.warn(
    "Skipped: the player in a browser, as no Chromium was found. Install one, or set CHROMIUM to where it is.",
  );
}

describe.skipIf(!chromiumPath)(
  "<run-timeline> in Chromium (skipped where it is not installed)",
  () => {
    let browser: Browser;
    let page: Page;
    let server: Server;
    let origin: string;
    const requested: string[] = [];

    beforeAll(async () => {
      await mkdir(folder, { recursive: true });
      const script = await buildPlayerScript();
      server = createServer(({ url = "/" }, response) => {
        requested.push(url);
        const name = url.slice(1).split("?")[0] ?? "";
        if (name === "player.js") response.setHeader("content-type", "text/javascript");
        if (name === "") response.setHeader("content-type", "text/html; charset=utf-8");
        const known = name === "player.js" ? script : name === "" ? pageFor(url) : files[name];
        if (known === undefined) response.statusCode = 404;
        response.end(known ?? "");
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      browser = await startChromium(chromiumPath ?? "");
      page = await browser.open();
      await page.look({ width: 800, dark: false });
    });
    beforeEach(() => {
      page.complaints.length = 0;
      requested.length = 0;
    });
    afterAll(async () => {
      await browser.close();
      server.close();
    });

    /** Opens a page with a player and waits until that shows something. */
    async function open(...names: [string, string?]): Promise<void> {
      const query = new URLSearchParams(names.flatMap((name) => (name ? [["src", name]] : [])));
      await page.go(`${origin}/?${query.toString()}`);
      await page.evaluate(`new Promise((done) => {
      const look = () => player.shadowRoot?.querySelector(".p, .p-problem") ? done() : setTimeout(look, 5);
      look();
    })`);
    }

    const inPlayer = (expression: string) =>
      page.evaluate(
        `((root) => { const text = (selector) => root.querySelector(selector)?.textContent; const all = (selector) => [...root.querySelectorAll(selector)]; return ${expression}; })(player.shadowRoot)`,
      );
    const said = async () => String(await inPlayer(`text(".p-said")`));
    /** Terms and what stands beside them, of the first run. */
    const state = () =>
      inPlayer(
        `Object.fromEntries(all(".p-run:first-child dt").map((term) => [term.textContent, term.nextElementSibling.textContent]))`,
      );
    const keys = async (...pressed: string[]) => {
      for (const key of pressed) await page.press(key);
    };
    const focus = () => inPlayer(`root.querySelector(".p").focus()`);
    /** What a browser says of a request beyond the page is no complaint where it is a file of the player. */
    const complaints = () =>
      page.complaints.filter((text) => !text.startsWith(`request of ${origin}/`));

    test("shows the whole picture first, and asks for its file and nothing else", async () => {
      await open("gather.run.json");

      expect(await said()).toBe("The whole run. Play it, or step through it with the arrow keys.");
      expect(await inPlayer(`all(".p-later").map(({ style }) => style.display)`)).toEqual(["none"]);
      expect(await state()).toEqual({
        Thread: "free",
        "In flight": "none",
        Unread: "none",
        Printed: "10 packages",
      });
      expect(requested.filter((url) => url !== "/favicon.ico").toSorted()).toEqual([
        "/?src=gather.run.json",
        "/gather.run.json",
        "/player.js",
      ]);
      expect(complaints()).toEqual([]);
    });

    test("steps through all that happened, in order, and back", async () => {
      await open("three.run.json");
      await focus();
      const forward: string[] = [];

      for (let step = 0; step < 17; step++) {
        await keys("ArrowRight");
        forward.push(await said());
      }
      const back: string[] = [];
      for (let step = 0; step < 16; step++) {
        await keys("ArrowLeft");
        back.push(await said());
      }

      expect(forward).toEqual([
        "0 ms: the thread begins: start",
        "3 ms: a is sent: find mongodb; the thread ends: start",
        "3.3 ms: b is sent: find vitest",
        "3.6 ms: c is sent: find tsx",
        "53 ms: the reply to a is here, not yet read",
        "53 ms: the reply to b is here, not yet read",
        "54 ms: the reply to c is here, not yet read",
        "55 ms: the thread reads the reply to a",
        "56 ms: the thread is done with a",
        "56 ms: the thread reads the reply to b",
        "56 ms: the thread is done with b",
        "56 ms: the thread reads the reply to c",
        "57 ms: the thread is done with c",
        "57 ms: prints “3 packages”",
        "57 ms: prints “3 packages”",
        "57 ms: prints “3 packages”",
        "57 ms: prints “3 packages”",
      ]);
      expect(back.slice(0, 12)).toEqual(forward.slice(1, 13).toReversed());
    });

    test("at each moment tells who waits, what the thread does and what is printed, and fades what comes later", async () => {
      await open("three.run.json");
      await focus();

      await keys("ArrowRight", "ArrowRight", "ArrowRight");
      const sent = await state();
      await keys("ArrowRight", "ArrowRight");
      const arrived = await state();
      await keys("ArrowRight", "ArrowRight", "ArrowRight");
      const reading = await state();
      const clock = await inPlayer(
        `{ later: Number(root.querySelector(".p-later").getAttribute("width")) > 0, at: root.querySelector(".p-now").getAttribute("x1") === root.querySelector(".p-later").getAttribute("x") }`,
      );

      expect({ sent, arrived, reading, clock }).toEqual({
        sent: {
          Thread: "free",
          "In flight": "afind mongodbbfind vitest",
          Unread: "none",
          Printed: "",
        },
        arrived: {
          Thread: "free",
          "In flight": "bfind vitestcfind tsx",
          Unread: "afind mongodb",
          Printed: "",
        },
        reading: {
          Thread: "handles a",
          "In flight": "none",
          Unread: "bfind vitestcfind tsx",
          Printed: "",
        },
        clock: { later: true, at: true },
      });
    });

    test("a line that runs or waits is marked in the source, keeps its number, and says who waits there", async () => {
      await open("three.run.json");
      await page.evaluate(
        `player.show([${JSON.stringify(awaited)}], ["one();\\nawait packages.findOne({});\\nthree();"])`,
      );
      const marked = () =>
        inPlayer(
          `all(".p-source li").map((line) => [line.className, getComputedStyle(line).display, line.querySelector(".p-tags").textContent])`,
        );

      await page.evaluate("player.step()");
      await page.evaluate("player.step()");
      const waits = await marked();
      await page.evaluate(`for (let step = 0; step < 2; step++) player.step()`);

      expect({ waits, runs: await marked() }).toEqual({
        waits: [
          ["", "list-item", ""],
          ["p-waits", "list-item", "a"],
          ["", "list-item", ""],
        ],
        runs: [
          ["", "list-item", ""],
          ["p-runs", "list-item", "a"],
          ["", "list-item", ""],
        ],
      });
    });

    test("the slider and the picture are scrubbed", async () => {
      await open("gather.run.json");
      const slide = (position: number) =>
        inPlayer(
          `(() => { const slider = root.querySelector(".p-slider"); slider.value = ${position}; slider.dispatchEvent(new Event("input")); return [text(".p-time"), slider.getAttribute("aria-valuetext")]; })()`,
        );

      expect(await slide(0.5)).toEqual(["31 ms of 61 ms", "31 ms of 61 ms"]);
      expect(await state()).toMatchObject({ "In flight": "abcdefghij" });
      expect(await slide(1)).toEqual(["61 ms of 61 ms", "61 ms of 61 ms"]);

      await inPlayer(
        `(() => { const svg = root.querySelector("svg"); const box = svg.getBoundingClientRect(); const left = Number(svg.dataset.left); const right = box.width - Number(svg.dataset.right); svg.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, clientX: box.left + (left + right) / 2, clientY: box.top + 60 })); })()`,
      );
      expect(await inPlayer(`text(".p-time")`)).toBe("31 ms of 61 ms");
    });

    test("plays to the end by itself, and pauses", async () => {
      await open("three.run.json");
      await focus();
      await inPlayer(
        `(() => { const speed = root.querySelector("select"); speed.value = "4"; speed.dispatchEvent(new Event("change")); })()`,
      );

      await keys(" ");
      const whilePlaying = await inPlayer(`text(".p-play")`);
      await keys(" ");
      const paused = await inPlayer(`[text(".p-play"), text(".p-time")]`);
      const later = await page.evaluate(
        `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(player.shadowRoot.querySelector(".p-time").textContent))))`,
      );
      await keys(" ");
      const end = await page.evaluate(`new Promise((done) => {
      const look = () => {
        const { textContent } = player.shadowRoot.querySelector(".p-play");
        if (textContent.includes("Again")) done(player.shadowRoot.querySelector(".p-time").textContent);
        else setTimeout(look, 20);
      };
      look();
    })`);

      expect(whilePlaying).toBe("❚❚ Pause");
      expect(paused).toEqual(["▶ Play", later]);
      expect(end).toBe("57 ms of 57 ms");
    });

    test("who prefers reduced motion sees one event after the other, and no line that moves between them", async () => {
      await open("three.run.json");
      await focus();
      const events = new Set<unknown>();
      for (let step = 0; step < 14; step++) {
        await keys("ArrowRight");
        events.add(await inPlayer(`root.querySelector(".p-now").getAttribute("x1")`));
      }
      await page.evaluate(`{
      globalThis.matchMedia = () => ({ matches: true });
      const select = player.shadowRoot.querySelector("select");
      select.value = "4";
      select.dispatchEvent(new Event("change"));
    }`);

      const shown = await page.evaluate(`new Promise((done) => {
      const seen = new Set();
      const line = player.shadowRoot.querySelector(".p-now");
      new MutationObserver(() => seen.add(line.getAttribute("x1"))).observe(line, { attributes: true });
      player.shadowRoot.querySelector(".p-play").click();
      const look = () => player.shadowRoot.querySelector(".p-play").textContent.includes("Again") ? done([...seen]) : setTimeout(look, 20);
      look();
    })`);

      expect(events.size).toBe(14);
      expect((shown as unknown[]).filter((x) => !events.has(x))).toEqual([]);
      expect((shown as unknown[]).length).toBeGreaterThan(1);
    });

    test("two runs play on one clock", async () => {
      await open("one-by-one.run.json", "gather.run.json");
      await focus();

      await keys("Home");
      await inPlayer(
        `(() => { const slider = root.querySelector(".p-slider"); slider.value = 0.2; slider.dispatchEvent(new Event("input")); })()`,
      );

      expect(
        await inPlayer(`all(".p-run").map((run) => run.querySelector("pre").textContent)`),
      ).toEqual(["", "10 packages"]);
      expect(await inPlayer(`all(".p-now").map((line) => line.getAttribute("x1")).length`)).toBe(2);
      expect(await said()).toBe("61 ms: 06/gather: prints “10 packages”");
      await writeFile(join(folder, "player-two.png"), await page.screenshot());
    });

    test("tells in words who waited for what", async () => {
      await open("lecture.run.json");

      expect(await inPlayer(`all("details li").map((item) => item.textContent)`)).toEqual([
        "thread: 21 ms of JavaScript in 3 slices.",
        "1 line of output.",
        "a  find packages: 50 ms, from 12 ms to 62 ms, ok. 56 ms = 48 latency added + 2 server + 0.5 unread + 5.5 handling.",
        "b  GET /weather/oslo: 40 ms, from 14 ms to 54 ms, status 200. 44 ms = 40 server + 0.5 unread + 3.5 handling.",
        "Operations in flight over time: at most 2.",
      ]);
    });

    test.each([
      ["no.run.json", "This is not the JSON of a run: it cannot be read as JSON."],
      ["list.run.json", "This JSON is not a recorded run."],
      [
        "tomorrow.run.json",
        "This run was recorded in version 2 of the format, and this player reads version 1: record it again.",
      ],
      ["damaged.run.json", "This recorded run is damaged: its span 1 is none."],
      ["missing.run.json", "There is no recorded run here (404)."],
      ["http://example.invalid/a.run.json", "A run is played only from the page's own host."],
    ])("%s is refused in one sentence, and the picture inside stays", async (name, sentence) => {
      await open(name);

      expect(await inPlayer(`[text(".p-problem"), all("slot").length, all("svg").length]`)).toEqual(
        [sentence, 1, 0],
      );
      expect(
        page.complaints.filter((text) => text.startsWith("request of") && !text.includes(origin)),
      ).toEqual([]);
    });

    test("names from a program never become markup", async () => {
      await open("hostile.run.json");
      await focus();

      await keys("ArrowRight", "ArrowRight", "ArrowRight", "End");

      expect(
        await inPlayer(
          `({ scripts: all("script, img, a").length, handlers: all("*").filter((one) => [...one.attributes].some(({ name }) => name.startsWith("on"))).length, pictures: all("svg").length })`,
        ),
      ).toEqual({ scripts: 0, handlers: 0, pictures: 1 });
      expect(await inPlayer(`text("pre").includes("<script>alert(1)</script>")`)).toBe(true);
      expect(complaints()).toEqual([]);
    });

    test("100,000 events stay within reach: no step takes longer than 20 times one of a small run", async () => {
      const steps = `((root) => {
      const press = (key) => root.querySelector(".p").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      const times = [];
      for (const place of [0.1, 0.5, 0.9]) {
        const slider = root.querySelector(".p-slider");
        slider.value = place;
        slider.dispatchEvent(new Event("input"));
        for (let step = 0; step < 10; step++) {
          const before = performance.now();
          press("ArrowRight");
          times.push(performance.now() - before);
        }
      }
      return times.toSorted((a, b) => a - b)[15];
    })(player.shadowRoot)`;
      files["many.run.json"] = [
        `{"format":"lesson-run","version":1,"drawn":{"id":"a","output":"b"},"spans":[`,
        thousand(25_000)
          .spans.map((span) => JSON.stringify(span))
          .join(","),
        `]}`,
      ].join("");
      await open("many.run.json");

      const medianMs = Number(await page.evaluate(steps));

      console.log(`a step among 100,000 events: ${medianMs.toFixed(1)} ms (median of 30)`);
      await open("gather.run.json");
      const small = Number(await page.evaluate(steps));
      // A clock with a grain of 0.1 ms.
      expect(medianMs / Math.max(small, 0.5)).toBeLessThan(20);
    });

    test("is legible on a phone and in the dark", async () => {
      for (const [width, dark] of [
        [390, false],
        [800, true],
      ] as const) {
        await page.look({ width, dark });
        await open("gather.run.json");
        await inPlayer(
          `(() => { const slider = root.querySelector(".p-slider"); slider.value = 0.6; slider.dispatchEvent(new Event("input")); })()`,
        );

        expect(await page.evaluate(`document.documentElement.scrollWidth <= ${width}`)).toBe(true);
        await writeFile(join(folder, `player-${width}.png`), await page.screenshot());
      }
      await page.look({ width: 800, dark: false });
    });
  },
);

/** A page with one player, whose files the query names. */
function pageFor(url: string): string {
  const sources = new URL(url, "http://localhost").searchParams.getAll("src");
  const attributes = sources.map((name, index) => `src${index === 0 ? "" : index + 1}="${name}"`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Player</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><body style="margin:8px"><run-timeline id="player" ${attributes.join(" ")}><p>the picture</p></run-timeline><script src="player.js"></script></body></html>`;
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chromiumPath } from "@samples/config/chromium";
import { layOutPicture, renderHtml, renderSvg } from "../src/index.ts";
import type { PicturedRun } from "../src/index.ts";
import { startChromium } from "./chromium.ts";
import type { Browser, Look, Page } from "./chromium.ts";
import { gatherRun, run } from "./records/draw.ts";
import { gather, oneByOne } from "./records/gather.ts";
import {
  bigReply,
  cutShort,
  hostile,
  longWait,
  queryPlusHttp,
  thousand,
} from "./records/scenes.ts";

/** Here the pictures stay, to be looked at. */
const folder = join(import.meta.dirname, "../.cache/pictures");

const pictures: Record<string, PicturedRun | PicturedRun[]> = {
  gather: run(gather(), gatherRun),
  lecture: run(queryPlusHttp(), { program: "chapters/03-interleaving/src/query-plus-http.ts" }),
  "big-reply": run(bigReply()),
  "cut-short": run(cutShort(), { timedOut: true }),
  "long-wait": run(longWait()),
  thousand: run(thousand()),
  hundred: run(gather(100)),
  compare: [run(gather(), gatherRun), run(oneByOne(), { program: "one-by-one.ts" })],
  hostile: run(hostile()),
};

/** What a page consists of. */
const root = `document.querySelector("run-timeline").shadowRoot`;
const details = `[...${root}.querySelector(".p-details").children].map((part) => part.textContent)`;
const zoom = `${root}.querySelector(".p-zoom").textContent`;

/** Drags the pointer over the picture, from one place on its axis to another. */
const drag = (from: number, to: number) => `(() => {
  const svg = ${root}.querySelector("svg");
  const box = svg.getBoundingClientRect();
  const [left, right] = [box.left + Number(svg.dataset.left), box.right - Number(svg.dataset.right)];
  const at = (position) => ({ bubbles: true, button: 0, clientX: left + position * (right - left), clientY: box.top + 60 });
  svg.dispatchEvent(new PointerEvent("pointerdown", { ...at(${from}), buttons: 1 }));
  if (${from} !== ${to}) dispatchEvent(new PointerEvent("pointermove", { ...at(${to}), buttons: 1 }));
  dispatchEvent(new PointerEvent("pointerup", at(${to})));
})()`;

/** What the pages are filled with. */
const pages = { light: "rgb(255, 255, 255)", dark: "rgb(15, 20, 25)" };

if (!chromiumPath) {
  console.warn(
    "Skipped: pictures in a browser, as no Chromium was found. Install one, or set CHROMIUM to where it is.",
  );
}

describe.skipIf(!chromiumPath)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    browser = await startChromium(chromiumPath ?? "");
    page = await browser.open();
  });
  beforeEach(() => {
    page.complaints.length = 0;
  });
  afterAll(() => browser.close());

  async function save(name: string, text: string): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, text);
    return pathToFileURL(file).href;
  }

  async function keepScreenshot(name: string, { width, dark }: Look): Promise<void> {
    const file = join(folder, `${name}-${width}-${dark ? "dark" : "light"}.png`);
    await writeFile(file, await page.screenshot());
  }

  test.each(Object.entries(pictures))(
    "the SVG of %s is whole and legible at 720 and 1400 px, light and dark",
    async (name, runs) => {
      for (const width of [720, 1400]) {
        await page.go(
          await save(`${name}-${width}.svg`, renderSvg(layOutPicture(runs), { width })),
        );
        for (const dark of [false, true]) {
          await page.look({ width, dark });

          const seen = await page.evaluate(`(() => {
            const svg = document.documentElement;
            const box = (element) => element.getBoundingClientRect();
            const all = (selector) => [...svg.querySelectorAll(selector)];
            const words = (elements) => elements.map((element) => element.textContent);
            const plot = { left: Number(svg.dataset.left), right: ${width} - Number(svg.dataset.right) };
            const crossing = (texts) => texts.filter((text, index) =>
              texts.slice(index + 1).some((other) =>
                box(text).right > box(other).left + 0.5 && box(other).right > box(text).left + 0.5 &&
                box(text).bottom > box(other).top + 2 && box(other).bottom > box(text).top + 2));
            const sizes = all("text").map((text) => Number.parseFloat(getComputedStyle(text).fontSize));
            return {
              page: getComputedStyle(svg.querySelector(".page")).fill,
              tooSmall: sizes.filter((size) => size < 10),
              outside: words(all("text").filter((text) => box(text).left < 0 || box(text).right > ${width})),
              labelsOverBars: words(all(".label").filter((text) => box(text).right > plot.left - 2)),
              valuesOverBars: words(all(".value").filter((text) => box(text).left < plot.right + 2)),
              ticksOverTicks: words(crossing(all(".tick"))),
              linesOverLines: words(crossing(all(".said"))),
            };
          })()`);
          // One of each width and each scheme is enough to be looked at: it is what takes the time.
          if (dark === (width === 720)) await keepScreenshot(name, { width, dark });
          expect(seen).toEqual({
            page: pages[dark ? "dark" : "light"],
            tooSmall: [],
            outside: [],
            labelsOverBars: [],
            valuesOverBars: [],
            ticksOverTicks: [],
            linesOverLines: [],
          });
        }
      }
      expect(page.complaints).toEqual([]);
    },
  );

  test.each(Object.entries(pictures).filter(([name]) => /compare|thousand|hostile/.test(name)))(
    "the page of %s fits 390, 720 and 1400 px, light and dark, and asks for nothing",
    async (name, runs) => {
      await page.go(await save(`${name}.html`, await renderHtml(runs, { maxRows: 40 })));
      for (const width of [390, 720, 1400]) {
        for (const dark of [false, true]) {
          await page.look({ width, dark });

          const seen = await page.evaluate(`({
            page: getComputedStyle(${root}.querySelector(".p")).backgroundColor,
            unused: ${root}.querySelector(".p-picture").clientWidth - ${root}.querySelector("svg").getAttribute("width"),
            problem: ${root}.querySelector(".p-problem")?.textContent,
            sideways: document.documentElement.scrollWidth > ${width},
          })`);
          if (dark === (width === 720)) await keepScreenshot(`${name}-page`, { width, dark });
          expect(seen).toEqual({
            page: pages[dark ? "dark" : "light"],
            unused: 0,
            sideways: false,
          });
        }
      }
      expect(page.complaints).toEqual([]);
    },
  );

  test("the page tells what one points at", async () => {
    const url = await save("pointing.html", await renderHtml(run(gather(3))));
    await page.look({ width: 1000, dark: false });
    await page.go(url);
    const { x, y } = (await page.evaluate(`(() => {
      const box = ${root}.querySelector(".bar.wait").getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    })()`)) as { x: number; y: number };

    await page.hover(x, y);

    expect(await page.evaluate(details)).toEqual([
      "a  find mongodb",
      "52.5 ms = 50 server + 2 unread + 0.5 handling",
      "from 3 ms to 53 ms",
      "ok",
      "connection 1",
    ]);
  });

  test("the page plays, steps and is scrubbed by a click, from the file alone", async () => {
    const url = await save("playing.html", await renderHtml(run(gather(3))));
    await page.look({ width: 1000, dark: false });
    await page.go(url);
    const said = `${root}.querySelector(".p-said").textContent`;
    const time = `${root}.querySelector(".p-time").textContent`;

    await page.evaluate(`${root}.querySelector(".p").focus()`);
    await page.press("ArrowRight");
    await page.press("ArrowRight");
    const stepped = await page.evaluate(said);
    await page.evaluate(drag(0.5, 0.5));
    const clicked = await page.evaluate(time);
    await page.press(" ");
    const playing = await page.evaluate(`${root}.querySelector(".p-play").textContent`);

    expect({ stepped, clicked, playing }).toEqual({
      stepped: "3 ms: a is sent: find mongodb; the thread ends: start",
      clicked: "29 ms of 57 ms",
      playing: "❚❚ Pause",
    });
    expect(page.complaints).toEqual([]);
  });

  test("the page is within reach of the keyboard: Tab, arrows, Enter, + and 0", async () => {
    const url = await save("keys.html", await renderHtml(run(gather(3))));
    await page.look({ width: 1000, dark: false });
    await page.go(url);
    const title = async () => ((await page.evaluate(details)) as string[])[0];
    const widthOfBar = () =>
      page.evaluate(`Number(${root}.activeElement.querySelector("rect").getAttribute("width"))`);
    const isAtBar = () => page.evaluate(`${root}.activeElement?.matches(".bar") ?? false`);
    const seen: unknown[] = [];

    for (let stop = 0; stop < 12 && !(await isAtBar()); stop++) await page.press("Tab");
    seen.push(await title());
    await page.press("ArrowRight");
    seen.push(await title());
    await page.press("ArrowDown");
    seen.push(await title());
    await page.press("ArrowDown");
    seen.push(await title());
    await page.press("ArrowUp");
    await page.press("ArrowUp");
    await page.press("ArrowLeft");
    seen.push(await title());
    const before = await widthOfBar();
    await page.press("+");
    seen.push(await page.evaluate(zoom));
    const after = await widthOfBar();
    await page.press("0");
    seen.push(await page.evaluate(zoom));
    await page.press("Enter");

    expect(seen).toEqual([
      "start",
      "sends a  find mongodb",
      "3 packages",
      // Down to the nearest bar of the next row, up two rows, and left.
      "a  find",
      "b  find",
      "200 %",
      "100 %",
    ]);
    expect(Number(after) / Number(before)).toBeCloseTo(2, 1);
    expect(Number.parseFloat(String(await page.evaluate(zoom)))).toBeGreaterThan(1000);
    expect(page.complaints).toEqual([]);
  });

  test("the page searches by what was asked, and sums up a range of time", async () => {
    const url = await save("search.html", await renderHtml(run(gather(3))));
    await page.look({ width: 1000, dark: false });
    await page.go(url);

    const found = await page.evaluate(`(() => {
      const input = ${root}.querySelector("input[type=search]");
      input.value = "VITEST";
      input.dispatchEvent(new Event("input"));
      const out = [...${root}.querySelectorAll(".row.p-out .label")];
      return { said: ${root}.querySelector(".p-found").textContent, out: out.map((label) => label.firstChild.textContent) };
    })()`);
    await page.evaluate(drag(0.5, 1));

    expect(found).toEqual({
      // Its own row, and the thread's, which sends and handles it.
      said: "2 found",
      out: ["output", "find mongodb", "find tsx", "in flight"],
    });
    expect(await page.evaluate(details)).toEqual([
      "Selected: 29 ms",
      "from 29 ms to 57 ms",
      "3 in flight",
      "thread: 1.5 ms of JavaScript",
    ]);
    await page.evaluate(
      `[...${root}.querySelectorAll("button")].find(({ textContent }) => textContent === "Zoom to selection").click()`,
    );
    expect(await page.evaluate(zoom)).toBe("200 %");
    expect(page.complaints).toEqual([]);
  });

  test("a bar of the page points at its line, and a line at its bars", async () => {
    const source = { file: "a.ts", text: "one();\nawait packages.findOne({});\nthree();" };
    const shown = run(gather(2), { program: "a.ts", source });
    const url = await save("source.html", await renderHtml(shown));
    await page.look({ width: 1400, dark: true });
    await page.go(url);
    const pointed = `[...${root}.querySelectorAll(".p-pointed code")].map((line) => line.textContent)`;
    const line = (number: number) => `${root}.querySelectorAll(".p-source li")[${number - 1}]`;
    const matches = `${root}.querySelectorAll(".bar.wait.p-match").length`;

    const fromBar = await page.evaluate(`(${root}.querySelector(".bar.wait").focus(), ${pointed})`);
    const fromLine = await page.evaluate(`(${line(2)}.click(), ${matches})`);
    const elsewhere = await page.evaluate(`(${line(1)}.click(), ${matches})`);

    expect({ fromBar, fromLine, elsewhere }).toEqual({
      fromBar: ["await packages.findOne({});"],
      fromLine: 2,
      elsewhere: 0,
    });
    await keepScreenshot("source-page", { width: 1400, dark: true });
    expect(page.complaints).toEqual([]);
  });

  test("zoomed in, the axis names finer times and letters find room", async () => {
    const url = await save("zoom.html", await renderHtml(run(gather(3))));
    await page.look({ width: 1000, dark: false });
    await page.go(url);
    const ticks = () =>
      page.evaluate(`[...${root}.querySelectorAll(".axis .tick")].map((tick) => tick.textContent)`);
    const before = await ticks();

    await page.evaluate(drag(0.9, 1));
    await page.evaluate(
      `[...${root}.querySelectorAll("button")].find(({ textContent }) => textContent === "Zoom to selection").click()`,
    );

    expect(before).toEqual(
      Array.from({ length: 12 }, (_, index) => `${index * 5}${index === 11 ? " ms" : ""}`),
    );
    expect(await ticks()).toEqual(["52 ms", "53 ms", "54 ms", "55 ms", "56 ms", "57 ms"]);
    expect(
      await page.evaluate(
        `[...${root}.querySelectorAll(".bar.work .letter:not(.above)")].map((text) => text.textContent).join("")`,
      ),
    ).toBe("abcabc");
  });
});

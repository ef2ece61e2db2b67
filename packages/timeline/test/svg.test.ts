import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { layOutPicture, renderSvg } from "../src/index.ts";
import type { PictureOptions, PicturedRun } from "../src/index.ts";
import { gatherRun, run } from "./records/draw.ts";
import { command, gather, line, oneByOne, record } from "./records/gather.ts";
import {
  bigReply,
  cutShort,
  hostile,
  hostileNames,
  longWait,
  queryPlusHttp,
  thousand,
} from "./records/scenes.ts";

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** The document as a tree; throws where it is not well-formed. */
function parse(xml: string): Element {
  const parser = new SaxesParser();
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    for (const element of open) element.text += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  const [svg] = root.children;
  if (!svg) throw new Error("the document has no element");
  return svg;
}

function all(element: Element): Element[] {
  return [element, ...element.children.flatMap(all)];
}

function draw(runs: PicturedRun | PicturedRun[], options: PictureOptions = {}): Element {
  return parse(renderSvg(layOutPicture(runs, options)));
}

const runs = {
  gather: run(gather(), gatherRun),
  lecture: run(queryPlusHttp()),
  "big reply": run(bigReply()),
  "cut short": run(cutShort(), { timedOut: true }),
  "long wait": run(longWait()),
  "1 000 spans": run(thousand()),
  "100 connections": run(gather(100)),
  hostile: run(hostile(), { program: hostileNames.join(" "), title: hostileNames.join(" ") }),
  nothing: run(record([])),
};

describe.each(Object.entries(runs))("the SVG of %s", (_name, each) => {
  const svg = draw(each);
  const elements = all(svg);

  test("is well-formed and made of drawing alone: no script, no handler, nothing from outside", () => {
    const names = new Set(elements.map(({ name }) => name));
    const attributes = elements.flatMap((element) => Object.entries(element.attributes));

    expect(
      [...names].filter(
        (name) =>
          ![
            "svg",
            "title",
            "desc",
            "style",
            "defs",
            "pattern",
            "clipPath",
            "marker",
            "g",
            "rect",
            "line",
            "circle",
            "path",
            "text",
          ].includes(name),
      ),
    ).toEqual([]);
    expect(attributes.filter(([name]) => /^on|href|^src$|^style$/i.test(name))).toEqual([]);
    // Hostile text stands in these two, as text.
    const others = attributes.filter(([name]) => name !== "aria-label" && name !== "data-text");
    const references = others.filter(([, value]) => /url\(|javascript:|https?:/i.test(value));
    const outside = references.filter(([, value]) => !/^url\(#\w+\)$/.test(value));
    expect(outside).toEqual([["xmlns", "http://www.w3.org/2000/svg"]]);
  });

  test("has a title and a description for itself and for every bar", () => {
    const bars = elements.filter(({ attributes }) => /\bbar\b/.test(attributes["class"] ?? ""));

    for (const element of [svg, ...bars]) {
      const [title, description] = element.children;
      expect([title?.name, description?.name]).toEqual(["title", "desc"]);
      expect(title?.text).not.toBe("");
    }
  });

  test("keeps every bar, label and value within its page", () => {
    const width = Number(svg.attributes["width"]);
    const height = Number(svg.attributes["height"]);
    const rects = elements.filter(({ name }) => name === "rect");

    expect(svg.attributes["viewBox"]).toBe(`0 0 ${width} ${height}`);
    for (const { attributes } of rects) {
      const [x, y, w, h] = ["x", "y", "width", "height"].map((name) =>
        Number(attributes[name] ?? 0),
      );
      expect((x ?? 0) + (w ?? 0)).toBeLessThanOrEqual(width + 2);
      expect((y ?? 0) + (h ?? 0)).toBeLessThanOrEqual(height);
      expect(x).toBeGreaterThanOrEqual(0);
    }
    const rows = elements.filter(({ attributes }) => attributes["class"] === "row");
    const texts = elements.filter(({ name }) => name === "text");
    expect(texts.length).toBeGreaterThanOrEqual(rows.length * 2);
    for (const { attributes } of texts) {
      expect(Number(attributes["y"])).toBeLessThanOrEqual(height);
    }
  });
});

describe("the SVG", () => {
  test("shows hostile names as text", () => {
    const title = "</title><script>alert(1)</script>";

    const svg = draw(run(hostile()));

    const titles = all(svg).filter(({ name, text }) => name === "title" && text.includes(title));
    expect(titles.length).toBeGreaterThan(3);
    expect(renderSvg(layOutPicture(run(hostile())))).not.toMatch(/<script|<img|]]><svg/);
  });

  test("has a row for each operation, with letter, name, bars and duration", () => {
    const rows = all(draw(run(gather(2)))).filter(
      ({ attributes }) => attributes["class"] === "row",
    );

    const seen = rows.map((row) => ({
      says: row.attributes["aria-label"],
      texts: row.children.flatMap((child) =>
        all(child)
          .filter(({ name }) => name === "text")
          .map(({ text }) => text),
      ).length,
      bars: all(row).flatMap(
        ({ attributes }) => /^bar (\S+)/.exec(attributes["class"] ?? "")?.[1] ?? [],
      ),
    }));
    expect(seen).toEqual([
      {
        says: "thread: 4 ms of JavaScript in 3 slices.",
        texts: 3,
        bars: ["own", "send", "send", "work", "work"],
      },
      { says: "1 line of output.", texts: 3, bars: ["line"] },
      {
        says: "a  find mongodb: 50 ms, from 3 ms to 53 ms, ok.",
        texts: 3,
        bars: ["wait", "unread", "send", "work"],
      },
      {
        says: "b  find vitest: 50 ms, from 3.3 ms to 53 ms, ok.",
        texts: 3,
        bars: ["wait", "unread", "send", "work"],
      },
      { says: "Operations in flight over time: at most 2.", texts: 2, bars: [] },
    ]);
  });

  test("marks failed and cut operations by shape, not by color alone", () => {
    const ends = all(draw(run(cutShort())))
      .filter(({ name, attributes }) => name === "path" && attributes["data-anchor"] === "end")
      .map(({ attributes }) => attributes["class"]);

    expect(ends).toEqual(["failed", "cut"]);
  });

  test("has a dark and a light set of colors, and names no font or file from elsewhere", () => {
    const style = all(draw(run(gather()))).find(({ name }) => name === "style")?.text ?? "";

    expect(style.match(/--page: (#\w+)/g)).toEqual(["--page: #ffffff", "--page: #0f1419"]);
    expect(style).toContain("@media (prefers-color-scheme: dark)");
    expect(style).not.toMatch(/@import|@font-face|url\(/);
  });

  test("can stand beside another on one page", () => {
    const ids = (prefix: string) =>
      all(parse(renderSvg(layOutPicture(run(bigReply())), { idPrefix: prefix }))).flatMap(
        ({ attributes }) => attributes["id"] ?? [],
      );

    const both = [...ids("one-"), ...ids("two-")];
    expect(new Set(both).size).toBe(both.length);
    expect(both.length).toBeGreaterThan(4);
  });

  test("draws two runs on one axis with the difference under them", () => {
    const svg = draw([run(gather()), run(oneByOne())], { maxRows: 4 });

    const texts = all(svg).filter(({ name }) => name === "text");
    expect(
      texts
        .filter(({ attributes }) => attributes["class"] === "difference")
        .map(({ text }) => text),
    ).toEqual(["1 round trip against 10 in a row, in all 58 ms against 521 ms."]);
    const ticks = texts.filter(({ attributes }) => attributes["class"] === "tick");
    expect(ticks.map(({ text }) => text)).toEqual(["0", "100", "200", "300", "400", "500 ms"]);
  });

  test("of a thousand operations stays small", () => {
    expect(renderSvg(layOutPicture(run(thousand(10_000)))).length).toBeLessThan(1_500_000);
  });
});

test("two lines of output in one row keep at least a character's width between them", () => {
  const late = record([
    command({ startMs: 0, endMs: 302 }),
    line(100, "no answer within 100 ms"),
    line(311, "answered all the same: mongodb"),
  ]);

  const svg = renderSvg(layOutPicture(run(late)));
  const said = Array.from(
    svg.matchAll(/<text class="said" x="([\d.]+)"[^>]*>([^<]*)/g),
    ([, x, text = ""]) => ({ from: Number(x), to: Number(x) + text.length * 6.62, text }),
  );

  expect(said.map(({ text }) => text.slice(0, 9))).toEqual(["no answer", "answered "]);
  expect((said[1]?.from ?? 0) - (said[0]?.to ?? 0)).toBeGreaterThan(6);
});

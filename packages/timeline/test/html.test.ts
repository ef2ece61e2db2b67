import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { layOutPicture, readRunFile, renderHtml, renderSvg } from "../src/index.ts";
import { run } from "./records/draw.ts";
import { gather, record } from "./records/gather.ts";
import { hostile, hostileNames } from "./records/scenes.ts";

describe("the page", () => {
  test("lets its own script run and no other", async () => {
    const html = await renderHtml(run(gather()));

    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
    const hash = createHash("sha256").update(script).digest("base64");
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    expect(policy).toBe(
      `default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;sha256-${hash}&#39;`,
    );
  });

  test("has the same scripts whatever the names, and no markup of theirs", async () => {
    const html = await renderHtml(
      run(hostile(), {
        program: hostileNames.join("/"),
        title: hostileNames.join(),
        source: { file: hostileNames.join("/"), text: hostileNames.join("\n") },
      }),
    );

    expect(html.match(/<script[^>]*>/g)).toEqual([
      '<script type="application/json" class="run">',
      '<script type="application/json" id="shown">',
      "<script>",
    ]);
    expect(html.match(/<\/script>/g)).toHaveLength(3);
    expect(html).not.toMatch(/<img|onload=alert\(1\)>|onerror=alert\(1\)>/);
  });

  test("refers to nothing outside itself", async () => {
    const html = await renderHtml(run(gather()));

    const addresses = html.match(/https?:\/\/[^"'\s)]+/g);
    // The names of the SVG namespace, which nobody fetches.
    expect(new Set(addresses)).toEqual(new Set(["http://www.w3.org/2000/svg"]));
    expect(html).not.toMatch(/<link|<iframe|@import|src=/);
  });

  test("leads from a bar to the line that asks, where one line alone can be it, and to the one that awaits", () => {
    const text = [
      "const list = names.find((name) => name);",
      "// packages.findOne({}) in a comment",
      "const asked = names.map((_id) => packages.findOne({ _id }));",
      "await Promise.all(asked);",
    ];
    const [query] = gather(1).spans.filter((span) => span.lane === "mongodb");
    const linesFor = (source: string[]) => {
      const spans = query ? [{ ...query, awaitedAt: { file: "a.ts", line: 4 } }] : [];
      const page = run(record(spans), { source: { file: "a.ts", text: source.join("\n") } });
      const drawn = renderSvg(layOutPicture(page), { pageClass: "page" });
      return /class="bar wait[^>]*data-lines="([^"]*)"/.exec(drawn)?.[1];
    };

    expect(linesFor(text)).toBe("a.ts:3\na.ts:4");
    expect(linesFor([...text, "await packages.find().toArray();"])).toBe("a.ts:4");
  });

  test("carries the runs that it plays, and the drawing for a reader without scripts", async () => {
    const html = await renderHtml([run(gather()), run(gather(1))]);
    const files = [...html.matchAll(/class="run">([\s\S]*?)<\/script>/g)].map(
      ([, text = ""]) => readRunFile(text).run.timeline.operations().length,
    );

    expect(files).toEqual([10, 1]);
    expect(html).toMatch(/<run-timeline explore><svg /);
  });
});

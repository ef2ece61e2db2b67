import { describe, expect, test } from "vitest";
import { chooseTicks, createAxis, findQuiet, positionOf } from "../src/picture/axis.ts";
import { formatDuration, formatRatio } from "../src/picture/durations.ts";
import { foldAlike } from "../src/picture/fold-rows.ts";
import { letterFor } from "../src/picture/letters.ts";
import { mergeBars } from "../src/picture/merge-bars.ts";
import type { BarDraft } from "../src/picture/merge-bars.ts";
import type { Bar } from "../src/picture/picture.ts";
import { cutText, fitText, makeVisible, toAscii, widthOf } from "../src/picture/safe-text.ts";

describe("the axis", () => {
  test("is straight where nothing is long and quiet", () => {
    const axis = createAxis(100, [{ startMs: 10, endMs: 90 }]);

    expect(axis.pieces).toEqual([{ startMs: 0, endMs: 100, from: 0, to: 1, folded: false }]);
    expect([0, 25, 100].map((ms) => positionOf(axis, ms))).toEqual([0, 0.25, 1]);
  });

  test("folds a wait that dwarfs the rest, and keeps every moment in order", () => {
    const axis = createAxis(12_000, [{ startMs: 5, endMs: 11_990 }]);

    const places = [0, 5, 6000, 11_990, 12_000].map((ms) => positionOf(axis, ms));

    expect(axis.pieces.map(({ folded }) => folded)).toEqual([false, true, false]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect([places[0], places.at(-1)]).toEqual([0, 1]);
    // 15 ms of work have most of the width.
    expect((places[2] ?? 0) - (places[1] ?? 0)).toBeLessThan(0.2);
  });

  test("leaves a wait of half a second alone beside another half second of work", () => {
    const axis = createAxis(1000, [{ startMs: 500, endMs: 1000 }]);

    expect(axis.pieces).toHaveLength(1);
  });

  test("finds the quiet stretches: nothing begins, nothing ends, no thread works", () => {
    const quiet = findQuiet([0, 10, 1000, 2000, 9000], [{ startMs: 1200, endMs: 1300 }], 10_000);

    expect(quiet).toEqual([
      { startMs: 10, endMs: 1000 },
      { startMs: 2000, endMs: 9000 },
      { startMs: 9000, endMs: 10_000 },
    ]);
  });

  test.each([
    [60, 7, ["0", "10", "20", "30", "40", "50", "60 ms"]],
    [60, 3, ["0", "20", "40", "60 ms"]],
    [0.7, 4, ["0.0", "0.2", "0.4", "0.6 ms"]],
    [4000, 5, ["0", "1", "2", "3", "4 s"]],
    [12_000, 4, ["0", "5", "10 s"]],
  ])("has round ticks: %s ms, about %s of them", (durationMs, most, labels) => {
    const ticks = chooseTicks(createAxis(durationMs, []), most);

    expect(ticks.map(({ label }) => label)).toEqual(labels);
  });
});

describe("folding of rows", () => {
  /** "aab" is three items of two kinds; "a1+6" in the answer is a row for a1 and six more. */
  function fold(kinds: string, most: number, kept: number[] = []): string[] {
    const items = kinds.split("").map((kind, index) => `${kind}${index}`);
    const groups = foldAlike(
      items,
      most,
      (item) => item.charAt(0),
      new Set(kept.map((index) => items[index] ?? "")),
    );
    return groups.map(({ items: [first, ...rest], folded }) =>
      folded ? `${first}+${rest.length}` : first,
    );
  }

  test("leaves few rows alone", () => {
    expect(fold("aabb", 4)).toEqual(["a0", "a1", "b2", "b3"]);
  });

  test("keeps the first of each kind and folds the others after them", () => {
    expect(fold("aaaaaaaaaa", 4)).toEqual(["a0", "a1", "a2", "a3+6"]);
  });

  test("shares the rows out between the kinds", () => {
    expect(fold("aaaabbbbc", 6)).toEqual(["a0", "a1", "a2+1", "b4", "b5+2", "c8"]);
  });

  test("gives kinds that get no row one together", () => {
    expect(fold("abcdefgh", 4)).toEqual(["a0", "b1", "c2", "d3+4"]);
  });

  test("never folds what is kept", () => {
    expect(fold("aaaaaaaaaa", 3, [8])).toEqual(["a0", "a1", "a2+6", "a8"]);
  });

  test("never makes more rows than asked for, and loses nobody", () => {
    for (let most = 2; most < 12; most++) {
      for (const kinds of [
        "aaaaaaaaaaaaaaa",
        "abababababababab",
        "abcdefghijklmno",
        "aaaaaabcdefg",
      ]) {
        const items = kinds.split("").map((kind, index) => ({ kind, index }));

        const groups = foldAlike(items, most, ({ kind }) => kind);

        const indexes = groups.flatMap((group) => group.items.map(({ index }) => index));
        expect(groups.length).toBeLessThanOrEqual(most);
        expect(indexes.toSorted((a, b) => a - b)).toEqual(items.map(({ index }) => index));
      }
    }
  });
});

describe("merging of bars", () => {
  const bar = (from: number, to: number, color: number, end: Bar["end"] = "ok"): BarDraft => ({
    kind: "work",
    startMs: from * 1000,
    endMs: to * 1000,
    from,
    to,
    color,
    end,
    describe: () => ({ title: "find", details: ["a find"] }),
  });

  test("leaves a few hundred as they are", () => {
    const bars = Array.from({ length: 499 }, (_, i) => bar(i / 1e6, i / 1e6, 0));

    expect(mergeBars(bars, bars.length).map(({ from, details }) => [from, details])).toEqual(
      bars.map(({ from }) => [from, ["a find"]]),
    );
  });

  test("joins what is too close together, and hides no failure", () => {
    const bars = Array.from({ length: 100_000 }, (_, i) =>
      bar(i / 1e5, (i + 0.5) / 1e5, Math.floor(i / 25_000), i === 77_777 ? "failed" : "ok"),
    );

    const merged = mergeBars(bars, bars.length);

    expect(merged.map(({ color, end }) => [color, end])).toEqual([
      [0, "ok"],
      [1, "ok"],
      [2, "ok"],
      [3, "failed"],
    ]);
    expect(merged[0]?.details).toEqual(["25000 that are too close together to be drawn apart"]);
  });

  test("keeps apart what has a gap that can be seen", () => {
    const bars = Array.from({ length: 600 }, (_, i) => bar(i / 600, (i + 0.1) / 600, i % 2));

    expect(mergeBars(bars, bars.length)).toHaveLength(600);
  });
});

describe("words", () => {
  test.each([
    [0, "0 ms"],
    [0.04, "0 ms"],
    [4.13, "4.1 ms"],
    [9.96, "10 ms"],
    [52.4, "52 ms"],
    [999.6, "1 s"],
    [1250, "1.25 s"],
    [12_000, "12 s"],
    [-3.04, "-3 ms"],
  ])("%s ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  test.each([
    [1.023, "1.02"],
    [9.84, "9.8"],
    [120.4, "120"],
  ])("a ratio of %s is %s", (ratio, text) => {
    expect(formatRatio(ratio)).toBe(text);
  });

  test("the letters of a picture are 62 and then a dot", () => {
    expect([letterFor(0), letterFor(25), letterFor(26), letterFor(61), letterFor(62)]).toEqual([
      "a",
      "z",
      "A",
      "9",
      "•",
    ]);
  });
});

describe("text", () => {
  test("is cut between characters, never through one, and fills its columns exactly", () => {
    expect(cutText("漢字の名前", 6)).toBe("漢字…");
    expect(cutText("🧑‍🚀🧑‍🚀🧑‍🚀", 5)).toBe("🧑‍🚀🧑‍🚀…");
    expect(cutText("find", 4)).toBe("find");
    expect(cutText("find", 0)).toBe("");
    expect(fitText("漢字", 7)).toBe("漢字   ");
    expect(widthOf(fitText("漢字の名前", 6))).toBe(6);
    expect(fitText("50 ms", 8, { align: "right" })).toBe("   50 ms");
  });

  test("shows control characters instead of obeying them", () => {
    expect(makeVisible("\u001b[2J a\nb\u0000\u007f\u009b\u202e\ud800\u2028")).toBe(
      "␛[2J a␊b␀␡��\ufffd�".replaceAll("�", "\ufffd"),
    );
    expect(makeVisible("名前 é 🧑‍🚀")).toBe("名前 é 🧑‍🚀");
  });

  test("has a counterpart in ASCII", () => {
    expect(toAscii("… 7 more: 9 × é 漢 •")).toBe("... 7 more: 9 x e ? *");
  });
});

import type { Bar } from "./picture.ts";

/**
 * A bar whose words are not yet found: of a million slices a few thousand are drawn, and words cost more than all the
 * rest.
 */
export interface BarDraft extends Omit<Bar, "title" | "details"> {
  describe: () => Pick<Bar, "title" | "details">;
}

/** Finer than any renderer shows: a page 1 400 px wide has about as many pixels. */
export const resolution = 1 / 2000;

/** So few are drawn as they are, each with its own title. */
const fewBars = 500;

/**
 * Makes bars of `count` drafts, which come in order of their start. Of many, those of one kind and owner that touch at
 * this resolution are joined, and what lies wholly under a bar of another owner is left out. Drafts are taken
 * one by one, so that a million of them never exist together.
 */
export function mergeBars(drafts: Iterable<BarDraft>, count: number): Bar[] {
  if (count < fewBars) return Array.from(drafts, (draft) => finish(draft, 1));
  const byKind = new Map<Bar["kind"], Merged[]>();
  for (const draft of drafts) {
    const ofKind = byKind.get(draft.kind);
    if (ofKind) merge(ofKind, draft);
    else byKind.set(draft.kind, [{ draft, count: 1 }]);
  }
  return [...byKind.values()].flatMap((merged) =>
    merged.map(({ draft, count: joined }) => finish(draft, joined)),
  );
}

interface Merged {
  draft: BarDraft;
  count: number;
}

function merge(merged: Merged[], draft: BarDraft): void {
  const last = merged.at(-1);
  if (!last || draft.from - last.draft.to >= resolution) {
    merged.push({ draft, count: 1 });
  } else if (draft.color === last.draft.color) {
    last.count++;
    last.draft.endMs = Math.max(last.draft.endMs, draft.endMs);
    last.draft.to = Math.max(last.draft.to, draft.to);
    // A failure must not vanish among what went well.
    if (draft.end !== "ok" && draft.end !== undefined) last.draft.end = draft.end;
  } else if (draft.to - last.draft.to >= resolution) {
    merged.push({ draft, count: 1 });
  }
}

function finish({ describe, ...bar }: BarDraft, count: number): Bar {
  const words = describe();
  return count === 1
    ? { ...bar, ...words }
    : {
        ...bar,
        ...words,
        details: [`${count} that are too close together to be drawn apart`],
      };
}

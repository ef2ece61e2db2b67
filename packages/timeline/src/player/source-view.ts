import { makeVisible } from "../picture/safe-text.ts";
import { nameLine } from "../picture/source-lines.ts";
import { colorCount } from "../svg/style-sheet.ts";
import { element } from "./element.ts";
import type { MarkedLine } from "./playback.ts";

/** The source of a run, with the lines marked that run or wait. */
export class SourceView {
  readonly element = element("section", "p-source");
  readonly #file: string;
  readonly #list = element("ol");
  readonly #lines = new Map<number, HTMLLIElement>();
  #marked: HTMLLIElement[] = [];

  /** `onLine` is told which line is clicked: "a.ts:3". */
  constructor({ file, text }: { file: string; text: string }, onLine?: (line: string) => void) {
    this.#file = file;
    // No headings: nobody knows below which of the page's they would stand.
    this.element.append(element("p", "p-name", file.split("/").at(-1)));
    // It scrolls, and so must be within reach of the keys.
    this.#list.tabIndex = 0;
    this.#list.setAttribute("aria-label", `Source of ${file}`);
    const lines = text.replaceAll("\r\n", "\n").replace(/\n$/, "").split("\n");
    // What the header says stands elsewhere; lines keep their numbers.
    const from = text.startsWith("/**") ? lines.findIndex((line) => line.endsWith("*/")) + 1 : 0;
    this.#list.start = from + 1;
    for (const [index, line] of lines.entries()) {
      if (index < from) continue;
      const item = element("li");
      item.append(
        element("span", "p-tags"),
        element("code", "", makeVisible(line.replaceAll("\t", "  "))),
      );
      if (onLine) {
        item.addEventListener("click", () => {
          const name = nameLine({ file, line: index + 1 });
          this.pointAt([name]);
          onLine(name);
        });
      }
      this.#lines.set(index + 1, item);
      this.#list.append(item);
    }
    this.element.append(this.#list);
  }

  /** Points at the lines that a bar belongs to, and at no others. */
  pointAt(lines: readonly string[]): void {
    let first: HTMLLIElement | undefined;
    for (const [line, item] of this.#lines) {
      const isMeant = lines.includes(nameLine({ file: this.#file, line }));
      item.classList.toggle("p-pointed", isMeant);
      if (isMeant) first ??= item;
    }
    if (first) this.#scrollTo(first);
  }

  /** Marks lines, and no others. */
  show(marked: readonly MarkedLine[]): void {
    for (const item of this.#marked) {
      item.classList.remove("p-waits", "p-runs");
      item.querySelector(".p-tags")?.replaceChildren();
    }
    this.#marked = [];
    for (const { file, line, kind, tags } of marked) {
      const item = file === this.#file ? this.#lines.get(line) : undefined;
      if (!item) continue;
      item.classList.add(`p-${kind}`);
      item
        .querySelector(".p-tags")
        ?.append(
          ...tags.map(({ letter, color }) =>
            element("b", `k${color % colorCount}${kind === "runs" ? " p-read" : ""}`, letter),
          ),
        );
      this.#marked.push(item);
    }
    const [first] = this.#marked;
    if (first) this.#scrollTo(first);
  }

  /** Only the source scrolls, and only as far as it must. */
  #scrollTo({ offsetTop, offsetHeight }: HTMLLIElement): void {
    const { scrollTop, clientHeight } = this.#list;
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) {
      this.#list.scrollTop = offsetTop - clientHeight / 3;
    }
  }
}

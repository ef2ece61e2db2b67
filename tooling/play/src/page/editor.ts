import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  WidgetType,
  type DecorationSet,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** A line of the program, and the letters of what runs or waits there. */
export interface LineMark {
  line: number;
  kind: "runs" | "waits";
  letters: { letter: string; color: string }[];
}

export interface Editor {
  readonly text: string;
  open(text: string): void;
  /** Puts `text` in place of what is there, which can be undone. */
  replace(text: string): void;
  /** Marks the lines of the program as it was run; nothing is marked once it is changed. */
  mark(marks: readonly LineMark[]): void;
  focus(): void;
}

class Letters extends WidgetType {
  readonly #mark: LineMark;

  constructor(mark: LineMark) {
    super();
    this.#mark = mark;
  }

  override eq(other: Letters): boolean {
    return JSON.stringify(this.#mark) === JSON.stringify(other.#mark);
  }

  toDOM(): HTMLElement {
    const holder = document.createElement("span");
    holder.className = `cm-letters cm-${this.#mark.kind}`;
    holder.setAttribute("aria-label", `${this.#mark.kind} here`);
    holder.setAttribute("role", "img");
    for (const { letter, color } of this.#mark.letters) {
      const chip = document.createElement("b");
      chip.textContent = letter;
      chip.style.borderColor = color;
      holder.append(chip);
    }
    holder.append(this.#mark.kind);
    return holder;
  }
}

const setMarks = StateEffect.define<readonly LineMark[]>();

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    let next = transaction.docChanged ? Decoration.none : decorations;
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const { doc } = transaction.state;
      next = Decoration.set(
        effect.value
          .filter(({ line }) => line >= 1 && line <= doc.lines)
          .flatMap((mark) => {
            const { from, to } = doc.line(mark.line);
            return [
              Decoration.line({ class: `cm-${mark.kind}-line` }).range(from),
              Decoration.widget({ widget: new Letters(mark), side: 1 }).range(to),
            ];
          }),
        true,
      );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Colors with enough contrast on the page, light and dark. */
const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "light-dark(#6a0f4d, #f7bfe0)" },
  { tag: [tags.string, tags.special(tags.string)], color: "light-dark(#06512a, #8fdcae)" },
  { tag: [tags.number, tags.bool, tags.null], color: "light-dark(#6b3a00, #f2bf7c)" },
  { tag: [tags.comment], color: "light-dark(#444d56, #b0b8c0)", fontStyle: "italic" },
  { tag: [tags.typeName, tags.className], color: "light-dark(#134a87, #9ccbf7)" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: "light-dark(#432a80, #dacdfa)",
  },
]);

const theme: Extension = EditorView.theme({
  "&": { backgroundColor: "var(--page)", color: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--band)",
    color: "var(--faint)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": {
    backgroundColor: "color-mix(in srgb, var(--accent) 8%, transparent)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    {
      backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
    },
  ".cm-waits-line": {
    backgroundColor: "color-mix(in srgb, var(--accent) 9%, transparent) !important",
    boxShadow: "inset 3px 0 var(--accent)",
  },
  ".cm-runs-line": {
    backgroundColor: "color-mix(in srgb, var(--good) 12%, transparent) !important",
    boxShadow: "inset 3px 0 var(--good)",
  },
  ".cm-letters": {
    marginLeft: "1.5em",
    color: "var(--ink)",
    fontSize: "11px",
    fontFamily: "system-ui, sans-serif",
    userSelect: "none",
  },
  ".cm-letters b": {
    border: "1px solid",
    borderRadius: "3px",
    padding: "0 3px",
    marginRight: "3px",
    background: "var(--page)",
  },
});

export function createEditor(
  parent: HTMLElement,
  { onRun, onChange }: { onRun: () => void; onChange: () => void },
): Editor {
  const extensions: Extension = [
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    highlightActiveLine(),
    EditorView.lineWrapping,
    javascript({ typescript: true }),
    syntaxHighlighting(colors),
    marked,
    theme,
    EditorView.contentAttributes.of({
      "aria-label": "Program",
      "aria-description": "Tab indents. Escape, then Tab, leaves the editor.",
    }),
    EditorView.updateListener.of(({ docChanged }) => {
      if (docChanged) onChange();
    }),
    keymap.of([
      {
        key: "Mod-Enter",
        run: () => {
          onRun();
          return true;
        },
      },
      // Escape, then Tab, leaves the editor.
      indentWithTab,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ extensions }) });
  return {
    get text() {
      return view.state.doc.toString();
    },
    open(text) {
      view.setState(EditorState.create({ doc: text, extensions }));
      onChange();
    },
    replace(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    mark(marks) {
      view.dispatch({ effects: setMarks.of(marks) });
    },
    focus: () => view.focus(),
  };
}

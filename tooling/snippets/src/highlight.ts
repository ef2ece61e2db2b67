import { parse, type TokenType } from "sugar-high/core";
import { tokenize } from "sugar-high/lang/typescript";

/** Returns `code` with each token passed through `paint`: how a terminal shows it is the caller's to say. */
export function highlightWith(
  code: string,
  paint: (type: TokenType, text: string) => string,
): string {
  return parse(code, { tokenize })
    .lines.map((line) => line.tokens.map(({ type, value }) => paint(type, value)).join(""))
    .join("\n");
}

export type { TokenType };

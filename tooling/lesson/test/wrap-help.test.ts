import { expect, it } from "vitest";
import { wrapHelp } from "../src/terminal/wrap-help.ts";

const help = `The programs are given as for "pnpm lesson run", and any file is one.
  pnpm lesson orders ./shop/checkout.ts --cuts 1          each connection breaks once`;

it("cuts no word at the edge of a narrow terminal", () => {
  expect(wrapHelp(help, { isTTY: true, width: 60, color: false }).split("\n")).toEqual([
    'The programs are given as for "pnpm lesson run", and any',
    "file is one.",
    "  pnpm lesson orders ./shop/checkout.ts --cuts 1",
    "      each connection breaks once",
  ]);
});

it("leaves help in a pipe as it is", () => {
  expect(wrapHelp(help, { isTTY: false, width: 60, color: false })).toBe(help);
});

import { expect, it } from "vitest";
import { twoColumns } from "../src/terminal/two-columns.ts";

const sentence = "A token bucket: so many per second, with room for a burst";

it("continues a sentence below its own beginning where the terminal is too narrow", () => {
  const terminal = { isTTY: true, width: 60, color: false };

  expect(twoColumns("07/rate-limit  ", 15, sentence, terminal)).toEqual([
    "07/rate-limit  A token bucket: so many per second, with room",
    "               for a burst",
  ]);
});

it("keeps it on one line in a pipe", () => {
  const pipe = { isTTY: false, width: 60, color: false };

  expect(twoColumns("07/rate-limit  ", 15, sentence, pipe)).toEqual([`07/rate-limit  ${sentence}`]);
});

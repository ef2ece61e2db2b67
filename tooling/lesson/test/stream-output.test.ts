import type { OutputLine } from "@samples/lab";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { streamOutput } from "../src/running/stream-output.ts";

const line = (stream: OutputLine["stream"], text: string): OutputLine => ({
  atMs: 0,
  stream,
  text,
});

let printed: string[];
let output: ReturnType<typeof streamOutput>;

beforeEach(() => {
  vi.useFakeTimers();
  printed = [];
  output = streamOutput(({ text }) => printed.push(text));
});

afterEach(() => vi.useRealTimers());

describe("streamOutput", () => {
  it("prints each line at once, whatever its stream", () => {
    output.pass(line("stderr", "connecting"));
    output.pass(line("stdout", "10 packages"));
    output.pass(line("stderr", "/shop/report.ts:12"));

    expect(printed).toEqual(["connecting", "10 packages", "/shop/report.ts:12"]);
  });

  it("keeps a report that begins with the place of an error until it is told what to do with it", () => {
    output.pass(line("stderr", ""));
    output.pass(line("stderr", "node:internal/modules/run_main:123"));
    output.pass(line("stderr", "SyntaxError: Unexpected token"));
    expect(printed).toEqual([]);

    output.end("drop");

    expect(printed).toEqual([]);
  });

  it("prints the report of a program that ran", () => {
    output.pass(line("stderr", "/shop/report.ts:12"));
    output.pass(line("stderr", "TypeError: late"));

    output.end("print");

    expect(printed).toEqual(["/shop/report.ts:12", "TypeError: late"]);
  });

  it("gives what it holds back when the program goes on", () => {
    output.pass(line("stderr", "listening on 127.0.0.1:3000"));
    output.pass(line("stdout", "ready"));

    expect(printed).toEqual(["listening on 127.0.0.1:3000", "ready"]);
  });

  it("holds nothing for long", () => {
    output.pass(line("stderr", "listening on 127.0.0.1:3000"));
    vi.runAllTimers();

    expect(printed).toEqual(["listening on 127.0.0.1:3000"]);
  });
});

import { describe, expect, it, test } from "vitest";
import { layOutPicture, readValuesTags, Timeline } from "../src/index.ts";
import type { MongodbSpan, Write } from "../src/index.ts";
import { draw, run } from "./records/draw.ts";
import { command, record } from "./records/gather.ts";

function write(name: string, startMs: number, writes: Write[], rest: Partial<MongodbSpan> = {}) {
  const times = { startMs, sentMs: startMs + 10, repliedMs: startMs + 12, endMs: startMs + 20 };
  const names = { command: name, name: `${name} accounts`, collection: "accounts" };
  return command({ ...times, ...names, requestId: startMs, writes, ...rest });
}

const opened = write("insert", 0, [
  { id: "ada", set: { balance: 100 } },
  { id: "bob", set: { balance: 50 } },
]);
const take = write("update", 30, [{ id: "ada", set: {}, add: { balance: -30 } }]);
const give = write("update", 60, [{ id: "bob", set: { balance: 80 } }]);

describe("a tag of the header", () => {
  it("names a collection and a path, and whether the sum is to stay", () => {
    expect(readValuesTags("accounts.balance sum\nitems.stock.left\nnonsense")).toEqual([
      { collection: "accounts", path: "balance", sum: true },
      { collection: "items", path: "stock.left" },
    ]);
    expect(() => new Timeline(record([])).values("balance")).toThrow(RangeError);
  });
});

describe("values over time", () => {
  it("change when the server has answered, and the sum is wrong between the two halves of a transfer", () => {
    expect(new Timeline(record([opened, take, give])).values("accounts.balance sum")).toEqual({
      collection: "accounts",
      path: "balance",
      sum: true,
      documents: [
        {
          id: "ada",
          points: [
            { atMs: 12, value: 100 },
            { atMs: 42, value: 70 },
          ],
        },
        {
          id: "bob",
          points: [
            { atMs: 12, value: 50 },
            { atMs: 72, value: 80 },
          ],
        },
      ],
      sums: [
        { atMs: 12, value: 100 },
        { atMs: 12, value: 150 },
        { atMs: 42, value: 120 },
        { atMs: 72, value: 150 },
      ],
      torn: [{ startMs: 42, endMs: 72 }],
    });
  });

  it("of a transaction change at its commit, and not at all when it is not committed", () => {
    const inside = (span: MongodbSpan) => ({ ...span, transaction: "t1" });
    const commit = write("commitTransaction", 90, [], { transaction: "t1" });
    const values = (last: MongodbSpan[]) =>
      new Timeline(record([opened, inside(take), inside(give), ...last])).values(
        "accounts.balance sum",
      );

    expect(values([commit]).documents.map(({ points }) => points.at(-1))).toEqual([
      { atMs: 102, value: 70 },
      { atMs: 102, value: 80 },
    ]);
    expect(values([commit]).torn).toEqual([]);
    expect(values([]).documents.map(({ points }) => points.length)).toEqual([1, 1]);
    expect(values([{ ...commit, ok: false }]).documents.map(({ points }) => points.length)).toEqual(
      [1, 1],
    );
  });

  it("are unknown where something is added to what nobody has written", () => {
    expect(new Timeline(record([take])).values("accounts.balance").documents).toEqual([]);
  });

  it("stay wrong to the end when money is lost", () => {
    const late = command({ startMs: 190, endMs: 200, requestId: 9 });

    expect(new Timeline(record([opened, take, late])).values("accounts.balance sum").torn).toEqual([
      { startMs: 42, endMs: 200 },
    ]);
  });
});

test("documents have a lane each, and the torn interval is marked", () => {
  const values = readValuesTags("accounts.balance sum");

  expect(draw(run(record([opened, take, give]), { values }))).toMatchInlineSnapshot(`
    "
    program.ts

    a insert accounts ╾─────━────╴                                             20 ms
    b update accounts                  ╾─────━─────                            20 ms
    c update accounts                                   ╺─────━─────           20 ms
    ada balance             100╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌70╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌              70
    bob balance             50╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌80╌╌╌              80
    sum of balance          150╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌120▓▓▓▓▓▓▓▓▓▓▓▓▓▓150╌╌ wrong for 30 ms
    in flight         ████████████     ████████████     ████████████          peak 1
                      0          20          40         60         80 ms

    ╾─ waits   ━━ in the server   ▓▓ the sum is wrong
    On average 20 ms = 18 latency added + 2 server.
    "
  `);
  const { legend } = layOutPicture(run(record([opened, take, give]), { values }));
  expect(legend).toContain("torn");
});

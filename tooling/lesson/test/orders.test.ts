import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { spawnLesson } from "./spawn-lesson.ts";

// Many programs, one after the other, on whatever machine.
vi.setConfig({ testTimeout: 600_000 });

const cwd = fileURLToPath(new URL("../../../packages/explore/test/programs", import.meta.url));

const orders = (...args: string[]) => spawnLesson(["orders", ...args], { cwd });

describe("lesson orders", () => {
  it("prints one JSON object with each outcome, the most frequent last, and ends with 3", async () => {
    const { stdout, stderr, exitCode } = await orders("lost-update.ts", "--no-reduction", "--json");

    const accounts = (balance: number) => ({ accounts: [{ _id: "ada", balance }] });
    const find = 'find accounts {"_id":"ada"}';
    const update = (balance: number) =>
      `update accounts {"_id":"ada"} {"$set":{"balance":${balance}}}`;
    const insert = 'insert accounts {"_id":"ada","balance":0}';
    expect({ stderr, exitCode, result: JSON.parse(stdout) as unknown }).toEqual({
      stderr: "",
      exitCode: 3,
      result: {
        complete: true,
        tried: 6,
        reduced: false,
        diverged: [],
        outcomes: [
          {
            count: 2,
            exitCode: 0,
            output: ["balance: 200"],
            database: accounts(200),
            order: "1.1.1.2.2.2",
            steps: [insert, find, update(100), find, update(200), find],
          },
          {
            count: 4,
            exitCode: 0,
            output: ["balance: 100"],
            database: accounts(100),
            order: "1.1.2.2.1.1",
            steps: [insert, find, find, update(100), update(100), find],
          },
        ],
      },
    });
  });

  it("marks what differs between outcomes, and says how each is run again: what the README shows", async () => {
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    const readme = await readFile(path.join(root, "README.md"), "utf8");
    const [, command = "", block = ""] =
      /^pnpm lesson (orders .*)\n```\n\n```text\n([^]*?)^```$/m.exec(readme) ?? [];
    const { stdout } = await spawnLesson([...command.split(" "), "--no-picture"], { cwd: root });

    const program = "packages/explore/test/programs/lost-update.ts";
    const shown = [
      "2 of 6 end with",
      "  ≠ balance: 200",
      '  ≠ accounts: {"_id":"ada","balance":200}',
      "    insert₁ find₁ update₁ find₂ update₂ find₂",
      `    pnpm lesson run ${program} --order 1.1.1.2.2.2`,
      "",
      "4 of 6 end with",
      "  ≠ balance: 100",
      '  ≠ accounts: {"_id":"ada","balance":100}',
      "    insert₁ find₁ find₂ update₂ update₁ find₁",
      `    pnpm lesson run ${program} --order 1.1.2.2.1.1`,
      "",
    ];
    expect([command, block.split("\n")]).toEqual([`orders ${program} --no-reduction`, shown]);
    expect(stdout.replace(/in [\d.]+ s/, "in <n> s").split("\n")).toEqual([
      "All 6 orders, in <n> s: 2 outcomes.",
      "",
      ...shown,
    ]);
  });

  it("ends with 0 and marks nothing where every order has one outcome", async () => {
    const { stdout, exitCode } = await orders("increment.ts", "--no-picture");

    expect({ exitCode, marks: stdout.match(/≠/g) }).toEqual({ exitCode: 0, marks: null });
    expect(stdout).toMatch(/: one outcome\.\n/);
  });

  it("ends with 3 when some order is not as expected, and with 0 when all are", async () => {
    const wrong = await orders("lost-update.ts", "--no-picture", "--expect", "balance: 200");
    const right = await orders("increment.ts", "--no-picture", "--expect", "balance: 200");

    const verdicts = ({ stdout, exitCode }: typeof wrong) => ({
      exitCode,
      verdicts: stdout.match(/[✓✗] .*expected/g),
    });
    expect([verdicts(wrong), verdicts(right)]).toEqual([
      { exitCode: 3, verdicts: ["✓ as expected", "✗ not as expected"] },
      { exitCode: 0, verdicts: ["✓ as expected"] },
    ]);
  });

  it("breaks as many connections in an order as it is told to: a write that is retried once gives up at the second", async () => {
    const [one, two] = await Promise.all(
      ["1", "2"].map((cuts) => orders("adds-once.ts", "--cuts", cuts, "--json")),
    );

    const found = ({ stdout, exitCode }: Awaited<ReturnType<typeof orders>>) => {
      const { complete, outcomes } = JSON.parse(stdout) as {
        complete: boolean;
        outcomes: { output: string[] }[];
      };
      return { exitCode, complete, output: new Set(outcomes.flatMap(({ output }) => output)) };
    };
    expect(one && found(one)).toEqual({ exitCode: 0, complete: true, output: new Set(["added"]) });
    expect(two && found(two)).toEqual({
      exitCode: 3,
      complete: true,
      output: new Set(["added", "gave up"]),
    });
  });

  it("refuses more cuts than it can try", async () => {
    const { stderr, exitCode } = await orders("adds-once.ts", "--cuts", "3");

    expect({ stderr, exitCode }).toEqual({
      stderr: expect.stringContaining("1 or 2") as string,
      exitCode: 2,
    });
  });

  it("says that nothing is proved beyond the limit, and ends with 4 where all that was tried is alike", async () => {
    const limit = ["--no-reduction", "--no-picture", "--limit", "2"];
    const { stdout, exitCode } = await orders("increment.ts", ...limit);

    expect(exitCode).toBe(4);
    expect(stdout).toMatch(
      /^2 orders.*, of more than \d+, in .* s: one outcome\. Nothing is proved about the others\.\n/,
    );
  });

  it("runs one order again, with its picture", async () => {
    const { stdout, exitCode } = await spawnLesson(
      ["run", "lost-update.ts", "--order", "1.1.2.1.2*2"],
      { cwd },
    );

    expect({ exitCode, first: stdout.split("\n")[0] }).toEqual({
      exitCode: 0,
      first: "balance: 100",
    });
    expect(stdout).toMatch(/held/);
    expect(stdout).not.toMatch(/latency added/);
  });

  it("reports what was found until Ctrl-C, and leaves nothing running", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "orders-"));
    const mark = path.join(folder, "mark");
    const ended = spawnLesson(["orders", "leaves-a-mark.ts", "--no-reduction", "--no-picture"], {
      cwd,
      env: { MARK: mark },
      onStart: async (child) => {
        // The first order is over, and there are hundreds.
        while (!existsSync(mark)) await sleep(20);
        child.kill("SIGINT");
      },
    });
    const { stdout, exitCode } = await ended;
    await rm(folder, { recursive: true });

    expect(exitCode).toBe(130);
    expect(stdout).toMatch(
      /^\d+ orders?, of more than \d+, in [\d.]+ s: one outcome\. Nothing is proved about the others\.\n\n.*\n {4}counted\n/,
    );
  });

  it("draws the first order of each outcome into a file", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "orders-"));
    const files = ["svg", "html"].map((kind) => path.join(folder, `two.${kind}`));
    const { exitCode } = await orders(
      "lost-update.ts",
      "--no-picture",
      "--svg",
      files[0] ?? "",
      "--html",
      files[1] ?? "",
    );
    const [svg = "", html = ""] = await Promise.all(files.map((file) => readFile(file, "utf8")));
    await rm(folder, { recursive: true });

    expect(exitCode).toBe(3);
    for (const picture of [svg, html]) {
      expect([picture.includes("balance: 100"), picture.includes("balance: 200")]).toEqual([
        true,
        true,
      ]);
    }
    expect([svg.slice(0, 4), html.slice(0, 15)]).toEqual(["<svg", "<!doctype html>"]);
  });
});

import { createServer } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../src/main.ts";
import { spawnLesson } from "./spawn-lesson.ts";

const pretendNode = (version: string): string[] => [
  "--import",
  `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`,
];

describe("an old Node", () => {
  it.each(["20.18.3", "12.22.0"])("%s is refused before anything is loaded", async (version) => {
    expect(await spawnLesson(["list"], { nodeArgs: pretendNode(version) })).toEqual({
      stdout: "",
      stderr: `These lessons need Node 20.19 or newer; this is Node ${version}. Get a current one from https://nodejs.org and run the same command again.\n`,
      exitCode: 1,
    });
  });

  it("is not what 20.19.0 is", async () => {
    const { stdout, exitCode } = await spawnLesson(["list"], { nodeArgs: pretendNode("20.19.0") });

    // stderr is not looked at: on a Node that only pretends, the loader warns about itself.
    expect({ listed: stdout.includes("06/gather"), exitCode }).toEqual({
      listed: true,
      exitCode: 0,
    });
  });
});

describe("a wrong command line", () => {
  let printed: { stream: "stdout" | "stderr"; text: string }[];

  beforeEach(() => {
    printed = [];
    vi.spyOn(console, "log").mockImplementation((text) =>
      printed.push({ stream: "stdout", text: String(text) }),
    );
    vi.spyOn(console, "error").mockImplementation((text) =>
      printed.push({ stream: "stderr", text: String(text) }),
    );
  });

  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  it.each([
    [
      "lst",
      "There is no command called lst. Did you mean pnpm lesson list? All commands: pnpm lesson --help",
    ],
    [
      "one-by-one",
      "There is no command called one-by-one. Did you mean pnpm lesson run 06/one-by-one, pnpm lesson run 02/async-one-by-one or pnpm lesson run 13/details-one-by-one? All commands: pnpm lesson --help",
    ],
    ["run", "Missing required argument 'program'. Help: pnpm lesson run --help"],
    ["list 99", "There is no program called 99. All programs: pnpm lesson list"],
    ["list --jsno", "Unknown option '--jsno' (Did you mean --json?) Help: pnpm lesson list --help"],
    ["compare 06/gather", "Missing required argument 'b'. Help: pnpm lesson compare --help"],
    [
      "run 06/gather --latency soon",
      "Option '--latency <ms>' argument 'soon' is invalid. Expected a number of milliseconds, 0 or more. Help: pnpm lesson run --help",
    ],
    [
      "mongo --port 70000",
      "Option '--port <number>' argument '70000' is invalid. Expected a whole number from 0 to 65535. Help: pnpm lesson mongo --help",
    ],
    [
      "run 06/gathr",
      "There is no program called 06/gathr. Did you mean 06/gather? All programs: pnpm lesson list",
    ],
    [
      "run ./nowhere.ts",
      `There is no file ${path.resolve("nowhere.ts")}. All programs: pnpm lesson list`,
    ],
  ])("%s is answered with one sentence and exit code 2", async (line, text) => {
    await main(line.split(" "));

    expect(printed).toEqual([{ stream: "stderr", text }]);
    expect(process.exitCode).toBe(2);
  });

  it("shows where the error comes from with --debug only", async () => {
    await main(["run", "gathr", "--debug"]);

    expect(printed).toEqual([
      {
        stream: "stderr",
        text: expect.stringMatching(
          /^LessonError: There is no program called gathr\.[^]+\n +at resolveProgram /,
        ) as string,
      },
    ]);
  });

  it("is one JSON object on stdout with --json, beside the sentence on stderr", async () => {
    const message =
      "There is no program called gathr. Did you mean 06/gather? All programs: pnpm lesson list";

    const { stdout, stderr, exitCode } = await spawnLesson(["run", "gathr", "--json"]);

    expect({ json: JSON.parse(stdout) as unknown, stderr, exitCode }).toEqual({
      json: { error: { message, exitCode: 2 } },
      stderr: `${message}\n`,
      exitCode: 2,
    });
  });
});

describe("a server that cannot be reached", () => {
  it("is named without its credentials", async () => {
    const port = await freePort();

    const { stdout, stderr, exitCode } = await spawnLesson([
      "run",
      "three-queries.ts",
      "--mongo",
      `mongodb://ada:lovelace@127.0.0.1:${port}/`,
    ]);

    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
    expect(stderr).toMatch(
      new RegExp(`^Cannot reach mongodb://\\*+@127\\.0\\.0\\.1:${port}/: .+\\n$`),
    );
  });
});

/** A port on which nobody listens: one that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return address.port;
}

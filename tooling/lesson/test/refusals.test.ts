import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { programs, spawnLesson } from "./spawn-lesson.ts";

const pretendNode = (version: string): string[] => [
  "--import",
  `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`,
];

describe("an old Node", () => {
  it.each(["20.18.3", "18.20.8", "12.22.0"])(
    "%s is refused before anything is loaded",
    async (version) => {
      expect(await spawnLesson(["list"], { nodeArgs: pretendNode(version) })).toEqual({
        stdout: "",
        stderr: `These lessons need Node 20.19 or newer; this is Node ${version}. Get a current one from https://nodejs.org and run the same command again.\n`,
        exitCode: 1,
      });
    },
  );

  it("is not what 20.19.0 is", async () => {
    const { stderr, exitCode } = await spawnLesson(["list"], { nodeArgs: pretendNode("20.19.0") });

    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  });
});

describe("a wrong command line", () => {
  it.each([
    [
      "lst",
      "There is no command called lst. Did you mean pnpm lesson list? All commands: pnpm lesson --help",
    ],
    [
      "gather",
      "There is no command called gather. Did you mean pnpm lesson run 06/gather? All commands: pnpm lesson --help",
    ],
    ["run", "Missing required argument 'program'. Help: pnpm lesson run --help"],
    ["list --jsno", "Unknown option '--jsno' (Did you mean --json?) Help: pnpm lesson list --help"],
    ["compare 06/gather", "Missing required argument 'b'. Help: pnpm lesson compare --help"],
    [
      "run 06/gather --latency soon",
      "Option '--latency <ms>' argument 'soon' is invalid. Expected a number of milliseconds, 0 or more. Help: pnpm lesson run --help",
    ],
    [
      "run 06/gathr",
      "There is no program called 06/gathr. Did you mean 06/gather? All programs: pnpm lesson list",
    ],
    [
      "run ./nowhere.ts",
      `There is no file ${path.join(programs, "nowhere.ts")}. All programs: pnpm lesson list`,
    ],
  ])("%s is answered with one sentence and exit code 2", async (line, sentence) => {
    expect(await spawnLesson(line.split(" "))).toEqual({
      stdout: "",
      stderr: `${sentence}\n`,
      exitCode: 2,
    });
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

  it("shows where the error comes from with --debug only", async () => {
    const { stderr } = await spawnLesson(["run", "gathr", "--debug"]);

    expect(stderr).toMatch(
      /^LessonError: There is no program called gathr\.[^]+\n +at resolveProgram /,
    );
  });
});

describe("a server that cannot be had", () => {
  it("is told apart from a wrong option", async () => {
    expect(await spawnLesson(["run", "beat-for-ever.mjs", "--mongo", "sqlite"])).toEqual({
      stdout: "",
      stderr:
        'Cannot use "sqlite" as a MongoDB: expected "embedded", "docker" or a connection string that starts with mongodb:// or mongodb+srv://.\n',
      exitCode: 1,
    });
  });

  it("is named without its credentials", async () => {
    const port = await freePort();

    const { stdout, stderr, exitCode } = await spawnLesson([
      "run",
      "beat-for-ever.mjs",
      "--mongo",
      `mongodb://ada:lovelace@127.0.0.1:${port}/`,
    ]);

    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
    expect(stderr).toMatch(
      new RegExp(`^Cannot reach mongodb://\\*+@127\\.0\\.0\\.1:${port}/: .+\\n$`),
    );
  });
});

describe("a folder where programs are looked for", () => {
  it("is the one in which the command was given", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "another folder "));
    try {
      const { stderr } = await spawnLesson(["run", "mine.ts"], { cwd: folder });

      expect(stderr).toContain(`There is no file ${path.join(folder, "mine.ts")}.`);
    } finally {
      rmSync(folder, { recursive: true });
    }
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

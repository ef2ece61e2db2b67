import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { repositoryRoot } from "@samples/lesson/repository";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { RunRequest, Told } from "../src/messages.ts";
import { startPlay, type Play } from "../src/server/start-play.ts";

const folder = mkdtempSync(path.join(tmpdir(), "play-"));
const practice = path.join(folder, "practice");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("who gets in", () => {
  let play: Play;
  let origin: string;
  let token: string;

  beforeAll(async () => {
    play = await startPlay({ root: repositoryRoot, practice, first: "06/gather", idleMs: 50 });
    ({ origin } = new URL(play.url));
    token = new URL(play.url).pathname.slice(1, -1);
  });
  afterAll(() => play.close());

  test.each([
    ["the root", "/", {}],
    ["another token", `/${"a".repeat(32)}/`, {}],
    ["a part of the token", "/TOKEN", {}],
    ["a script without the token", "/page.js", {}],
    ["another name of this machine, as after DNS rebinding", "/token/", { host: "evil.example" }],
    ["a page of another host", "/token/", { origin: "https://evil.example" }],
  ])("%s gets nothing", async (_what, wanted, headers) => {
    const url = wanted.replace("/token/", `/${token}/`).replace("TOKEN", token.slice(0, -1));

    const { status, text } = await get(`${origin}${url}`, headers);

    expect(status).toBe(404);
    expect(text).toBe("Nothing here. The address of the page stands in the terminal.\n");
  });

  test("the token opens the page, which no other page can frame or read", async () => {
    const { status, headers } = await get(play.url, {});

    expect(status).toBe(200);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    expect(headers["access-control-allow-origin"]).toBe(undefined);
    expect(headers["referrer-policy"]).toBe("no-referrer");
  });

  test("what stands in the browser's command line is good for one visit", async () => {
    const url = play.urlForBrowser();

    const [first, second] = [await get(url, {}), await get(url, {})];

    expect(url).not.toContain(token);
    expect([first.status, first.headers.location]).toEqual([302, `/${token}/`]);
    expect(second.status).toBe(404);
  });

  test.each([
    ["without the token", "/socket", { origin: "ORIGIN" }],
    ["without an origin", "/TOKEN/socket", {}],
    ["from another page", "/TOKEN/socket", { origin: "https://evil.example" }],
    ["under another host", "/TOKEN/socket", { origin: "ORIGIN", host: "evil.example" }],
  ])("a WebSocket %s is refused", async (_what, url, headers) => {
    const socket = new WebSocket(`${origin.replace("http", "ws")}${url.replace("TOKEN", token)}`, {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value.replace("ORIGIN", origin)]),
      ),
    });

    const [error] = (await once(socket, "error")) as [Error];

    expect(error.message).toBe("Unexpected server response: 403");
  });

  test("what is no request is answered with a sentence", async () => {
    const { socket, next } = await connect(play.url);
    await next("opened");

    const answers: string[] = [];
    for (const text of ["{", "[]", `{"type":"run"}`, `{"type":"open","name":"../../etc/passwd"}`]) {
      socket.send(text);
      answers.push((await next("problem")).sentence);
    }
    socket.close();

    expect(answers).toEqual([
      "The page asked for something that there is not.",
      "The page asked for something that there is not.",
      "The page asked for something that there is not.",
      "There is no program called ../../etc/passwd here.",
    ]);
  });

  test("of two quick runs, each is told its end", async () => {
    const { socket, next } = await connect(play.url);
    const { program } = await next("opened");

    socket.send(runOf(program, 1));
    socket.send(runOf(program, 2));
    const ends = [await next("ended"), await next("ended")];
    socket.close();

    expect(ends.map(({ run, sentence }) => [run, sentence.replace(/\d.*$/, "")])).toEqual([
      [1, "Another run has taken its place."],
      [2, "The program ended by itself. "],
    ]);
  });

  test("a page that is closed ends its own run, and not the one that another page has begun since", async () => {
    const one = await connect(play.url);
    const { program } = await one.next("opened");
    one.socket.send(runOf(program, 1, { byHand: true }));
    await one.next("waiting");
    const other = await connect(play.url);
    other.socket.send(runOf(program, 1, { byHand: true }));
    const { sentence } = await one.next("ended");
    await other.next("waiting");

    one.socket.close();
    await once(one.socket, "close");
    other.socket.send(JSON.stringify({ type: "answer-all" }));
    const end = await other.next("ended");
    other.socket.close();

    expect(sentence).toBe("Another run has taken its place.");
    expect(end.sentence).toMatch(/^The program ended by itself\./);
  });

  test("when no page is left, it is done", async () => {
    const { socket, next } = await connect(play.url);
    await next("opened");
    socket.close();

    await play.done;
  });
});

test("a port that is taken is an error in one sentence", async () => {
  const options = { root: repositoryRoot, practice, first: "06/gather" };
  const play = await startPlay(options);
  const port = Number(new URL(play.url).port);

  await expect(startPlay({ ...options, port })).rejects.toThrow(
    `Cannot serve the page on port ${port}: another program listens on it. Leave --port out, and any free one is taken.`,
  );
  await play.close();
});

test.skipIf(process.platform !== "linux")(
  "kill -9 leaves nothing: no program, no database",
  async ({ onTestFinished }) => {
    const file = path.join(folder, "never-ends.ts");
    writeFileSync(
      file,
      `import { MongoClient } from "mongodb";\nconst client = new MongoClient(process.env.MONGODB_URI!);\nawait client.db().command({ ping: 1 });\nconsole.log("asked");\nsetInterval(() => {}, 1000);\n`,
    );
    const server = spawnPlay(file, "--no-open");
    onTestFinished(() => void server.kill("SIGKILL"));
    const url = await urlOf(server.stdout);
    const { socket, next } = await connect(url);
    const { program } = await next("opened");
    socket.send(runOf(program, 1));
    while (!(await next("picture")).runs[0]?.includes(`"name":"asked"`));
    const family = descendants(server.pid ?? 0);

    server.kill("SIGKILL");
    await once(server, "exit");

    // The program, the database, and what watches over them.
    expect(family.length).toBeGreaterThanOrEqual(3);
    await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  },
);

test("a file of the reader's own keeps up with quick runs, its line ends, and what somebody else wrote", async ({
  onTestFinished,
}) => {
  const file = path.join(folder, "own.ts");
  writeFileSync(file, `console.log(0);\r\n`);
  const play = await startPlay({ root: repositoryRoot, practice, given: [file], first: file });
  onTestFinished(() => play.close());
  const { socket, next } = await connect(play.url);
  const { program } = await next("opened");

  // The second one is over before it has begun.
  for (const run of [1, 2, 3])
    socket.send(runOf({ ...program, text: `console.log(${run});\n` }, run));
  const ends = [await next("ended"), await next("ended"), await next("ended")];
  const written = readFileSync(file, "utf8");
  writeFileSync(file, `console.log("theirs");\n`);
  socket.send(runOf({ ...program, text: `console.log(4);\n` }, 4));
  const changed = await next("problem");
  rmSync(file);
  socket.send(runOf({ ...program, text: `console.log(5);\n` }, 5));
  const gone = await next("problem");

  expect(program.text).toBe(`console.log(0);\n`);
  expect(ends.map(({ ok }) => ok)).toEqual([false, false, true]);
  expect(written).toBe(`console.log(3);\r\n`);
  expect(changed.sentence).toContain("was changed outside of this page");
  expect(gone.sentence).toBe(
    `There is no file ${file} any more. Save what is here under another name.`,
  );
});

test("a file that is gone, or too long to be typed into a page, is refused with a sentence", async ({
  onTestFinished,
}) => {
  const long = path.join(folder, "long.ts");
  const gone = path.join(folder, "gone.ts");
  writeFileSync(long, "// long\n".repeat(100_000));
  const given = [long, gone];
  const play = await startPlay({ root: repositoryRoot, practice, given, first: long });
  onTestFinished(() => play.close());
  const { socket, next } = await connect(play.url);

  const first = await next("problem");
  socket.send(JSON.stringify({ type: "open", name: gone }));
  const second = await next("problem");

  expect(first.sentence).toBe(`${long} is too long for this page: it has 800000 characters.`);
  expect(second.sentence).toBe(`There is no file ${gone} any more.`);
});

test("a search that is stopped ends, also when the order that goes on has no end, and proves nothing", async ({
  onTestFinished,
}) => {
  const file = path.join(folder, "spins.ts");
  writeFileSync(file, `console.log("spins");\nfor (;;) {}\n`);
  const play = await startPlay({ root: repositoryRoot, practice, given: [file], first: file });
  onTestFinished(() => play.close());
  const { socket, next } = await connect(play.url);
  const { program } = await next("opened");

  socket.send(JSON.stringify({ type: "orders", run: 1, name: file, text: program.text }));
  socket.send(JSON.stringify({ type: "stop" }));
  const { sentence, outcomes } = await next("outcomes");

  expect(sentence).toBe(
    "You ended the search. Orders tried until then: 0, outcomes: 0. Nothing is proved.",
  );
  expect(outcomes).toEqual([]);
});

test("a program is saved under a proper name only, and never over another file", async ({
  onTestFinished,
}) => {
  const play = await startPlay({ root: repositoryRoot, practice, first: "06/gather" });
  onTestFinished(() => play.close());
  const { socket, next } = await connect(play.url);
  const { program } = await next("opened");
  const save = (as: string): void =>
    socket.send(JSON.stringify({ type: "save", name: program.name, text: "// mine\n", as }));

  const refused: string[] = [];
  for (const as of ["../../escaped", "", "a b", ".hidden", "<b>"]) {
    save(as);
    refused.push((await next("problem")).sentence);
  }
  save("mine.ts");
  const saved = await next("saved");
  save("mine");
  const { sentence } = await next("problem");

  expect(refused.map((each) => each.replace(/".*"/, "…"))).toEqual(
    Array(5).fill(
      "Cannot save it as …: a name has letters, digits and hyphens, such as my-gather.",
    ),
  );
  const file = path.join(practice, "06/mine.ts");
  expect(saved.file).toBe(file);
  expect(readFileSync(file, "utf8")).toBe("// mine\n");
  expect(sentence).toBe(`There is a file ${file} already: choose another name.`);
});

test.skipIf(process.platform === "win32")(
  "Ctrl-C ends it at once, also while a page is open",
  async ({ onTestFinished }) => {
    const server = spawnPlay("06/gather", "--no-open");
    onTestFinished(() => void server.kill("SIGKILL"));
    const { next } = await connect(await urlOf(server.stdout));
    await next("opened");

    server.kill("SIGINT");
    const [code] = (await once(server, "exit")) as [number | null];

    expect(code).toBe(0);
  },
);

test.each([
  ["a program that there is not", ["06/gathr"], "There is no program called 06/gathr."],
  ["a file that there is not", ["./nothing.ts"], "There is no file "],
  ["a folder", ["src"], "is a folder, and a program is one file"],
  ["a port that is none", ["--port", "0"], "Expected a whole number from 1 to 65535."],
])("%s is refused with a sentence and exit code 2", async (_what, args, sentence) => {
  const server = spawnPlay(...args);
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
  });

  const [code] = (await once(server, "close")) as [number | null];

  expect(said).toContain(sentence);
  expect(said).not.toContain("    at ");
  expect(code).toBe(2);
});

test("where there is no screen, the address is printed, to be opened by hand", async ({
  onTestFinished,
}) => {
  const server = spawnPlay("06/gather");
  onTestFinished(() => void server.kill("SIGKILL"));

  const lines: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    lines.push(line);
    if (lines.length === 3) break;
  }

  expect(lines[0]).toMatch(/^The page: http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
  expect(lines[2]).toBe("Open it in a browser. Ctrl-C ends it.");
});

/** Starts the command as a person does, on a machine without a screen. */
function spawnPlay(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  return spawn(
    process.execPath,
    ["--import", "tsx", path.resolve(import.meta.dirname, "../src/play.ts"), ...args],
    {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: path.resolve(import.meta.dirname, ".."),
      env: { ...env, SSH_CONNECTION: "far away" },
    },
  );
}

/** What the page sends for the run with this number. */
function runOf(
  { name, text }: { name: string; text: string },
  run: number,
  how: Partial<RunRequest> = {},
): string {
  const asked: RunRequest = {
    type: "run",
    run,
    name,
    text,
    latencyMs: 0,
    byHand: false,
    withTwin: false,
    order: "",
    cut: "",
    ...how,
  };
  return JSON.stringify(asked);
}

/** Every process below `pid`. */
function descendants(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").trim().split(" ").filter(Boolean),
  );
  return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
}

function isAlive(pid: number): boolean {
  try {
    return !/ Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function urlOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error("The server has printed no address");
}

/** A page's connection: `next` resolves with the next message of a kind. */
async function connect(url: string): Promise<{
  socket: WebSocket;
  next: <Type extends Told["type"]>(type: Type) => Promise<Extract<Told, { type: Type }>>;
}> {
  const socket = new WebSocket(`${url.replace("http", "ws")}socket`, {
    origin: new URL(url).origin,
  });
  const heard: Told[] = [];
  let tell: (() => void) | undefined;
  socket.on("message", (data: Buffer) => {
    heard.push(JSON.parse(data.toString()) as Told);
    tell?.();
  });
  await once(socket, "open");
  return {
    socket,
    async next(type) {
      for (;;) {
        const index = heard.findIndex((told) => told.type === type);
        if (index !== -1) {
          const [told] = heard.splice(0, index + 1).slice(-1);
          return told as Extract<Told, { type: typeof type }>;
        }
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
  };
}

function get(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    })
      .once("error", reject)
      .end();
  });
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { repositoryRoot } from "@samples/lesson/repository";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Told } from "../src/messages.ts";
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
    const server = spawn(
      process.execPath,
      ["--import", "tsx", path.resolve(import.meta.dirname, "../src/play.ts"), file, "--no-open"],
      { stdio: ["ignore", "pipe", "inherit"], cwd: path.resolve(import.meta.dirname, "..") },
    );
    onTestFinished(() => void server.kill("SIGKILL"));
    const url = await urlOf(server.stdout);
    const { socket, next } = await connect(url);
    const { program } = await next("opened");
    socket.send(
      JSON.stringify({
        type: "run",
        name: file,
        text: program.text,
        base: program.text,
        latencyMs: 0,
        byHand: false,
        withTwin: false,
        order: "",
        cut: "",
      }),
    );
    while (!(await next("picture")).runs[0]?.includes(`"name":"asked"`));
    const family = descendants(server.pid ?? 0);

    server.kill("SIGKILL");
    await once(server, "exit");

    // The program, the database, and what watches over them.
    expect(family.length).toBeGreaterThanOrEqual(3);
    await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  },
);

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

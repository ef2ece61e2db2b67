import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { closeServers, runProgram, type Run, type RunOptions } from "../src/index.ts";

afterAll(closeServers);

/** What a request is expected to have been, where only its time differs from run to run. */
const anyTime = expect.any(Number) as number;

function run(name: string, options: RunOptions = {}): Promise<Run> {
  const file = fileURLToPath(new URL(`./programs/servers/${name}`, import.meta.url));
  return runProgram(file, { latencyMs: 20, ...options });
}

function factsOf({ requests }: Run) {
  return requests.map(({ name, status, body, error, queries }) => ({
    name,
    status,
    body,
    error,
    queries: queries.names,
  }));
}

test("a program is asked once it listens, and ended when it has answered", async () => {
  const ran = await run("packages-api.ts", {
    requests: ["GET /in-turn/tsx,bson", "/nowhere", "POST / name=Ada"],
  });

  expect(factsOf(ran)).toEqual([
    {
      name: "GET /in-turn/tsx,bson",
      status: 200,
      body: "answered /in-turn/tsx,bson",
      queries: ["find packages", "find packages"],
    },
    { name: "GET /nowhere", status: 404, body: "nothing at /nowhere", queries: [] },
    { name: "POST /", status: 200, body: "name=Ada", queries: [] },
  ]);
  expect(ran.outcome).toEqual({
    kind: "served",
    sentence: "The program was asked to end, and did.",
  });
  expect(ran.requests.map(({ span }) => [span.number, span.ok])).toEqual([
    [1, true],
    [2, false],
    [3, true],
  ]);
});

test("a command belongs to the request that it was sent for, also among others, and to none where nobody asked for it", async () => {
  const ran = await run("packages-api.ts", {
    requests: ["GET /together/tsx,bson,mongodb", "GET /in-turn/vitest,tsx", "GET /"],
    concurrency: 3,
    // None is answered before all are asked.
    holdUntil: { commands: 4, command: "find" },
  });

  const [together, inTurn, nothing] = ran.requests;
  expect(ran.timeline.requests().peak).toBeGreaterThanOrEqual(2);
  expect(
    [together?.queries, inTurn?.queries, nothing?.queries].map((each) => each?.length),
  ).toEqual([3, 2, 0]);
  expect(together?.queries.peak).toBe(3);
  expect(inTurn?.queries.peak).toBe(1);
  const background = ran.timeline.mongodb("aggregate");
  expect(background.length).toBeGreaterThan(0);
  expect(background.map(({ request }) => request).filter(Boolean)).toEqual([]);
});

test("a request that comes while the thread is busy lies unread until it is free", async () => {
  const { timeline, requests } = await run("packages-api.ts", {
    requests: ["GET /block", "GET /", "GET /"],
    concurrency: 3,
  });

  const [block, ...others] = requests.map(({ span }) => span);
  const turn = timeline.thread("request").longest;
  expect(turn.request).toBe(block?.number);
  expect(turn.endMs - turn.startMs).toBeGreaterThanOrEqual(149);
  for (const other of others) {
    expect(other.startMs).toBeLessThan(turn.endMs);
    expect(other.readMs).toBeGreaterThanOrEqual(turn.endMs);
  }
});

test("what a request's own timer runs is work for that request", async () => {
  const { timeline } = await run("packages-api.ts", { requests: ["GET /", "GET /after-a-timer"] });

  const work = timeline.thread("timer").where(({ request }) => request === 2);
  expect(work.longest.endMs - work.longest.startMs).toBeGreaterThanOrEqual(29);
});

test("many requests are sent so many at a time", async () => {
  const { requests, timeline } = await run("packages-api.ts", {
    requests: ["GET /in-turn/tsx", "GET /"],
    totalRequests: 9,
    concurrency: 3,
  });

  expect(requests.map(({ name, status }) => `${name} ${status}`)).toEqual(
    Array.from({ length: 9 }, (_, n) => (n % 2 === 0 ? "GET /in-turn/tsx 200" : "GET / 200")),
  );
  expect(timeline.requests().peak).toBeLessThanOrEqual(3);
  expect(timeline.mongodb("find").length).toBe(5);
});

test("the header says what to ask; the program hears of it what curl would send, and ends in its own way", async () => {
  const ran = await run("shuts-down.ts");

  expect(ran.requests.map(({ name, body, headers }) => [name, body, headers["x-type"]])).toEqual([
    ["GET /one", "", "none"],
    ["POST /two", '{"name":"Ada"}', "application/json"],
  ]);
  expect([ran.exitCode, ran.outcome.kind, ran.output.map(({ text }) => text)]).toEqual([
    0,
    "served",
    ["closed"],
  ]);
});

test("an answer that does not come, or does not end, is given up, and the others are still asked", async () => {
  const ran = await run("breaks-off.ts", {
    requests: ["/never", "/half", "/destroyed", "/"],
    requestTimeLimitMs: 300,
  });

  expect(factsOf(ran)).toEqual([
    { name: "GET /never", body: "", error: "no answer within 0.3 s", queries: [] },
    {
      name: "GET /half",
      status: 200,
      body: "the first half",
      error: "its answer was still going on after 0.3 s",
      queries: [],
    },
    {
      name: "GET /destroyed",
      body: "",
      error: "the connection broke before its answer was whole",
      queries: [],
    },
    { name: "GET /", status: 200, body: "well", queries: [] },
  ]);
});

test("a program that ends while it is asked is no error of the lab", async () => {
  const ran = await run("breaks-off.ts", { requests: ["/exit", "/"] });

  expect([ran.exitCode, ran.outcome.kind]).toEqual([3, "exited"]);
  expect(ran.requests.map(({ error }) => error)).toEqual([
    "the connection broke before its answer was whole",
    expect.stringMatching(/^a request was not sent|^nobody listens|^the connection broke/),
  ]);
});

test("credentials in a header reach the program and nobody else", async () => {
  const ran = await run("breaks-off.ts", {
    requests: ['GET /?token=tiny-secret authorization:"Bearer long-secret"'],
  });

  expect(ran.output.map(({ text }) => text)).toEqual(["***"]);
  expect(JSON.stringify(ran)).not.toMatch(/tiny-secret|long-secret/);
  expect(ran.timeline.requests().names).toEqual(["GET /?token=***"]);
});

test("of several servers the first is asked, another one by its port, and the run says so", async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();

  const ran = await run("several.ts", {
    requests: ["/here", `http://localhost:${port}/there`],
    env: { PORT_SECOND: String(port) },
  });

  expect(ran.requests.map(({ body }) => body)).toEqual(["first /here", "second /there"]);
  expect(ran.timeline.marks.map(({ text }) => text.replaceAll(/\d+/g, "N"))).toEqual([
    'The program has several HTTP servers. The requests went to the first one, port N; another one is asked with its port: "GET http://localhost:N/"',
  ]);
});

test.skipIf(process.platform === "win32")("a server on a Unix socket is asked there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "socket-"));
  try {
    const ran = await run("unix-socket.ts", {
      requests: ["/a", "/b"],
      env: { SOCKET_PATH: join(folder, "api.sock") },
    });

    expect(ran.requests.map(({ body }) => body)).toEqual(["/a", "/b"]);
    expect(ran.timeline.requests().map(({ readMs }) => readMs)).toEqual([anyTime, anyTime]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a server of HTTPS is not asked, and a program that never listens neither: both are told", async () => {
  const [https, none] = await Promise.all([
    run("https.ts", { requests: ["/"] }),
    run("../prints-numbers.ts", { requests: ["/"] }),
  ]);

  expect(https.requests[0]?.error).toMatch(
    /^no request was sent to port \d+: it serves HTTPS, which is not supported: have the program serve plain HTTP for the run$/,
  );
  expect(https.outcome.kind).toBe("served");
  expect(none.requests[0]?.error).toBe(
    "no request was sent, as the program never listened for HTTP: a server of node:http, or of a framework on it, must call listen()",
  );
  expect([none.exitCode, none.outcome.kind]).toEqual([0, "exited"]);
});

test.skipIf(process.platform === "win32")(
  "a program that does not end when it is asked to is killed, and that is told",
  async () => {
    const { outcome, requests } = await run("ignores-sigint.ts", { requests: ["/"] });

    expect(requests.map(({ status }) => status)).toEqual([200]);
    expect(outcome).toEqual({
      kind: "killed",
      sentence:
        "The program did not end by itself within 2 s of SIGINT, which it got when all requests were answered, and was killed.",
    });
  },
);

test("a request that somebody else sends is seen as well", async () => {
  const ran = await run("../asks-itself.ts");

  expect(ran.requests).toEqual([]);
  expect(ran.timeline.requests().map(({ name, status, ok }) => [name, status, ok])).toEqual([
    ["GET /me", 418, false],
  ]);
});

test.each([
  ["FETCH /users", "there is no method FETCH"],
  ["users/7", "expected a method, a path"],
  ["https://localhost:3000/", "HTTPS is not supported"],
  ["http://example.com/users?key=abc", "example.com is elsewhere"],
])("a request that makes no sense is refused before anything runs: %s", async (text, why) => {
  await expect(run("shuts-down.ts", { requests: [text] })).rejects.toThrow(why);
});

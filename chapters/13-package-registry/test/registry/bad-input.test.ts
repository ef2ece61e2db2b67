import { expect, test } from "vitest";
import { Problem } from "../../src/registry/schemas.ts";
import { ada, logIn, startRegistry } from "./start-registry.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Bad = [method: Method, url: string, payload: unknown, status: number];

const longName = "a".repeat(215);
const releases = "/api/packages/bson/releases";

const bad: Bad[] = [
  // counts and words
  ["GET", "/api/packages/recent/0", undefined, 400],
  ["GET", "/api/packages/recent/-1", undefined, 400],
  ["GET", "/api/packages/recent/101", undefined, 400],
  ["GET", "/api/packages/recent/1.5", undefined, 400],
  ["GET", "/api/packages/recent/ten", undefined, 400],
  ["GET", "/api/packages/recent/1e999", undefined, 400],
  ["GET", "/api/packages", undefined, 400],
  ["GET", "/api/packages?q=", undefined, 400],
  ["GET", `/api/packages?q=${"a".repeat(101)}`, undefined, 400],
  ["GET", "/api/packages?q=a&limit=0", undefined, 400],
  ["GET", "/api/packages?q=a&limit=1000", undefined, 400],
  ["GET", "/api/packages?q[$ne]=", undefined, 400],
  ["GET", "/api/packages?q=a&q=b", undefined, 400],
  ["GET", "/api/packages?q=a&after=../etc", undefined, 400],
  // names
  ["GET", "/api/packages/no-such-package", undefined, 404],
  ["GET", "/api/packages/..%2f..%2fetc%2fpasswd", undefined, 400],
  ["GET", "/api/packages/%00", undefined, 400],
  ["GET", "/api/packages/%E0%A4%A", undefined, 400],
  ["GET", `/api/packages/${longName}`, undefined, 400],
  ["GET", "/api/packages/$where", undefined, 400],
  // addresses and methods
  ["GET", "/api/nothing", undefined, 404],
  ["DELETE", "/api/packages/bson", undefined, 404],
  ["PUT", "/api/users", { ...ada }, 404],
  // bodies
  ["POST", "/api/users", undefined, 400],
  ["POST", "/api/users", {}, 400],
  ["POST", "/api/users", [], 400],
  ["POST", "/api/users", { ...ada, email: "ada" }, 400],
  ["POST", "/api/users", { ...ada, email: ["ada@example.com"] }, 400],
  ["POST", "/api/users", { ...ada, password: "short" }, 400],
  ["POST", "/api/users", { ...ada, password: "x".repeat(201) }, 400],
  ["POST", "/api/users", { ...ada, name: "" }, 400],
  ["POST", "/api/users", { ...ada, isAdmin: true }, 400],
  ["POST", "/api/tokens", { email: ada.email, password: { $ne: null } }, 400],
  ["POST", "/api/tokens", { email: { $gt: "" }, password: "x" }, 400],
  ["POST", releases, { version: "1" }, 400],
  ["POST", releases, { version: "1.0.0", homepage: "javascript:alert(1)" }, 400],
  ["POST", releases, { version: "1.0.0", owner: "me" }, 400],
  ["POST", releases, { version: "1.0.0", dependencies: [{ name: "$a", range: "" }] }, 400],
  ["POST", releases, { version: "1.0.0", summary: "x".repeat(501) }, 400],
  ["POST", releases, { version: "1.0.0", summary: "x".repeat(200_000) }, 413],
];

test("every bad request gets the right status as a problem, and leaves nothing behind", async () => {
  await using registry = await startRegistry();
  const { app, collections } = registry;
  const headers = await logIn(app, { ...ada, email: "owner@example.com" });
  const before = await collections.users.find().toArray();

  for (const [method, url, payload, status] of bad) {
    const answer = await app.inject({
      method,
      url,
      headers,
      ...(payload === undefined ? {} : { payload: payload as object }),
    });

    const what = `${method} ${url.slice(0, 60)} ${JSON.stringify(payload)?.slice(0, 60) ?? ""}`;
    expect([what, answer.statusCode]).toEqual([what, status]);
    const problem = Problem.strict().parse(answer.json());
    expect(problem.status).toBe(status);
    expect(problem.requestId).toBe(answer.headers["x-request-id"] ?? problem.requestId);
    // Neither a stack trace nor a place in our sources.
    expect(answer.body).not.toMatch(/\bat .*:\d+|node_modules|\.ts\b|Mongo/);
  }
  expect(await collections.users.find().toArray()).toEqual(before);
  expect(await collections.packages.countDocuments()).toBe(0);
});

test.each([
  ["no JSON", "application/json", '{"name":', 400],
  ["a prototype", "application/json", '{"__proto__":{"isAdmin":true}}', 400],
  ["XML", "application/xml", "<user/>", 415],
  ["a form", "application/x-www-form-urlencoded", "name=Ada", 415],
])("a body that is %s is refused", async (_, type, payload, status) => {
  await using registry = await startRegistry();

  const answer = await registry.app.inject({
    method: "POST",
    url: "/api/users",
    headers: { "content-type": type },
    payload,
  });

  expect(answer.statusCode).toBe(status);
  expect(Problem.parse(answer.json()).status).toBe(status);
});

test("an address that asks too often is told to wait; whether the server is alive may always be asked", async () => {
  await using registry = await startRegistry({ rateLimit: 2 });
  const { app } = registry;

  const statuses: number[] = [];
  for (const url of ["/api/stats", "/api/stats", "/api/stats", "/healthz", "/readyz"]) {
    statuses.push((await app.inject(url)).statusCode);
  }

  expect(statuses).toEqual([200, 200, 429, 200, 200]);
});

test("guessing passwords is limited more than anything else", async () => {
  await using registry = await startRegistry();
  const guess = () =>
    registry.app.inject().post("/api/tokens").payload({ email: ada.email, password: "guess" });

  const answers = [];
  for (let index = 0; index < 21; index += 1) answers.push(await guess());

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([
    ...Array.from({ length: 20 }, () => 401),
    429,
  ]);
});

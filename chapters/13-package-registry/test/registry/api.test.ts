import { expect, test } from "vitest";
import { Problem } from "../../src/registry/schemas.ts";
import { ada, logIn, startRegistry } from "./start-registry.ts";

test("a user signs up, logs in, publishes two releases, and finds them", async () => {
  await using registry = await startRegistry();
  const { app } = registry;
  const headers = await logIn(app);
  const first = { version: "1.0.0", summary: "Counts", keywords: ["Counting"] };
  const url = "/api/packages/@ada%2fcounter/releases";

  const answers = [
    await app.inject({ method: "POST", url, headers, payload: first }),
    await app.inject({ method: "POST", url, headers, payload: { version: "1.1.0" } }),
  ];
  const found = (await app.inject("/api/packages/@ada%2fcounter")).json<{ releases: object[] }>();
  const recent = (await app.inject("/api/packages/recent/5")).json<{ packages: object[] }>();
  const search = (await app.inject("/api/packages?q=counting")).json<{ packages: object[] }>();
  const stats = (await app.inject("/api/stats")).json<object>();

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  const anyDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
  const summary = {
    name: "@ada/counter",
    summary: "Counts",
    latest: "1.1.0",
    releaseCount: 2,
    updatedAt: anyDate,
  };
  expect(found).toEqual({
    ...summary,
    keywords: ["counting"],
    createdAt: anyDate,
    dependencies: [],
    releases: [
      { version: "1.1.0", publishedAt: anyDate },
      { version: "1.0.0", publishedAt: anyDate },
    ],
  });
  expect(recent).toEqual({ packages: [summary] });
  expect(search).toEqual({ packages: [summary] });
  expect(stats).toEqual({ packages: 1, releases: 2, users: 1 });
});

test("the details tell the latest version of what the package needs, where it is here", async () => {
  await using registry = await startRegistry();
  const { app } = registry;
  const headers = await logIn(app);
  const dependencies = [
    { name: "base", range: "^1.0.0" },
    { name: "elsewhere", range: "*" },
  ];
  for (const [name, payload] of [
    ["base", { version: "1.2.3" }],
    ["top", { version: "0.1.0", dependencies }],
  ] as const) {
    await app.inject({ method: "POST", url: `/api/packages/${name}/releases`, headers, payload });
  }

  const found = (await app.inject("/api/packages/top")).json<{ dependencies: object[] }>();

  expect(found.dependencies).toEqual([
    { name: "base", range: "^1.0.0", latest: "1.2.3" },
    { name: "elsewhere", range: "*" },
  ]);
});

test("a search goes on after the last name of a page", async () => {
  await using registry = await startRegistry();
  const { app } = registry;
  const headers = await logIn(app);
  for (const name of ["a-1", "a-2", "a-3", "b-1"]) {
    const url = `/api/packages/${name}/releases`;
    await app.inject({ method: "POST", url, headers, payload: { version: "1.0.0" } });
  }

  type Page = { packages: { name: string }[]; next?: string };
  const first = (await app.inject("/api/packages?q=a-&limit=2")).json<Page>();
  const second = (await app.inject("/api/packages?q=a-&limit=2&after=a-2")).json<Page>();

  expect(first.packages.map(({ name }) => name)).toEqual(["a-1", "a-2"]);
  expect(first.next).toBe("a-2");
  expect(second.packages.map(({ name }) => name)).toEqual(["a-3"]);
  expect(second.next).toBeUndefined();
});

test("what looks like a pattern is searched as text", async () => {
  await using registry = await startRegistry();
  const { app } = registry;
  const headers = await logIn(app);
  const url = "/api/packages/abc/releases";
  await app.inject({ method: "POST", url, headers, payload: { version: "1.0.0" } });

  const answers = await Promise.all(
    [".", "a.c", "(a+)+$", "[a", "^a", "a-b", "$where"].map((q) =>
      app.inject({ url: "/api/packages", query: { q } }),
    ),
  );

  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
  expect(answers.flatMap((each) => each.json<{ packages: object[] }>().packages)).toEqual([]);
});

test("only the owner publishes, each version once, and nothing is changed by who may not", async () => {
  await using registry = await startRegistry();
  const { app, collections } = registry;
  const owner = await logIn(app);
  const other = await logIn(app, { ...ada, email: "bob@example.com" });
  const url = "/api/packages/mine/releases";
  const publish = (headers: object, version: string) =>
    app.inject({ method: "POST", url, headers: { ...headers }, payload: { version } });
  await publish(owner, "1.0.0");
  const before = await collections.packages.findOne({ _id: "mine" });

  const answers = await Promise.all([
    publish({}, "1.1.0"),
    publish({ authorization: "Bearer nonsense" }, "1.1.0"),
    publish({ authorization: "Basic YTpi" }, "1.1.0"),
    publish(other, "1.1.0"),
    publish(owner, "1.0.0"),
  ]);

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 403, 409]);
  expect(await collections.packages.find().toArray()).toEqual([before]);
});

test("of ten releases of one version at the same moment, one is published", async () => {
  await using registry = await startRegistry();
  const { app, collections } = registry;
  const headers = await logIn(app);
  const publish = (version: string) =>
    app.inject({ method: "POST", url: "/api/packages/x/releases", headers, payload: { version } });

  const same = await Promise.all(Array.from({ length: 10 }, () => publish("1.0.0")));
  const others = await Promise.all(Array.from({ length: 10 }, (_, n) => publish(`2.${n}.0`)));

  expect(same.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
    201,
    ...Array.from({ length: 9 }, () => 409),
  ]);
  expect(others.map(({ statusCode }) => statusCode)).toEqual(others.map(() => 201));
  const stored = await collections.packages.findOne({ _id: "x" });
  expect([stored?.releaseCount, stored?.releases.length]).toEqual([11, 11]);
});

test("of ten sign-ups with one address, however it is written, one gets the account", async () => {
  await using registry = await startRegistry();
  const { app, collections } = registry;

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => {
      const email = index % 2 === 0 ? ada.email : " ADA@Example.com ";
      return app
        .inject()
        .post("/api/users")
        .payload({ ...ada, email });
    }),
  );

  expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(9);
  expect(await collections.users.countDocuments()).toBe(1);
});

test("a password is stored as argon2id, and never comes back", async () => {
  await using registry = await startRegistry();
  const { app, collections } = registry;

  const created = await app.inject().post("/api/users").payload(ada);
  const stored = await collections.users.findOne({ email: ada.email });

  expect(created.json()).toEqual({ id: stored?._id.toHexString(), name: "Ada", email: ada.email });
  expect(stored?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("an unknown address and a wrong password get the same answer", async () => {
  await using registry = await startRegistry();
  const { app } = registry;
  await app.inject().post("/api/users").payload(ada);

  const answers = await Promise.all(
    [
      { email: ada.email, password: "not the password" },
      { email: "nobody@example.com", password: ada.password },
    ].map((payload) => app.inject().post("/api/tokens").payload(payload)),
  );

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401]);
  expect(new Set(answers.map((each) => Problem.parse(each.json()).detail)).size).toBe(1);
});

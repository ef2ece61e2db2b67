import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "an instance that ends at SIGTERM takes the requests that it has with it",
  { holds: "hard-stop.ts", fails: "rolling-stop.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["answered: 10", "lost: 5"]);
  },
);

claim(
  "an instance that drains loses no request, while another one takes over",
  { holds: "rolling-stop.ts", fails: "hard-stop.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["answered: 15", "lost: 0"]);
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(15);
  },
);

claim(
  "with tlsInsecure an impostor reads along, and nobody notices",
  { holds: "tls-insecure.ts", fails: "tls-verified.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["stored", "the impostor knows the card: true"]);
    expect(timeline.mongodb("insert")).toHaveCount(1);
  },
);

claim(
  "with an authority of one's own the impostor is refused before anything is said, and the database is not",
  { holds: "tls-verified.ts", fails: "tls-insecure.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "impostor: MongoServerSelectionError",
      "database: stored",
      "the impostor knows the card: false",
    ]);
    expect(timeline.mongodb("insert")).toHaveCount(1);
  },
);

claim(
  "what is logged as it is holds the password and the token",
  { holds: "log-everything.ts", fails: "redact-logs.ts" },
  ({ output }) => {
    const log = output.map(({ text }) => text).join("\n");

    expect(log).toContain("hunter2");
    expect(log.match(/t0p-s3cret/g)).toHaveLength(2);
  },
);

claim(
  "a logger that redacts keeps the lines and their fields, and no secret",
  { holds: "redact-logs.ts", fails: "log-everything.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => JSON.parse(text) as unknown)).toEqual([
      {
        level: 30,
        request: {
          headers: { authorization: "***" },
          body: { name: "Ann", password: "***" },
        },
        msg: "signing in",
      },
      { level: 30, filter: { token: "***" }, msg: "looking for the user" },
    ]);
  },
);

claim(
  "a backup as JSON has every document, no date, no decimal and no index",
  { holds: "dump-as-json.ts", fails: "dump-and-restore.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "dates: 1200 → 0",
      "decimals: 1200 → 0",
      "documents: 1200 → 1200",
      "indexes: 3 → 1",
    ]);
  },
);

claim(
  "a dump as Extended JSON is restored with all types and indexes, in batches",
  { holds: "dump-and-restore.ts", fails: "dump-as-json.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "dates: 1200 → 1200",
      "decimals: 1200 → 1200",
      "documents: 1200 → 1200",
      "indexes: 3 → 3",
    ]);
    expect(timeline.mongodb({ command: "insert", collection: "restored" })).toHaveCount(3);
  },
);

claim(
  "who signs in as the administrator can drop everything, and does",
  { holds: "admin-everywhere.ts", fails: "least-role.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["orders left: 0"]);
    expect(timeline.mongodb({ command: "dropDatabase", ok: true })).toHaveCount(1);
  },
);

claim(
  "a user with the least role writes its orders, and may not drop the database",
  { holds: "least-role.ts", fails: "admin-everywhere.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "dropDatabase: Unauthorized",
      "orders left: 1",
    ]);
    expect(timeline.mongodb("dropDatabase").map(({ error }) => error?.code)).toEqual([13]);
    // The password is nowhere in the record.
    expect(timeline.mongodb("createUser").map(({ asked }) => asked?.whole)).toEqual([
      expect.stringContaining('pwd: "***"'),
    ]);
  },
);

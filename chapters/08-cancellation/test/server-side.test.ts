import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a write that was rejected in the program is in the database all the same",
  { holds: "write-not-undone.ts", fails: "../test/twins/write-not-sent.ts" },
  ({ output, timeline }) => {
    const [insert] = timeline.mongodb("insert");

    expect(insert).toMatchObject({ ok: false, collection: "orders" });
    expect(output.map(({ text }) => text)).toEqual([
      "rejected: MongoClientClosedError",
      "in the database, paid: 100",
    ]);
  },
);

claim(
  "maxTimeMS ends the work on the server, and the connection lives on",
  { holds: "max-time-ms.ts", fails: "../test/twins/abort-on-the-client.ts" },
  ({ output, timeline }) => {
    const [slow, next] = timeline.mongodb("aggregate");

    expect(slow?.error).toMatchObject({ code: 50, codeName: "MaxTimeMSExpired" });
    expect(next?.connection).toBe(slow?.connection);
    expect(output.map(({ text }) => text)).toEqual([
      "error 50: MaxTimeMSExpired",
      "still running on the server: 0",
    ]);
  },
);

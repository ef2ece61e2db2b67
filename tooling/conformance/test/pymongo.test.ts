import { describe, expect, it } from "vitest";
import { installPythonPackages, python } from "../src/install-python-packages.ts";
import { announceNotRun } from "../src/installation.ts";
import { answersOf, clientProgram } from "./client-program.ts";
import { useEmbeddedServer } from "./embedded-server.ts";

const installation = await installPythonPackages(["pymongo==4.20.0"]);
if ("reason" in installation) announceNotRun("PyMongo", installation.reason);

describe.skipIf("reason" in installation)("PyMongo, unchanged", () => {
  const server = useEmbeddedServer();

  it("reads, writes, aggregates, keeps types, runs transactions and watches", async () => {
    const answers = await answersOf(python, [clientProgram("pymongo_client.py"), server.uri]);

    expect(answers).toEqual([
      { inserted: [0, 1, 2, 3, 4] },
      { found: [4, 3, 2] },
      { updated: 2 },
      { replaced: { _id: 4, city: "Oslo", n: 4 } },
      { deleted: 1 },
      { indexed: "city_1" },
      { explained: "FETCH" },
      {
        aggregated: [
          { _id: "Bari", n: 0 },
          { _id: "Oslo", n: 2 },
          { _id: "Rome", n: 24 },
        ],
      },
      { duplicate: 11000 },
      { bulk: [1, 1, [1]] },
      { types: [true, "float", [0, 255], "2024-02-29T12:00:00"] },
      { inside: 1 },
      { outside: 0 },
      { "gave up": "changed my mind" },
      { transactions: ["committed"] },
      { watched: ["update", "Turin", "delete", 2] },
    ]);
  });
});

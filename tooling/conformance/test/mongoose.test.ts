import { describe, expect, it } from "vitest";
import { installNodeClients } from "../src/install-node-clients.ts";
import { announceNotRun } from "../src/installation.ts";
import { answersOf, clientProgram } from "./client-program.ts";
import { useEmbeddedServer } from "./embedded-server.ts";

const installation = await installNodeClients();
if ("reason" in installation) announceNotRun("Mongoose", installation.reason);
const folder = "folder" in installation ? installation.folder : "";

describe.skipIf(folder === "")("Mongoose, unchanged", () => {
  const server = useEmbeddedServer();

  it("saves, populates, validates, keeps versions, runs transactions, watches and aggregates", async () => {
    const program = clientProgram("mongoose.mjs");

    const answers = await answersOf(process.execPath, [program, folder, server.uri]);

    expect(answers).toEqual([
      {
        populated: {
          title: "Notes on the Engine",
          tags: ["engine", "numbers"],
          author: "Ada",
          version: 1,
        },
      },
      { dates: true },
      { invalid: ["name"] },
      { duplicate: 11000 },
      { stale: "VersionError" },
      { aborted: "no third book" },
      { books: ["Notes on the Engine", "Second"] },
      { committed: 1 },
      { watched: "Fourth" },
      {
        aggregated: [
          { _id: null, count: 1 },
          { _id: "Ada", count: 2 },
        ],
      },
      { cursor: ["Fourth", "Notes on the Engine", "Second"] },
    ]);
  });
});

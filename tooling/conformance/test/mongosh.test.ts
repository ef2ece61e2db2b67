import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installNodeClients } from "../src/install-node-clients.ts";
import { announceNotRun } from "../src/installation.ts";
import { runCommand } from "../src/run-command.ts";
import { answersOf, clientProgram } from "./client-program.ts";
import { useEmbeddedServer } from "./embedded-server.ts";

const installation = await installNodeClients();
if ("reason" in installation) announceNotRun("mongosh", installation.reason);
const folder = "folder" in installation ? installation.folder : "";

describe.skipIf(folder === "")("mongosh, unchanged", () => {
  const server = useEmbeddedServer();
  const shell = path.join(folder, "node_modules", "mongosh", "bin", "mongosh.js");
  // The shell keeps its history and settings at home, and tells nobody about this run.
  let home = "";
  let env: NodeJS.ProcessEnv = {};
  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), "mongosh-"));
    env = { HOME: home, USERPROFILE: home, LOCALAPPDATA: home, APPDATA: home };
    await runCommand(
      process.execPath,
      [shell, "--nodb", "--quiet", "--eval", "disableTelemetry()"],
      { env },
    );
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it("inserts, finds, aggregates, indexes, explains, watches, and goes back on a transaction", async () => {
    const file = clientProgram("mongosh.js");

    const answers = await answersOf(
      process.execPath,
      [shell, server.uri, "--quiet", "--norc", "--file", file],
      env,
    );

    expect(answers).toEqual([
      { 0: 1, 1: 2, 2: 3 },
      [
        { _id: 2, city: "Oslo", total: 5 },
        { _id: 3, city: "Rome", total: 4 },
      ],
      [
        { _id: "Oslo", sum: 5 },
        { _id: "Rome", sum: 7 },
      ],
      "total_1",
      ["_id_", "total_1"],
      ["FETCH", "IXSCAN", 1],
      1,
      {
        wanted: "update",
        type: "update",
        key: { _id: 2 },
        document: { _id: 2, city: "Bergen", total: 5 },
      },
      { wanted: "delete", type: "delete", key: { _id: 3 }, document: null },
      2,
      { name: "MongoServerError", code: 11000 },
      2,
      "8",
    ]);
  });

  it.each([
    ["show dbs", /^shell\s+\S+ \w+$/m],
    ["use other", /^switched to db other$/],
    ["show collections", /^orders$/],
    ["db.hello().setName", /^\w+$/],
    ["db.serverStatus().process", /^embedded-mongo$/],
    ["db.orders.findOne({ total: 13 })", /^\{ _id: 1, city: 'Rome', total: 13 \}$/],
    [
      "show users",
      /usersInfo on a server that asks nobody for a password is not supported by the embedded server/,
    ],
  ])("%s", async (typed, expected) => {
    const uri = server.uri.replace("/?", "/shell?");

    const { stdout, stderr } = await runCommand(
      process.execPath,
      [shell, uri, "--quiet", "--norc", "--eval", typed],
      { env },
    );

    expect(`${stdout}${stderr}`.trim()).toMatch(expected);
  });
});

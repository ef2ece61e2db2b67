import { createServer } from "node:net";
import { once } from "node:events";
import { MongoClient } from "mongodb";
import { expect, it } from "vitest";
import { spawnLesson } from "./spawn-lesson.ts";

// A child of this process cannot be sent a Ctrl-C on Windows, only be killed.
it.skipIf(process.platform === "win32")(
  "serves the lessons' data at the URI that it prints, until Ctrl-C",
  async () => {
    let found: unknown;
    let uri = "";

    const { exitCode, stderr } = await spawnLesson(["mongo", "--port", "0"], {
      async onStdout(stdout, child) {
        if (uri !== "" || !stdout.includes("Ctrl-C")) return;
        uri = /^ {2}(mongodb:\S+)$/m.exec(stdout)?.[1] ?? "no URI";
        const client = new MongoClient(uri);
        try {
          found = await client
            .db()
            .collection<{ _id: string }>("packages")
            .findOne({ _id: "mongodb" });
        } finally {
          await client.close();
          child.kill("SIGINT");
        }
      },
    });

    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "" });
    expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/lesson\?directConnection=true$/);
    expect(found).toMatchObject({ _id: "mongodb", license: "Apache-2.0" });
  },
);

it("refuses a port that is taken, and says what to do", async () => {
  const other = createServer();
  await once(other.listen(0, "127.0.0.1"), "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : Number.NaN;
  try {
    expect(await spawnLesson(["mongo", "--port", String(port)])).toEqual({
      stdout: "",
      stderr: `Cannot use port ${port}: another program listens on it. Choose another one with --port, or any free one with --port 0.\n`,
      exitCode: 1,
    });
  } finally {
    other.close();
    await once(other, "close");
  }
});

it("runs a command beside the server with its URI, on an empty database, and ends with its exit code", async () => {
  const program =
    'console.log(process.env.MONGODB_URI, process.argv.slice(1).join("|")); process.exitCode = 7';

  const { exitCode, stdout, stderr } = await spawnLesson([
    "mongo",
    "--port",
    "0",
    "--database",
    "shop",
    "--",
    process.execPath,
    "-e",
    program,
    "--",
    "--port",
    "1",
  ]);

  expect({ exitCode, stderr }).toEqual({ exitCode: 7, stderr: "" });
  const [announced, printed] = stdout.trimEnd().split("\n");
  const uri = announced?.replace("The embedded server answers at ", "");
  expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/shop\?directConnection=true$/);
  expect(printed).toBe(`${uri} --port|1`);
});

it("says that there is no such command", async () => {
  expect(
    await spawnLesson(["mongo", "--port", "0", "--database", "shop", "--", "no-such-command"]),
  ).toMatchObject({
    exitCode: 1,
    stderr: "Cannot run no-such-command: spawn no-such-command ENOENT\n",
  });
});

it("shows a command a replica set with a port for each member, and a secondary has the lessons' data", async () => {
  const program = `
    import { MongoClient } from "mongodb";
    const client = new MongoClient(process.env.MONGODB_URI, { readPreference: "secondary" });
    console.log(await client.db().collection("packages").findOne({ _id: "mongodb" }, { projection: { license: 1 } }));
    await client.close();`;

  const server = ["mongo", "--port", "0", "--members", "3", "--"];
  const command = [process.execPath, "--input-type=module", "-e", program];

  const { exitCode, stdout, stderr } = await spawnLesson([...server, ...command]);

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(
    /^The embedded server answers at mongodb:\/\/(127\.0\.0\.1:\d+,?){3}\/lesson\?replicaSet=embedded\n/,
  );
  expect(stdout).toContain("{ _id: 'mongodb', license: 'Apache-2.0' }");
});

it("refuses a lag without secondaries", async () => {
  expect(await spawnLesson(["mongo", "--lag", "100"])).toEqual({
    stdout: "",
    stderr: "Cannot use --lag alone, as a set of one has no secondaries: add --members 3.\n",
    exitCode: 2,
  });
});

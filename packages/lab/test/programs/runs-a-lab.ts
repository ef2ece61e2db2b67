/** @title Not a lesson: a lab in a process of its own */
import { fileURLToPath } from "node:url";
import { startEmbeddedServer } from "@samples/embedded-mongo";
import { runProgram } from "../../src/index.ts";

const server = await startEmbeddedServer();

await runProgram(fileURLToPath(new URL("./prints-its-process.ts", import.meta.url)), {
  mongo: server.uri,
  timeLimitMs: 120_000,
  onOutput: ({ text }) => {
    console.log(JSON.stringify({ program: Number(text), server: server.pid }));
  },
});

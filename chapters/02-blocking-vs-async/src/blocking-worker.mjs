// The other side of blocking-client.ts. It is plain JavaScript because Node 20
// cannot load TypeScript in a worker, not even with tsx.
import { once } from "node:events";
import { parentPort } from "node:worker_threads";
import { MongoClient } from "mongodb";

let client;
const calls = {
  async findOne({ uri, collection, filter }) {
    client ??= new MongoClient(uri);
    return client.db().collection(collection).findOne(filter);
  },
  async close() {
    await client?.close();
  },
};

const [port] = await once(parentPort, "message");
port.on("message", async ({ call, options, isAnswered }) => {
  try {
    port.postMessage({ answer: await calls[call](options) });
  } catch (error) {
    port.postMessage({ error });
  }
  // The answer is in the port by now, so the caller finds it when it wakes up.
  Atomics.store(isAnswered, 0, 1);
  Atomics.notify(isAnswered, 0);
});

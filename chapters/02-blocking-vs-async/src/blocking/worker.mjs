// The other side of mongodb.ts. It is plain JavaScript because Node 20 cannot
// load TypeScript in a worker, not even with tsx.
import { once } from "node:events";
import { parentPort } from "node:worker_threads";
import { MongoClient } from "mongodb";

const [{ uri, port }] = await once(parentPort, "message");
const client = new MongoClient(uri);

port.on("message", async ({ question, isAnswered }) => {
  port.postMessage(await replyTo(question));

  // The answer is in the port by now, so the caller finds it when it wakes up.
  Atomics.store(isAnswered, 0, 1);
  Atomics.notify(isAnswered, 0);
});

async function replyTo({ call, collection, filter }) {
  try {
    if (call === "connect") await client.connect();
    if (call === "close") await client.close();
    if (call !== "findOne") return {};
    return { answer: await client.db().collection(collection).findOne(filter) };
  } catch (error) {
    return { error };
  }
}

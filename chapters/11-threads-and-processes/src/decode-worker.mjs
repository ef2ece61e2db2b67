import { parentPort } from "node:worker_threads";
import { BSON } from "mongodb";

parentPort.on("message", (bytes) => {
  parentPort.postMessage(BSON.deserialize(bytes).list.length);
});

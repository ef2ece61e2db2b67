/**
 * A MongoClient that returns documents instead of promises, as PyMongo's does.
 *
 * JavaScript has no such client. This one keeps a real client on a worker
 * thread, and puts the caller's thread to sleep until the worker has answered.
 */
import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
} from "node:worker_threads";
import type { Document, Filter, WithId } from "mongodb";

export class MongoClient {
  #uri;
  #port;

  constructor(uri: string) {
    const { port1, port2 } = new MessageChannel();
    const file = new URL("./blocking-worker.mjs", import.meta.url);
    new Worker(file).postMessage(port2, [port2]);
    this.#uri = uri;
    this.#port = port1;
  }

  db() {
    const uri = this.#uri;
    return {
      collection: <Schema extends Document>(collection: string) => ({
        findOne: (filter: Filter<Schema>): WithId<Schema> | null =>
          this.#ask("findOne", { uri, collection, filter }),
      }),
    };
  }

  [Symbol.dispose](): void {
    this.#ask("close");
    this.#port.close();
  }

  // #region ask
  #ask(call: "findOne" | "close", options = {}) {
    const isAnswered = new Int32Array(new SharedArrayBuffer(4));
    this.#port.postMessage({ call, options, isAnswered });

    // The whole thread sleeps here: no timer, no socket, no promise goes on.
    const outcome = Atomics.wait(isAnswered, 0, 0, 30_000);

    const reply = receiveMessageOnPort(this.#port);
    if (!reply) throw new Error(`No answer to ${call}: ${outcome}`);
    if (reply.message.error) throw reply.message.error;
    return reply.message.answer;
  }
  // #endregion
}

// @ts-check
/**
 * What `node --import` loads before a program to see what its HTTP servers are asked. Node.js tells of every request by a
 * diagnostics channel, whatever framework serves it, as all of them stand on node:http:
 * https://nodejs.org/api/diagnostics_channel.html#http
 *
 * A request is followed by an AsyncLocalStorage of its own, so what is sent while it is served is known to be sent for it. The
 * storage is idle until the first request: it makes promises slower on Node.js 20 and 22.
 *
 * Each thing seen is one line of JSON, written at once: a server that is ended by a signal has no other chance.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, tracingChannel } from "node:diagnostics_channel";
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { threadId } from "node:worker_threads";
import { clockZero } from "../../thread/preload/clock-zero.mjs";
import { followRequests } from "../../thread/preload/recorder.mjs";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { AddressInfo, Server, Socket } from "node:net" */

const directory = new URL(import.meta.url).searchParams.get("to");

/** More writes than this are not recorded. */
const mostWrites = 200_000;

const now = performance.now.bind(performance);
/** @type {AsyncLocalStorage<number>} */
const storage = new AsyncLocalStorage();
/** @type {WeakMap<ServerResponse, number>} */
const numbers = new WeakMap();

let file = -1;
let zero = 0;
let requests = 0;
let writes = 0;

if (directory !== null) watch();

function watch() {
  if (Number.parseInt(process.versions.node, 10) >= 22) {
    tracingChannel("net.server.listen").asyncEnd.subscribe((message) =>
      listening(/** @type {{ server: Server }} */ (message).server),
    );
  } else {
    watchListen();
  }
  subscribe("http.server.request.start", (message) => {
    const { request, response, socket } = /** @type {Exchange} */ (message);
    const number = ++requests;
    if (number === 1) {
      followRequests(() => storage.getStore() ?? 0);
      watchWrites();
    }
    storage.enterWith(number);
    numbers.set(response, number);
    const { method, url } = request;
    tell({ kind: "begins", number, method, url, port: socket.remotePort });
    response.once("close", () => {
      // Who has got all of the answer has been told of.
      if (!numbers.delete(response)) return;
      tell({ kind: "ends", number });
    });
  });
  subscribe("http.server.response.finish", (message) => {
    const { response } = /** @type {Exchange} */ (message);
    const number = numbers.get(response);
    if (number === undefined) return;
    numbers.delete(response);
    tell({ kind: "ends", number, status: response.statusCode });
  });
}

/** Node.js 20 has no channel for it. */
function watchListen() {
  const { Server } = builtin();
  // oxlint-disable-next-line unbound-method -- called on the server that it is called on
  const original = Server.prototype.listen;
  Server.prototype.listen = /** @type {typeof original} */ (
    /** @this {Server} @param {Parameters<typeof original>} rest */
    function listen(...rest) {
      const result = original.apply(this, rest);
      if (this.listening) listening(this);
      else this.once("listening", () => listening(this));
      return result;
    }
  );
}

/** @param {Server} server */
function listening(server) {
  const address = server.address();
  if (address === null) return;
  /** @type {{ closeIdleConnections?: unknown, setSecureContext?: unknown }} */
  const methods = /** @type {never} */ (server);
  const isHttp = methods.closeIdleConnections !== undefined;
  const isSecure = methods.setSecureContext !== undefined;
  tell({
    kind: "listens",
    protocol: isHttp ? (isSecure ? "https" : "http") : isSecure ? "tls" : "tcp",
    ...(typeof address === "string" ? { path: address } : addressOf(address)),
  });
}

/** @param {AddressInfo} info */
function addressOf({ address, port }) {
  return { address, port };
}

/** Says for each write to a server which request it is for: the driver and fetch send within the request's own context. */
function watchWrites() {
  const { Socket } = builtin();
  // oxlint-disable-next-line unbound-method -- called on the socket that it is called on
  const original = Socket.prototype.write;
  Socket.prototype.write = /** @type {typeof original} */ (
    /** @this {Socket & { server?: unknown }} @param {Parameters<typeof original>} rest */
    function write(...rest) {
      const port = this.localPort;
      // A socket of a server carries answers.
      if (port !== undefined && !this.server && writes < mostWrites) {
        writes += 1;
        tell({
          kind: "writes",
          number: storage.getStore() ?? 0,
          port,
          message: messageNumber(rest[0]),
        });
      }
      return original.apply(this, rest);
    }
  );
}

/**
 * The request id in a message to MongoDB, which begins with its length and that:
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/#standard-message-header
 * @param {unknown} chunk
 * @returns {number | undefined}
 */
function messageNumber(chunk) {
  if (!(chunk instanceof Uint8Array) || chunk.byteLength < 16) return undefined;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return view.getInt32(0, true) === chunk.byteLength ? view.getInt32(4, true) : undefined;
}

function builtin() {
  return process.getBuiltinModule("node:net");
}

/** @param {object} what */
function tell(what) {
  try {
    if (file === -1) {
      zero = clockZero(now);
      file = openSync(join(directory ?? "", `${process.pid}-${threadId}.requests`), "ax");
    }
    if (file !== -2) writeSync(file, `${JSON.stringify({ ...what, atMs: zero + now() })}\n`);
  } catch {
    // The directory is gone: the run is over, and this process outlived it. A program must never fail because it is watched.
    file = -2;
  }
}

/**
 * What a channel of node:http tells of one request.
 * @typedef {object} Exchange
 * @property {IncomingMessage} request
 * @property {ServerResponse} response
 * @property {Socket} socket
 */

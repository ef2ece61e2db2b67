import { MessagePort } from "node:worker_threads";

// oxlint-disable-next-line unbound-method -- looked at, not called
const { postMessage } = MessagePort.prototype;
const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(
  MessagePort.prototype,
  "postMessage",
);
const { name, length } = postMessage;
const hasPrototype = "prototype" in postMessage;
console.log(JSON.stringify({ name, length, hasPrototype, writable, enumerable, configurable }));

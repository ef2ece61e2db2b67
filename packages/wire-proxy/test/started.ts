import { MongoClient } from "mongodb";
import { onTestFinished } from "vitest";
import {
  startWireProxy,
  type WireCommand,
  type WireProxy,
  type WireProxyOptions,
} from "../src/index.ts";
import { type Request, type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

/** Ends `thing` after the test, the last one first. */
export function keep<T extends AsyncDisposable>(thing: T): T {
  onTestFinished(() => thing[Symbol.asyncDispose]());
  return thing;
}

/** Starts a scripted server with a proxy in front of it. */
export async function startPair(
  answer?: (request: Request) => void,
  options: WireProxyOptions = {},
): Promise<{ server: ScriptedServer; proxy: WireProxy }> {
  const server = keep(await startScriptedServer(answer));
  const proxy = keep(await startWireProxy({ target: server, ...options }));
  return { server, proxy };
}

/** Connects the real driver to the proxy. */
export async function connectDriver(proxy: WireProxy, options = ""): Promise<MongoClient> {
  const uri = `mongodb://127.0.0.1:${proxy.port}/registry?directConnection=true${options}`;
  return keep(new MongoClient(uri)).connect();
}

/** Returns the record's commands that are not internal. */
export function ownCommands(proxy: WireProxy): WireCommand[] {
  return proxy.record().commands.filter(({ internal }) => !internal);
}

/** Resolves with the next `count` commands of the program that reach the proxy. */
export function nextCommands(proxy: WireProxy, count: number): Promise<WireCommand[]> {
  return new Promise((resolve) => {
    const commands: WireCommand[] = [];
    const stop = proxy.onCommand((command) => {
      commands.push(command);
      if (commands.length < count) return;
      stop();
      resolve(commands);
    });
  });
}

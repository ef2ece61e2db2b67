import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** How wide a page is, and what its reader prefers. */
export interface Look {
  width: number;
  dark: boolean;
}

export interface Page {
  go: (url: string) => Promise<void>;
  look: (look: Look) => Promise<void>;
  /** The value of an expression in the page, awaited, as JSON. */
  evaluate: (expression: string) => Promise<unknown>;
  press: (key: string) => Promise<void>;
  hover: (x: number, y: number) => Promise<void>;
  screenshot: () => Promise<Buffer>;
  /** Errors of scripts, violations of the content security policy, dialogs, and requests beyond the page itself. */
  complaints: string[];
}

export interface Browser {
  open: () => Promise<Page>;
  close: () => Promise<void>;
}

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  sessionId?: string;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/**
 * Starts a headless Chromium and speaks the Chrome DevTools Protocol with it over two pipes: all that these
 * tests need of a browser, without a dependency that would weigh more than the repository.
 */
export async function startChromium(path: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), "timeline-chromium-"));
  const browser = spawn(
    path,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--remote-debugging-pipe",
      `--user-data-dir=${profile}`,
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const ended = new Promise<void>((resolve) => {
    browser.once("close", () => resolve());
  });
  // Descriptors 3 and 4 are the protocol's: it reads from the one and writes to the other.
  const requests = browser.stdio[3] as Writable;
  const replies = browser.stdio[4] as Readable;
  const waiting = new Map<
    number,
    { resolve: (value: Record<string, unknown>) => void; reject: (error: Error) => void }
  >();
  const listeners = new Set<(message: Message) => void>();
  let rest = "";
  replies.setEncoding("utf8").on("data", (chunk: string) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop() ?? "";
    for (const text of messages) {
      const message = JSON.parse(text) as Message;
      const asked = waiting.get(message.id ?? -1);
      if (message.id !== undefined && asked) {
        waiting.delete(message.id);
        if (message.error) asked.reject(new Error(message.error.message));
        else asked.resolve(message.result ?? {});
      }
      for (const listen of listeners) listen(message);
    }
  });
  let lastId = 0;
  const send = (method: string, params: object = {}, sessionId?: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      lastId++;
      waiting.set(lastId, { resolve, reject });
      requests.write(
        `${JSON.stringify({ id: lastId, method, params, ...(sessionId && { sessionId }) })}\0`,
      );
    });

  return {
    open: async () => {
      const { targetId } = await send("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
      const ask = (method: string, params: object = {}) => send(method, params, String(sessionId));
      const complaints: string[] = [];
      let address = "";
      let onLoad = () => {};
      listeners.add(({ method, params = {}, sessionId: from }) => {
        if (from !== sessionId) return;
        if (method === "Page.loadEventFired") onLoad();
        if (/exceptionThrown|entryAdded|javascriptDialogOpening/.test(method ?? "")) {
          complaints.push(`${method}: ${JSON.stringify(params)}`);
        }
        if (method === "Network.requestWillBeSent") {
          const { request } = params as { request: { url: string } };
          if (request.url !== address) complaints.push(`request of ${request.url}`);
        }
      });
      for (const domain of ["Page", "Runtime", "Log", "Network"]) await ask(`${domain}.enable`);
      // Without it a headless page has no focus to move.
      await ask("Emulation.setFocusEmulationEnabled", { enabled: true });
      return {
        complaints,
        go: async (url) => {
          address = url;
          const loaded = new Promise<void>((resolve) => {
            onLoad = resolve;
          });
          await ask("Page.navigate", { url });
          await loaded;
        },
        look: async ({ width, dark }) => {
          const screen = { width, height: 900, deviceScaleFactor: 1, mobile: false };
          await ask("Emulation.setDeviceMetricsOverride", screen);
          const scheme = { name: "prefers-color-scheme", value: dark ? "dark" : "light" };
          await ask("Emulation.setEmulatedMedia", { features: [scheme] });
          // Two frames: one for the new size, one for what the page does about it.
          const frames =
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))";
          await ask("Runtime.evaluate", { expression: frames, awaitPromise: true });
        },
        evaluate: async (expression) => {
          const { result, exceptionDetails } = (await ask("Runtime.evaluate", {
            expression,
            awaitPromise: true,
            returnByValue: true,
          })) as { result: { value?: unknown }; exceptionDetails?: object };
          if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
          return result.value;
        },
        press: async (key) => {
          // Chromium moves the focus for the key's old number, not for its name.
          const windowsVirtualKeyCode = key === "Tab" ? 9 : 0;
          const text = key.length === 1 ? key : undefined;
          const type = text === undefined ? "rawKeyDown" : "keyDown";
          await ask("Input.dispatchKeyEvent", {
            type,
            key,
            code: key,
            text,
            windowsVirtualKeyCode,
          });
          await ask("Input.dispatchKeyEvent", {
            type: "keyUp",
            key,
            code: key,
            windowsVirtualKeyCode,
          });
        },
        hover: async (x, y) => {
          await ask("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
        },
        screenshot: async () => {
          const { data } = await ask("Page.captureScreenshot", { format: "png" });
          return Buffer.from(String(data), "base64");
        },
      };
    },
    close: async () => {
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

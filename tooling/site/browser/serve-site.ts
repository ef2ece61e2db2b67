import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { gzipSync } from "node:zlib";

export const dist = path.resolve(import.meta.dirname, "../dist");

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

/** Returns the file that stands behind a path of the site; undefined where there is none. */
export function fileOf(url: string): string | undefined {
  const file = path.join(dist, decodeURIComponent(url.split(/[?#]/)[0] ?? "/"));
  return [file, `${file}.html`, path.join(file, "index.html")].find(
    (each) => existsSync(each) && statSync(each).isFile(),
  );
}

/** Serves the built site as a static host does. */
export async function serveSite(): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer(({ url = "/" }, response) => {
    const file = fileOf(url);
    response.statusCode = file ? 200 : 404;
    const found = file ?? path.join(dist, "404.html");
    response.setHeader("content-type", types[path.extname(found)] ?? "text/plain; charset=utf-8");
    response.setHeader("content-encoding", "gzip");
    response.end(gzipSync(readFileSync(found), { level: 6 }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

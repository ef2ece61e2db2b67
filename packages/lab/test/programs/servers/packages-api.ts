import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
await client.connect();

// Asked for by nobody: it belongs to no request.
void (async () => {
  for (;;) {
    await packages.countDocuments({ _id: "vitest" });
    await sleep(100);
  }
})().catch(() => undefined);

const server = createServer((request, response) => void serve(request, response));

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, text } = await answer(new URL(request.url ?? "/", "http://localhost"));
  const body = request.method === "POST" ? (await request.toArray()).join("") : text;
  response.writeHead(status).end(body);
}

async function answer({ pathname }: URL): Promise<{ status: number; text: string }> {
  const names = pathname.split("/").at(-1)?.split(",") ?? [];
  if (pathname.startsWith("/together/")) {
    await Promise.all(names.map((_id) => packages.findOne({ _id })));
  } else if (pathname.startsWith("/in-turn/")) {
    for (const _id of names) await packages.findOne({ _id });
  } else if (pathname === "/block") {
    const endMs = performance.now() + 150;
    while (performance.now() < endMs);
  } else if (pathname === "/after-a-timer") {
    await sleep(20);
    const endMs = performance.now() + 30;
    while (performance.now() < endMs);
  } else if (pathname !== "/") {
    return { status: 404, text: `nothing at ${pathname}` };
  }
  return { status: 200, text: `answered ${pathname}` };
}

server.listen(0);
await once(server, "listening");
console.log("listening");

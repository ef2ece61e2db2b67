import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer((_request, response) => response.writeHead(418).end());
await once(server.listen(0, "127.0.0.1"), "listening");
const { port } = server.address() as AddressInfo;
await (await fetch(`http://127.0.0.1:${port}/me`)).text();
server.closeAllConnections();
server.close();

import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { createServer } from "node:tls";

/**
 * Listens with a certificate, and passes everything on to the MongoDB of `uri`,
 * as a TLS terminator does. It also tells whether it has heard `secret`.
 */
export async function startFront(
  uri: string,
  certificate: { key: string; cert: string },
  secret: string,
) {
  const { hostname, port, pathname, search } = new URL(uri);
  let heard = false;
  const server = createServer(certificate, (client) => {
    const database = connect(Number(port), hostname);
    client.on("data", (bytes) => (heard ||= bytes.includes(secret)));
    client.on("error", () => database.destroy());
    database.on("error", () => client.destroy());
    client.pipe(database).pipe(client);
  });
  server.on("tlsClientError", () => undefined); // it was not trusted
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const own = (server.address() as AddressInfo).port;
  return {
    uri: `mongodb://127.0.0.1:${own}${pathname}${search}`,
    heard: () => heard,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

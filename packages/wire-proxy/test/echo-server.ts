import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface EchoServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Everything that came, of all connections. */
  received(): Buffer;
  /** Resolves with everything that came, when the other side has ended a connection. */
  readonly ended: Promise<Buffer>;
}

/** Starts a server that sends back whatever it gets. */
export async function startEchoServer(): Promise<EchoServer> {
  const chunks: Buffer[] = [];
  const endings: ((all: Buffer) => void)[] = [];
  const ended = new Promise<Buffer>((resolve) => {
    endings.push(resolve);
  });
  const received = (): Buffer => Buffer.concat(chunks);
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      socket.write(chunk);
    });
    socket.on("error", () => socket.destroy());
    socket.on("end", () => endings[0]?.(received()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Cannot read the own port");
  return {
    host: "127.0.0.1",
    port: address.port,
    received,
    ended,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, "close");
    },
  };
}

export interface ByteClient {
  readonly socket: Socket;
  /** Resolves with the next `count` bytes. */
  take(count: number): Promise<Buffer>;
}

/** Connects to a port of this machine and keeps what comes until it is taken. */
export function connectByteClient(port: number): ByteClient {
  const socket = connect(port, "127.0.0.1");
  let chunks: Buffer[] = [];
  let keptBytes = 0;
  let whenMore: (() => void) | undefined;
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    keptBytes += chunk.length;
    whenMore?.();
  });
  return {
    socket,
    async take(count) {
      while (keptBytes < count) {
        await new Promise<void>((resolve) => {
          whenMore = resolve;
        });
      }
      const bytes = Buffer.concat(chunks);
      chunks = [bytes.subarray(count)];
      keptBytes -= count;
      return bytes.subarray(0, count);
    },
  };
}

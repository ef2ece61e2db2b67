import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";

/** Where the server is. */
export interface Target {
  host: string;
  port: number;
  /** Speaks TLS to the server, with these options of node:tls. The certificate is verified. */
  tls?: ConnectionOptions | true;
}

/** Opens a connection to the server. It can be written to at once. */
export function connectUpstream(target: Target): Socket {
  const { host, port, tls } = target;
  if (!tls) return connectTcp({ host, port, noDelay: true });
  const socket = connectTls({
    // A certificate is issued for a name; an address has none to send.
    ...(isIP(host) === 0 && { servername: host }),
    ...(tls === true ? {} : tls),
    host,
    port,
  });
  socket.setNoDelay(true);
  return socket;
}

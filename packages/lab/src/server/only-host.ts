import { messageFlag, opCode, readHeader } from "@samples/wire-protocol";
import { deserialize, serialize } from "bson";

/** Where the document of a reply begins: after the header and flags, and what each kind of message has there. */
const documentStart: Partial<Record<number, number>> = {
  [opCode.message]: 21,
  [opCode.reply]: 36,
};

/**
 * Returns what makes a server's reply to `hello` say that `host` is the only member of its replica set. A driver that was
 * not told `directConnection=true` leaves the address that it was given for those that this reply names.
 * https://github.com/mongodb/specifications/blob/master/source/server-discovery-and-monitoring/server-discovery-and-monitoring.md
 */
export function toOnlyHost(host: string): (frame: Buffer) => Buffer {
  return rewriteHosts(() => ({ hosts: [host], primary: host, me: host }));
}

/**
 * Returns what makes a member's reply to `hello` name the members of its set by other addresses: those at which a program
 * reaches them, by those that they have themselves.
 */
export function toOtherHosts(others: ReadonlyMap<string, string>): (frame: Buffer) => Buffer {
  const other = (host: string): string => others.get(host) ?? host;
  return rewriteHosts(({ hosts, primary, me }) => ({
    hosts: hosts.map(other),
    // During an election there is none.
    ...(primary === undefined ? {} : { primary: other(primary) }),
    me: other(me),
  }));
}

interface Hosts {
  hosts: string[];
  primary?: string;
  me: string;
}

function rewriteHosts(rewrite: (told: Hosts) => Hosts): (frame: Buffer) => Buffer {
  return (frame) => {
    const start = documentStart[readHeader(frame).opCode];
    if (start === undefined) return frame;
    // Every value keeps its type; a checksum after the document would no longer be right, so it is dropped.
    const end = start + frame.readInt32LE(start);
    const {
      passives: _,
      arbiters: __,
      ...hello
    } = deserialize(frame.subarray(start, end), {
      promoteValues: false,
      promoteBuffers: false,
    });
    if (!("hosts" in hello)) return frame;
    const document = serialize({ ...hello, ...rewrite(hello as Hosts) });
    const head = Buffer.from(frame.subarray(0, start));
    head.writeInt32LE(start + document.length, 0);
    if (start === documentStart[opCode.message]) {
      head.writeUInt32LE((head.readUInt32LE(16) & ~messageFlag.checksumPresent) >>> 0, 16);
    }
    return Buffer.concat([head, document]);
  };
}

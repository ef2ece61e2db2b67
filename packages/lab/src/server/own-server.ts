import { randomBytes } from "node:crypto";
import { LabError } from "../lab-error.ts";
import type { ProgramHeader } from "../program/program-header.ts";
import type { RunOptions } from "../run.ts";
import type { LabServer } from "./lab-server.ts";
import { connectLocalServer } from "./local-server.ts";
import { chooseMongo } from "./open-server.ts";
import { connectUriServer } from "./uri-server.ts";

/** What a program needs of a server that others have no use for. */
export interface ServerNeeds {
  /** A replica set of so many members. */
  members?: number;
  /** By how much its secondaries are behind, in ms. */
  lagMs?: number;
  /** A server that asks for a password; the program gets that of a user who may do everything. */
  auth?: true;
}

/** Returns what a run needs; undefined when any server will do. */
export function serverNeeds(options: RunOptions, header: ProgramHeader): ServerNeeds | undefined {
  const members = options.members ?? header.members;
  const lagMs = options.lagMs ?? header.lagMs;
  if (members === undefined && options.lagMs !== undefined) {
    throw new LabError(
      "bad-option",
      "Cannot make secondaries lag behind, as there are none: say how many members there are (--members 3).",
    );
  }
  if (members === undefined && !header.auth) return undefined;
  return {
    ...(members === undefined ? {} : { members, lagMs: lagMs ?? 0 }),
    ...(header.auth ? { auth: true } : {}),
  };
}

/**
 * Starts the server of one run: a step-down, or a user that was made, is nobody else's business. Whoever asked for another MongoDB
 * gets that one if it will do.
 *
 * @throws LabError "needs-server" when it will not
 */
export async function openOwnServer(needs: ServerNeeds, mongo?: string): Promise<LabServer> {
  const chosen = chooseMongo(mongo);
  if (chosen !== "embedded") {
    if (needs.auth && !needs.members && /^mongodb(\+srv)?:\/\/[^/@]+@/i.test(chosen)) {
      return connectUriServer(chosen);
    }
    throw new LabError(
      "needs-server",
      needs.members
        ? 'This program needs a replica set of several members, whose primary it may make step down. The lab has one on the embedded server alone: run it with "--mongo embedded".'
        : 'This program needs a MongoDB that asks for a password. Run it with "--mongo embedded", or with the connection string of a user who may create users.',
    );
  }
  return needs.members ? startSet(needs.members, needs.lagMs ?? 0) : startWithPassword();
}

async function startSet(count: number, lagMs: number): Promise<LabServer> {
  const { startEmbeddedServer } = await import("@samples/embedded-mongo");
  const set = await startEmbeddedServer({ members: { count, lagMs } });
  const settings = set.uri.slice(set.uri.indexOf("?") + 1);
  const [address, ...otherMembers] = set.ports.map((port) => ({ host: set.host, port }));
  const server = await connectLocalServer("embedded", address ?? set, () => set.close());
  return {
    ...server,
    otherMembers,
    get isOpen() {
      return server.isOpen;
    },
    programUri(ports, database) {
      const hosts = ports.map((port) => `127.0.0.1:${port}`);
      return `mongodb://${hosts.join(",")}/${database}?${settings}`;
    },
    // It is gone with the server, of which this member may no longer be the primary.
    dropDatabase: () => Promise.resolve(),
  };
}

async function startWithPassword(): Promise<LabServer> {
  const user = { username: "admin", password: randomBytes(9).toString("hex") };
  const { startEmbeddedServer } = await import("@samples/embedded-mongo");
  const server = await startEmbeddedServer({ user });
  const uri = server.uri.replace("://", `://${user.username}:${user.password}@`);
  return connectUriServer(uri, { kind: "embedded", close: () => server.close() });
}

import type { DatabaseKind } from "../run.ts";
import type { ConnectionOptions } from "node:tls";
import type { Document } from "bson";

/** Where the proxy connects to. */
export interface ServerAddress {
  host: string;
  port: number;
  /** Given when the server is to be spoken to in TLS. */
  tls?: ConnectionOptions;
}

/** A MongoDB that runs use, each with a database of its own. */
export interface LabServer {
  readonly kind: DatabaseKind;
  /** Its process, where that is one of ours on this machine. */
  readonly pid?: number;
  /** As the server states it in buildInfo. */
  readonly version: string;
  readonly address: ServerAddress;
  /** The other members of its replica set, where a program is to see them. */
  readonly otherMembers?: readonly ServerAddress[];
  /** False when it is known to be gone: then another must be opened. */
  readonly isOpen: boolean;
  /** Returns what goes into the program's MONGODB_URI when the proxy listens on these ports of loopback, one for each member. */
  programUri(ports: readonly number[], database: string): string;
  /**
   * Makes sure that `database` is not there yet, and fills it. Without documents it is there when the program writes the first one.
   *
   * @throws LabError when a database of that name exists, or the server does not let us write
   */
  createDatabase(database: string, documents: Buffer[]): Promise<void>;
  /** Returns the documents of each collection of a database that is not among `except`, by the collection's name. */
  readDatabase(database: string, except: readonly string[]): Promise<Record<string, Document[]>>;
  /**
   * Returns how the server does a command: its plan, and what it looked at. It runs the command for that, but changes nothing.
   *
   * @throws Error when the server refuses, or takes longer than 5 s
   */
  explain(database: string, command: Document): Promise<Document>;
  /** Drops a database if `createDatabase` of this very object has made it; any other is left alone. */
  dropDatabase(database: string): Promise<void>;
  /** Takes the server's credentials out of a text. */
  redact(text: string): string;
  close(): Promise<void>;
}

/** For how long a command is explained, in ms. */
export const explainLimitMs = 5_000;

/** Name of the collection that every run's database is seeded with. */
export const registryCollection = "packages";

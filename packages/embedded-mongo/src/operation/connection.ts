import type { Document } from "bson";
import type { Account } from "../sessions/users.ts";
import type { ScramConversation } from "../sessions/scram.ts";

/** One client's connection, as commands see it. */
export interface Connection {
  readonly id: number;
  /** Number of the replica set's member that it goes to, from 0. */
  readonly member: number;
  /** "127.0.0.1:50123" */
  readonly client: string;
  /** What the client said about itself in its hello. */
  metadata: Document | undefined;
  readonly openedAt: Date;
  /** Who has authenticated on it. */
  account: Account | undefined;
  /** An authentication that is going on. */
  conversation: ScramConversation | undefined;
  /** Ends the connection without an answer. */
  destroy(): void;
}

import type { Document } from "bson";

/** One client's connection, as commands see it. */
export interface Connection {
  readonly id: number;
  /** "127.0.0.1:50123" */
  readonly client: string;
  /** What the client said about itself in its hello. */
  metadata: Document | undefined;
  readonly openedAt: Date;
  /** Ends the connection without an answer. */
  destroy(): void;
}

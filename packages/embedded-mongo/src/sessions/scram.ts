import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Binary, type Document } from "bson";
import { MongoError } from "../errors.ts";
import { hmac, iterations, type Account, type Users } from "./users.ts";

/** A conversation on one connection, between its start and its end. */
export interface ScramConversation {
  readonly id: number;
  /** Undefined when there is no such user, which the client learns at the end. */
  readonly account: Account | undefined;
  readonly nonce: string;
  /** What both sides sign: the messages so far. */
  readonly signed: string;
  isProved: boolean;
}

/** SCRAM-SHA-256 as https://www.rfc-editor.org/rfc/rfc5802 and https://www.rfc-editor.org/rfc/rfc7677 have it. */
export class ScramServer {
  readonly #users: Users;
  /** For a name that nobody has: a salt must not tell that. */
  readonly #noSalt = randomBytes(28);

  constructor(users: Users) {
    this.#users = users;
  }

  /** Answers saslStart. @throws MongoError 18 for another mechanism or a malformed message */
  start(
    command: Document,
    database: string,
    id: number,
  ): { conversation: ScramConversation; reply: Document } {
    if (command.mechanism !== "SCRAM-SHA-256") {
      throw new MongoError(
        "MechanismUnavailable",
        `Received authentication for mechanism ${String(command.mechanism)} which is not enabled`,
      );
    }
    const message = textOf(command.payload);
    const bare = /^[ny](?:,a=[^,]*)?|p=/.exec(message) && message.replace(/^[^,]*,[^,]*,/, "");
    const { n: name, r: clientNonce } = attributesOf(bare ?? "");
    if (name === undefined || clientNonce === undefined) throw authenticationFailed();
    const username = name.replaceAll("=2C", ",").replaceAll("=3D", "=");
    const nonce = clientNonce + randomBytes(24).toString("base64");
    const account = this.#users.find(username, database);
    const salt = account?.credentials.salt ?? this.#noSalt;
    const first = `r=${nonce},s=${salt.toString("base64")},i=${iterations}`;
    return {
      conversation: { id, account, nonce, signed: `${bare},${first}`, isProved: false },
      reply: replyOf(id, first, false),
    };
  }

  /** Answers saslContinue. @throws MongoError 18 when the proof is wrong */
  continue(conversation: ScramConversation, command: Document): Document {
    // A client that does not skip it ends with an empty exchange.
    if (conversation.isProved) return replyOf(conversation.id, "", true);
    const message = textOf(command.payload);
    const { c: channel, r: nonce, p: proof } = attributesOf(message);
    if (channel === undefined || nonce !== conversation.nonce || proof === undefined) {
      throw authenticationFailed();
    }
    const signed = `${conversation.signed},${message.slice(0, message.lastIndexOf(",p="))}`;
    const { account } = conversation;
    if (!account) throw authenticationFailed();
    const { storedKey, serverKey } = account.credentials;
    const signature = hmac(storedKey, signed);
    const clientKey = Buffer.from(proof, "base64");
    if (clientKey.length !== signature.length) throw authenticationFailed();
    for (const [index, byte] of signature.entries())
      clientKey[index] = (clientKey[index] ?? 0) ^ byte;
    const key = createHash("sha256").update(clientKey).digest();
    if (!timingSafeEqual(key, storedKey)) throw authenticationFailed();
    conversation.isProved = true;
    return replyOf(conversation.id, `v=${hmac(serverKey, signed).toString("base64")}`, true);
  }
}

function textOf(payload: unknown): string {
  return payload instanceof Binary
    ? Buffer.from(payload.buffer).subarray(0, payload.position).toString("utf8")
    : "";
}

function attributesOf(message: string): Record<string, string | undefined> {
  return Object.fromEntries(message.split(",").map((part) => [part.slice(0, 1), part.slice(2)]));
}

function replyOf(conversationId: number, payload: string, done: boolean): Document {
  return { conversationId, done, payload: new Binary(Buffer.from(payload)) };
}

function authenticationFailed(): MongoError {
  return new MongoError("AuthenticationFailed", "Authentication failed.");
}

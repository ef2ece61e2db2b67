import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";
import { Binary, type Document } from "bson";
import { MongoError } from "../errors.ts";

/** The one user of a server with authentication: may do everything. */
export interface User {
  username: string;
  password: string;
}

/** What the server keeps of a user's password, and can check one with. */
interface Credentials {
  salt: Buffer;
  storedKey: Buffer;
  serverKey: Buffer;
}

/** A conversation on one connection, between its start and its end. */
export interface ScramConversation {
  readonly id: number;
  readonly username: string;
  readonly nonce: string;
  /** What both sides sign: the messages so far. */
  readonly signed: string;
  isProved: boolean;
}

const iterations = 15_000;

/**
 * SCRAM-SHA-256 as https://www.rfc-editor.org/rfc/rfc5802 and https://www.rfc-editor.org/rfc/rfc7677 have it.
 * Passwords are taken as they are: those that SASLprep would change are refused.
 */
export class ScramServer {
  readonly #user: User;
  readonly #credentials: Credentials;

  /** @throws Error when the password has characters that clients would not send as they are */
  constructor(user: User) {
    // eslint-disable-next-line no-control-regex -- printable ASCII is what SASLprep leaves alone
    if (!/^[\x20-\x7e]+$/.test(user.password)) {
      throw new Error("Cannot use this password as it has characters beyond printable ASCII");
    }
    this.#user = user;
    const salt = randomBytes(28);
    const salted = pbkdf2Sync(user.password, salt, iterations, 32, "sha256");
    const clientKey = hmac(salted, "Client Key");
    this.#credentials = {
      salt,
      storedKey: createHash("sha256").update(clientKey).digest(),
      serverKey: hmac(salted, "Server Key"),
    };
  }

  /** Answers saslStart. @throws MongoError 18 for another mechanism or a malformed message */
  start(command: Document, id: number): { conversation: ScramConversation; reply: Document } {
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
    const first = `r=${nonce},s=${this.#credentials.salt.toString("base64")},i=${iterations}`;
    return {
      conversation: { id, username, nonce, signed: `${bare},${first}`, isProved: false },
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
    const { storedKey, serverKey } = this.#credentials;
    const signature = hmac(storedKey, signed);
    const clientKey = Buffer.from(proof, "base64");
    if (clientKey.length !== signature.length) throw authenticationFailed();
    for (const [index, byte] of signature.entries())
      clientKey[index] = (clientKey[index] ?? 0) ^ byte;
    const key = createHash("sha256").update(clientKey).digest();
    if (!timingSafeEqual(key, storedKey) || conversation.username !== this.#user.username) {
      throw authenticationFailed();
    }
    conversation.isProved = true;
    return replyOf(conversation.id, `v=${hmac(serverKey, signed).toString("base64")}`, true);
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
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

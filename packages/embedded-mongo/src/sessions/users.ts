import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { MongoError, notSupported } from "../errors.ts";
import type { Role } from "./roles.ts";

/** The user that a server is started with: may do everything. */
export interface User {
  username: string;
  password: string;
}

/** What the server keeps of a user's password, and can check one with. */
export interface Credentials {
  salt: Buffer;
  storedKey: Buffer;
  serverKey: Buffer;
}

/** A user: the same name is another user in another database. */
export interface Account {
  readonly user: string;
  /** Where it was created, which clients name as `authSource`. */
  readonly db: string;
  readonly roles: readonly Role[];
  readonly credentials: Credentials;
}

export interface Users {
  find(user: string, db: string): Account | undefined;
  /** Those of one database, sorted by name. */
  of(db: string): Account[];
  /** @throws MongoError 51003 when there is one of this name */
  create(user: string, db: string, password: string, roles: readonly Role[]): void;
  /** @throws MongoError 11 when there is none */
  drop(user: string, db: string): void;
}

/** How often a password is hashed: what MongoDB does. */
export const iterations = 15_000;

/** Returns the users of a server, of which the first may do everything. */
export function createUsers({ username, password }: User): Users {
  const accounts = new Map<string, Account>();
  const users: Users = {
    find: (user, db) => accounts.get(`${user}@${db}`),
    of: (db) =>
      [...accounts.values()]
        .filter((account) => account.db === db)
        .toSorted((a, b) => (a.user < b.user ? -1 : 1)),
    create(user, db, secret, roles) {
      const key = `${user}@${db}`;
      if (accounts.has(key)) throw new MongoError(51003, `User "${key}" already exists`);
      accounts.set(key, { user, db, roles, credentials: createCredentials(secret) });
    },
    drop(user, db) {
      const key = `${user}@${db}`;
      if (!accounts.delete(key)) throw new MongoError("UserNotFound", `User '${key}' not found`);
    },
  };
  users.create(username, "admin", password, [{ role: "root", db: "admin" }]);
  return users;
}

/** Passwords are taken as they are: those that SASLprep would change are refused. */
function createCredentials(password: string): Credentials {
  // eslint-disable-next-line no-control-regex -- printable ASCII is what SASLprep leaves alone
  if (!/^[\x20-\x7e]+$/.test(password)) {
    throw notSupported("a password with characters beyond printable ASCII");
  }
  const salt = randomBytes(28);
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const clientKey = hmac(salted, "Client Key");
  return {
    salt,
    storedKey: createHash("sha256").update(clientKey).digest(),
    serverKey: hmac(salted, "Server Key"),
  };
}

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

import { createHash, randomBytes } from "node:crypto";
import { ObjectId } from "mongodb";
import type { AccessToken, Credentials, NewUser, User } from "../schemas.ts";
import type { Collections, UserDocument } from "./database.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { isDuplicateKey, Refusal } from "./refusal.ts";

/** How long a token is good for. */
const tokenLifeMs = 24 * 60 * 60 * 1000;

/**
 * Creates a user. Nobody looks first whether the address is free: the unique index decides, also between two requests at
 * the same moment.
 *
 * @throws Refusal 409 when the address has an account
 */
export async function createUser(
  { users }: Pick<Collections, "users">,
  { name, email, password }: NewUser,
): Promise<User> {
  const passwordHash = await hashPassword(password);
  const _id = new ObjectId();
  try {
    await users.insertOne({
      _id,
      name,
      email,
      passwordHash,
      createdAt: new Date(),
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new Refusal(409, `${email} has an account already.`);
  }
  return { id: _id.toHexString(), name, email };
}

/**
 * Returns a new token for the user with this address and this password.
 *
 * @throws Refusal 401, the same for an unknown address and a wrong password
 */
export async function logIn(
  { users, tokens }: Collections,
  { email, password }: Credentials,
): Promise<AccessToken> {
  const user = await users.findOne({ email });
  if (!(await isPassword(password, user?.passwordHash)) || !user) {
    throw new Refusal(401, "Unknown address or wrong password.");
  }
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + tokenLifeMs);
  await tokens.insertOne({ _id: digest(token), user: user._id, expiresAt });
  return { token, expiresAt };
}

/**
 * Returns whose token this is.
 *
 * @throws Refusal 401 for a token that is not or no longer good
 */
export async function whoHas(
  { tokens }: Pick<Collections, "tokens">,
  token: string,
): Promise<ObjectId> {
  // The server removes what has expired, but only once a minute.
  const found = await tokens.findOne({
    _id: digest(token),
    expiresAt: { $gt: new Date() },
  });
  if (!found) throw new Refusal(401, "This token is not good, or no longer.");
  return found.user;
}

/**
 * Returns the user with this address.
 *
 * @throws Refusal 404 when there is none
 */
export async function findUser(
  { users }: Pick<Collections, "users">,
  email: string,
): Promise<UserDocument> {
  const user = await users.findOne({ email });
  if (!user) throw new Refusal(404, `${email} has no account.`);
  return user;
}

/** A token is 32 random bytes, so it needs no slow hash. */
function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

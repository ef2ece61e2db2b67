import { hash, verify } from "@node-rs/argon2";

/**
 * Returns what is stored of a password: argon2id with the parameters that OWASP recommends, which are this library's
 * defaults. It takes tens of milliseconds on purpose, on a thread of the pool: the event loop goes on meanwhile.
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

const noPassword = hashPassword("nobody has this password");

/**
 * Whether this is the password that was hashed. Without a hash it takes as long and says no, so that nobody can measure
 * which addresses have an account.
 */
export async function isPassword(
  password: string,
  passwordHash: string | undefined,
): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await noPassword), password);
  return isRight && passwordHash !== undefined;
}

/**
 * @title TLS with your own authority: the impostor is refused
 * @python tlsCAFile="ca.pem"
 * @twin tls-insecure.ts
 * @latency 20
 *
 * The client trusts one authority, which has signed the certificate of the
 * database. The impostor cannot have such a certificate. The client hangs up
 * during the handshake, before it has said anything.
 */
import { MongoClient } from "mongodb";
import { createAuthority, createCertificate } from "./certificates.ts";
import { startFront } from "./tls-front.ts";

const card = "4111 1111 1111 1111";
const [ours, theirs] = await Promise.all([
  createAuthority("We"),
  createAuthority("Somebody"),
]);
const mongodb = process.env.MONGODB_URI!;
const certificates = [ours, theirs].map(createCertificate);
const [real, forged] = await Promise.all(certificates);
await using database = await startFront(mongodb, real!, card);
await using impostor = await startFront(mongodb, forged!, card);

// #region tls-verified
async function store(uri: string, patience = 30_000) {
  const trust = { tls: true, ca: ours.cert };
  const options = { ...trust, serverSelectionTimeoutMS: patience };
  await using client = new MongoClient(uri, options);
  await client.db().collection("cards").insertOne({ card });
  return "stored";
}
await store(impostor.uri, 500).catch((error: Error) => {
  console.log("impostor:", error.name);
});
console.log("database:", await store(database.uri));
// #endregion
console.log("the impostor knows the card:", impostor.heard());

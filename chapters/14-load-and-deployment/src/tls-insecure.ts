/**
 * @title Wrong: tlsInsecure, and anybody may be the database
 * @python tlsInsecure=True, as in the course's connection string
 * @twin tls-verified.ts
 * @wrong
 * @latency 20
 *
 * The connection is encrypted, but nobody checks with whom. This impostor has a
 * certificate of its own making. It reads along and passes everything on, so
 * all works, and nobody notices.
 */
import { MongoClient } from "mongodb";
import { createAuthority, createCertificate } from "./certificates.ts";
import { startFront } from "./tls-front.ts";

const card = "4111 1111 1111 1111";
const theirs = await createAuthority("Somebody");
const certificate = await createCertificate(theirs);
const uri = process.env.MONGODB_URI!;
await using impostor = await startFront(uri, certificate, card);

// #region tls-insecure
const options = { tls: true, tlsInsecure: true };
await using client = new MongoClient(impostor.uri, options);
await client.db().collection("cards").insertOne({ card });
console.log("stored");
console.log("the impostor knows the card:", impostor.heard());
// #endregion

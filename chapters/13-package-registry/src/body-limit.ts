/**
 * @title Refuse what is too large before it is read
 * @python a middleware that looks at content-length
 * @twin body-unlimited.ts
 *
 * You know how large an honest request can be. What is larger is answered with
 * 413, by its content-length alone, and what lies about its length is cut off.
 * Notice that the database gets one insert.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const notes = client.db().collection<{ text: string }>("notes");

// #region limit
const app = fastify({ bodyLimit: 16 * 1024 });

app.post<{ Body: { text: string } }>("/notes", async ({ body }, reply) => {
  await notes.insertOne({ text: body.text });
  return reply.code(201).send();
});

for (const characters of [100, 5_000_000]) {
  const payload = { text: "x".repeat(characters) };
  const { statusCode } = await app.inject().post("/notes").payload(payload);
  console.log(`${characters} characters: ${statusCode}`);
}
// #endregion

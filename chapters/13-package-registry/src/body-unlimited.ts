/**
 * @title Bug: a limit that was raised until nobody complained
 * @python no limit on await request.body()
 * @twin body-limit.ts
 * @wrong
 *
 * Somebody once had a long note, and the limit was raised for everybody. A body
 * is in memory as bytes, as text and as objects before your code runs, and
 * then it is stored. A hundred such requests at once end the process.
 */
import fastify from "fastify";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const notes = client.db().collection<{ text: string }>("notes");

// #region limit
const app = fastify({ bodyLimit: 1024 ** 3 });

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

import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, { minPoolSize: 3 });
await client.db().command({ ping: 1 });
// Long enough for the driver's own timer, which is due every 100 ms.
await new Promise((resolve) => setTimeout(resolve, 350));

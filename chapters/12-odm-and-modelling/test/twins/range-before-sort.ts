import { MongoClient } from "mongodb";
import { generateReleases } from "../../src/generate-releases.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = await generateReleases(client.db());
console.log("documents:", await releases.estimatedDocumentCount());

async function look(step: string, projection = {}) {
  const { executionStats } = await releases
    .find({ package: "package-471", downloads: { $gte: 10 } }, { projection })
    .sort({ minor: -1 })
    .limit(3)
    .explain("executionStats");
  const { totalKeysExamined: keys, totalDocsExamined } = executionStats;
  console.log(`${step}: ${keys} keys, ${totalDocsExamined} documents`);
}

await look("no index");
await releases.createIndex({ downloads: 1 });
await look("an index");
await releases.createIndex({ package: 1, downloads: 1, minor: 1 });
await look("equality, sort, range");
await look("covered", { minor: 1, downloads: 1 });

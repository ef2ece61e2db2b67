/**
 * @title Tune one query over 100,000 documents, step by step
 * @python speedy_cli.py and its timer
 * @latency 0
 *
 * The same page four times: the three latest releases of a package with at
 * least ten downloads. After each step, the server says what it looked at.
 * When the keys are as few as the results, you are done.
 */
import { MongoClient } from "mongodb";
import { generateReleases } from "./generate-releases.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = await generateReleases(client.db(), 5_000);
console.log("documents:", await releases.estimatedDocumentCount());

// #region tuning
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
await releases.createIndex({ package: 1 });
await look("an index");
await releases.createIndex({ package: 1, minor: 1, downloads: 1 });
await look("equality, sort, range");
await look("covered", { _id: 0, minor: 1, downloads: 1 });
// #endregion

/**
 * @title Bug: return without await leaves the try block
 * @python return find(name), a coroutine for the caller to await
 * @twin return-await.ts
 * @wrong
 *
 * `return promise` hands the promise to the caller and leaves the try block.
 * When the promise rejects, the catch has long been passed. Notice that the
 * error reaches the caller, who should have got a default.
 */
import { MongoClient } from "mongodb";

type Package = { _id: string; license: string };
await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

async function findLicense(name: string) {
  const found = await packages.findOne({ _id: name });
  if (!found) throw new Error(`there is no package ${name}`);
  return found.license;
}

// #region return
async function licenseOrDefault(name: string) {
  try {
    return findLicense(name);
  } catch {
    return "unknown license";
  }
}

try {
  console.log("left-pad:", await licenseOrDefault("left-pad"));
} catch (error) {
  console.log("the caller catches", String(error));
}
// #endregion

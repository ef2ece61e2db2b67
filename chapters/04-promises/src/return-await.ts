/**
 * @title return await stays in the try block
 * @python return await find(name)
 * @twin return-in-try.ts
 *
 * With await, the function is still inside its try block when the promise
 * rejects. So the catch gets the error, and the caller gets the default. Inside
 * try, `return await` is not redundant: it makes the catch work.
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
    return await findLicense(name);
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

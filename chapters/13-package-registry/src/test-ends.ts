/**
 * @title Close in after() what the tests have opened
 * @python a fixture with yield: what follows is the teardown
 * @twin test-never-ends.ts
 * @unrecorded each version of Node writes the report of its tests another way
 *
 * after() closes the client when the tests are over, passed or not.
 * Nothing is left that could wake the process, so it ends by itself.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { MongoClient } from "mongodb";

// #region test
const client = new MongoClient(process.env.MONGODB_URI!);
after(() => client.close());

void test("the driver is in the registry", async () => {
  const packages = client.db().collection<{ _id: string }>("packages");
  assert.ok(await packages.findOne({ _id: "mongodb" }));
});
// #endregion

/**
 * @title Bug: the tests pass, and the runner does not end
 * @python a fixture without its teardown
 * @twin test-ends.ts
 * @wrong
 * @hangs
 * @unrecorded each version of Node writes the report of its tests another way
 *
 * The test has passed, but nobody has closed the client. Its sockets keep the
 * process alive, so CI waits until it runs out of patience. --test-force-exit
 * would hide it, and the next leak as well.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MongoClient } from "mongodb";

// #region test
const client = new MongoClient(process.env.MONGODB_URI!);

void test("the driver is in the registry", async () => {
  const packages = client.db().collection<{ _id: string }>("packages");
  assert.ok(await packages.findOne({ _id: "mongodb" }));
});
// #endregion

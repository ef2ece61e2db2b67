/**
 * @title A program with a choice of its own
 *
 * What it asks for depends on a clock: no order of it can be run again.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const ask = () => packages.findOne({ _id: `at ${process.hrtime.bigint()}` });
await Promise.all([ask(), ask()]);

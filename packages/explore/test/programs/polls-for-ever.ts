/**
 * @title A program that asks again and again
 *
 * Nobody ever inserts what it waits for.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const jobs = client.db().collection("jobs");

while (!(await jobs.findOne({ done: true })));

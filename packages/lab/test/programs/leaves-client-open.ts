/**
 * @title Prints its result and does not end
 * @hangs
 */
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
console.log(await client.db().collection("packages").countDocuments());

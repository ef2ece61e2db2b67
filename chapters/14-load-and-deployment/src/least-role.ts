/**
 * @title The least role: a user who may do what the application does
 * @python client.admin.command("createUser", …)
 * @twin admin-everywhere.ts
 * @auth
 *
 * The administrator makes a user for the application, who may read and write in
 * one database. The application signs in as that user. The same clean-up in the
 * wrong place is refused, and so is whatever an intruder tries with it.
 */
import { randomUUID } from "node:crypto";
import { MongoClient, type MongoServerError } from "mongodb";

const uri = process.env.MONGODB_URI!; // the administrator's
await using operator = new MongoClient(uri);
const db = operator.db().databaseName;

// #region least-role
const [username, password] = ["shop", randomUUID()];
const roles = [{ role: "readWrite", db }];
const admin = operator.db("admin");
await admin.command({ createUser: username, pwd: password, roles });

await using app = new MongoClient(uri, { auth: { username, password } });
const shop = app.db();
await shop.collection("orders").insertOne({ item: "tea" });

await shop.dropDatabase().catch((error: MongoServerError) => {
  console.log("dropDatabase:", error.codeName);
});
// #endregion
console.log("orders left:", await shop.collection("orders").countDocuments());
await admin.command({ dropUser: username });

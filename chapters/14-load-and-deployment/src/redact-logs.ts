/**
 * @title Redact secrets where the log is written
 * @python a logging.Filter that masks fields
 * @twin log-everything.ts
 * @latency 20
 *
 * The logger itself knows which fields are secret, so no single call can
 * forget it. The lines keep their form: you still see that there was a
 * password, and who signed in.
 */
import { MongoClient } from "mongodb";
import { pino } from "pino";

await using client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");
const request = {
  headers: { authorization: "Bearer t0p-s3cret" },
  body: { name: "Ann", password: "hunter2" },
};

// #region redact-logs
const secrets = ["headers.authorization", "body.password", "token"];
const paths = secrets.map((path) => `*.${path}`);
const redact = { paths, censor: "***" };
const log = pino({ base: null, timestamp: false, redact });

log.info({ request }, "signing in");
const filter = { token: request.headers.authorization };
log.info({ filter }, "looking for the user");
// #endregion
await users.findOne(filter);

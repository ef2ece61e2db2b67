/**
 * @title Wrong: secrets in the log
 * @python logging.info("request %s", request)
 * @twin redact-logs.ts
 * @wrong
 * @latency 20
 *
 * To find a bug, somebody logs the request and the query. Both hold what must
 * not be in any log: a password and a session's token. Logs are copied, sent to
 * other firms, and kept for years.
 */
import { MongoClient } from "mongodb";
import { pino } from "pino";

await using client = new MongoClient(process.env.MONGODB_URI!);
const users = client.db().collection("users");
// #region log-everything
const request = {
  headers: { authorization: "Bearer t0p-s3cret" },
  body: { name: "Ann", password: "hunter2" },
};

const log = pino({ base: null, timestamp: false });

log.info({ request }, "signing in");
const filter = { token: request.headers.authorization };
log.info({ filter }, "looking for the user");
// #endregion
await users.findOne(filter);

/**
 * @title Bug: a handler's rejection ends the server
 * @python an exception in a handler is a 500
 * @twin handler-answered.ts
 * @wrong
 * @exits 1
 * @request GET /bson
 * @request GET /no-such-package
 * @request GET /mingo
 *
 * node:http does not wait for what a handler returns, nor does Express 4. When
 * an async handler throws, nobody is there to catch it, and Node ends the
 * process: one wrong address, and the server is gone for everybody.
 */
import { createServer, type ServerResponse } from "node:http";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region handler
async function find(_id: string) {
  const found = await packages.findOne({ _id });
  if (!found) throw new Error(`There is no package called ${_id}`);
  return found;
}

async function handle(url: string, response: ServerResponse) {
  const { _id } = await find(url.slice(1));
  response.end(_id);
}

const server = createServer(({ url = "/" }, response) => {
  void handle(url, response);
});
// #endregion

server.listen(0);

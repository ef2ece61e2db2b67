// One instance of a web app: rolling-stop.ts and hard-stop.ts start two of it.
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI);
const packages = client.db().collection("packages");

const server = createServer((_request, response) => {
  void packages.findOne().then((found) => {
    return response.writeHead(200).end(JSON.stringify(found));
  });
});

// #region drain
async function drain() {
  // The load balancer has been told, too. What it sent before that may still
  // be on its way, and nobody can say when the last of it is here.
  await setTimeout(500);
  server.close(); // nobody new; what is under way is answered
  await once(server, "close");
  await client.close(); // last: the answers needed it
  process.disconnect();
}
if (process.env.DRAIN === "yes") process.once("SIGTERM", () => void drain());
// #endregion

await client.connect();
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send(server.address().port);

import { createServer } from "node:http";
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const server = createServer((request, response) => {
  const url = request.url ?? "/";
  if (url === "/never") return;
  void packages.findOne({ _id: url.replace("/packages/", "") }).then((found) => {
    response.writeHead(found ? 200 : 404).end(JSON.stringify(found));
    return undefined;
  });
});
server.listen(0, "127.0.0.1");

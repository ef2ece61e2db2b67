/**
 * @title It has a header that says what to ask
 * @request GET /one
 * @request POST /two {"name":"Ada"}
 */
import { createServer } from "node:http";

const server = createServer((request, response) => {
  response.setHeader("x-type", request.headers["content-type"] ?? "none");
  request.pipe(response);
}).listen(0, "127.0.0.1");

process.once("SIGINT", () => {
  server.close(() => console.log("closed"));
});

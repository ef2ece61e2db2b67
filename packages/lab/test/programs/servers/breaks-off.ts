import { createServer } from "node:http";

// What can go wrong with an answer, by its path.
const server = createServer((request, response) => {
  if (request.url === "/never") return;
  if (request.url === "/half") {
    response.write("the first half");
    return;
  }
  if (request.url === "/destroyed") {
    request.socket.destroy();
    return;
  }
  if (request.url === "/exit") process.exit(3);
  console.log(request.headers.authorization);
  response.end("well");
});
server.listen(0, "127.0.0.1");

import { createServer } from "node:http";

createServer((request, response) => response.end(request.url)).listen(process.env.SOCKET_PATH);

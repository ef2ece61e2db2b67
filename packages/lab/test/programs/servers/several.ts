import { createServer } from "node:http";

for (const name of ["first", "second"]) {
  const server = createServer((request, response) => response.end(`${name} ${request.url}`));
  server.listen(Number(process.env[`PORT_${name.toUpperCase()}`] ?? 0), "127.0.0.1");
}

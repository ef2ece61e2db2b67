import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const tls = new URL("../../tls/", import.meta.url);
const key = readFileSync(new URL("key.pem", tls));
const cert = readFileSync(new URL("certificate.pem", tls));
createServer({ key, cert }, (_request, response) => response.end()).listen(0, "127.0.0.1");

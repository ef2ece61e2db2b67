// Calls an API by fetch and by node:http, and prints the local port of the latter.
import { get } from "node:http";

const { API_URL } = process.env;
const response = await fetch(`${API_URL}/by-fetch`);
await response.text();
await new Promise((resolve, reject) => {
  get(`${API_URL}/by-http`, (incoming) => {
    incoming.resume();
    incoming.on("end", resolve);
  }).on("error", reject);
});

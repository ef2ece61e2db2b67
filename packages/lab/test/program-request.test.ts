import { expect, test } from "vitest";
import { parseRequest, redactUrl, secretsOf } from "../src/requests/program-request.ts";

test.each([
  ["/users/7", { method: "GET", path: "/users/7", headers: {} }],
  ["get /users?sort=name", { method: "GET", path: "/users?sort=name", headers: {} }],
  [
    'POST /users {"name":"Ada"}',
    {
      method: "POST",
      path: "/users",
      headers: { "content-type": "application/json" },
      body: '{"name":"Ada"}',
    },
  ],
  [
    "/users name=Ada&age=36",
    {
      method: "POST",
      path: "/users",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "name=Ada&age=36",
    },
  ],
  [
    'PUT /notes/1 content-type:text/markdown X-Trace:"a b" # A title',
    {
      method: "PUT",
      path: "/notes/1",
      headers: { "content-type": "text/markdown", "x-trace": "a b" },
      body: "# A title",
    },
  ],
  ["http://localhost:3001/health", { method: "GET", path: "/health", port: 3001, headers: {} }],
  ["DELETE /a%20b/ü", { method: "DELETE", path: "/a%20b/%C3%BC", headers: {} }],
])("a request as people write it: %s", (text, expected) => {
  expect(parseRequest(text)).toEqual(expected);
});

test("what may be a secret is hidden by the name that it goes by", () => {
  expect(redactUrl("GET /x?apiKey=1&api_key=2&page=3&token=4&q=tokens")).toBe(
    "GET /x?apiKey=***&api_key=***&page=3&token=***&q=tokens",
  );
  expect(redactUrl('FETCH /x authorization:"Bearer abc" accept:text/html')).toBe(
    "FETCH /x authorization:*** accept:text/html",
  );
  expect(
    secretsOf([parseRequest('/x authorization:"Bearer abcdef" x-api-key:12345 accept:json')]),
  ).toEqual(["Bearer abcdef", "abcdef", "12345"]);
});

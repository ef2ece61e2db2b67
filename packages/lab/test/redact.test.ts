import { expect, test } from "vitest";
import { createRedactor, createStrictRedactor, redact } from "../src/redact.ts";

test.each([
  ["mongodb://ada:lovelace@db.example.net/x", "mongodb://***@db.example.net/x"],
  ["see mongodb+srv://ada:p%40ss@a.example.net.", "see mongodb+srv://***@a.example.net."],
  ["mongodb://ada:sla/sh@ed@db.example.net", "mongodb://***@db.example.net"],
  ["mongo://ada:lovelace@db.example.net", "mongo://***@db.example.net"],
  ["mongodb://db.example.net/x", "mongodb://db.example.net/x"],
  [
    "mongodb://h/?tlsCertificateKeyFilePassword=secret&w=1",
    "mongodb://h/?tlsCertificateKeyFilePassword=***&w=1",
  ],
  [
    "mongodb://h/?authMechanismProperties=AWS_SESSION_TOKEN:abc",
    "mongodb://h/?authMechanismProperties=***",
  ],
])("of %s is shown %s", (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test("a known password is found without its connection string, escaped or not", () => {
  const hide = createRedactor("mongodb://ada:p%40ssword@db.example.net/?authSource=admin");

  expect(hide("tried p@ssword and p%40ssword for ada")).toBe("tried *** and *** for ada");
});

test("a password that might be any word is hidden in its place only", () => {
  const hide = createRedactor("mongodb://ada:is@db.example.net");

  expect(hide("this is mongodb://ada:is@db.example.net")).toBe(
    "this is mongodb://***@db.example.net",
  );
});

test("of a connection string that cannot be read no word is shown", () => {
  const hide = createStrictRedactor("mongodb://us er:pw");

  expect(hide("Unable to parse us%20er:pw with URL")).toBe(
    "Unable to parse ***%20***:*** with URL",
  );
});

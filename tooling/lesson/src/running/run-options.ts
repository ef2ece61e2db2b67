import { parseRequest } from "@samples/lab/program-request";
import { InvalidArgumentError, type Command } from "commander";

/** What can be set for every command that runs a program. */
export interface RunSettings {
  latency?: number;
  handshakeLatency?: true;
  weatherLatency?: number;
  mongo?: string;
  timeLimit?: number;
  uriEnv?: string;
  port?: number;
  internal?: true;
  order?: string;
  cut?: string;
  request?: string[];
  requests?: number;
  concurrency?: number;
  requestTimeLimit?: number;
  slowest?: number;
  members?: number;
  lag?: number;
}

/** Files that a picture can be written to. */
export interface PictureFileOptions {
  svg?: string;
  html?: string;
  perfetto?: string;
}

/** What can be set for `run` and `compare`, as commander hands it over. */
export interface ShowOptions extends RunSettings, PictureFileOptions {
  /** How the SVG shows several runs. */
  layout?: "tall" | "wide";
  json?: true;
  picture: boolean;
  debug?: true;
}

/** Adds the options of the commands that run programs and show what happened. */
export function addShowOptions(command: Command): Command {
  return command
    .option(
      "--latency <ms>",
      "round-trip time to the database (default: the program's own, else 50)",
      milliseconds,
    )
    .option("--handshake-latency", "delay the opening of connections, too")
    .option(
      "--weather-latency <ms>",
      "round-trip time to the weather API (default: 50)",
      milliseconds,
    )
    .option("--mongo <server>", 'embedded (default), docker, or a connection string "mongodb://…"')
    .option("--uri-env <name>", "set this variable, too, to the connection string", variableName)
    .option("--port <number>", "serve MongoDB at this port of 127.0.0.1", portNumber)
    .option("--time-limit <ms>", "end the program after this time (default: 15000)", milliseconds)
    .option("--internal", "draw the driver's handshakes and heartbeats, too")
    .option("--json", "print one JSON object and nothing else")
    .option("--no-picture", "print the program's output, and no picture")
    .option("--svg <file>", "draw the picture into an SVG file, too")
    .option(
      "--html <file>",
      "write a page that plays the run, and in which to explore it: details, zoom, search",
    )
    .option("--perfetto <file>", "write a trace for https://ui.perfetto.dev or chrome://tracing");
}

/** Adds the options of `run` for a program that is an HTTP server. */
export function addRequestOptions(command: Command): Command {
  return command
    .option(
      "--request <text>",
      'send the program\'s HTTP server a request: "GET /users/7" (repeatable)',
      (text: string, before: string[] | undefined) => [...(before ?? []), readable(text)],
    )
    .option("--requests <number>", "send so many requests in all", count)
    .option("--concurrency <number>", "send so many of them at the same time (default: 1)", count)
    .option(
      "--request-time-limit <ms>",
      "wait so long for an answer (default: 10000)",
      milliseconds,
    );
}

/** Reads how many members a replica set is to show: above seven, a real one has some without a vote. */
export function memberCount(value: string): number {
  if (/^[2-7]$/.test(value)) return Number(value);
  throw new InvalidArgumentError("Expected a whole number from 2 to 7.");
}

/** Reads by how many ms the secondaries are to be behind. */
export function lagTime(value: string): number {
  const ms = Number(value);
  if (/^\d+$/.test(value) && ms <= 3_600_000) return ms;
  throw new InvalidArgumentError("Expected whole milliseconds, an hour at most.");
}

/** Refused now, and not when the program has been started. */
function readable(text: string): string {
  try {
    parseRequest(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function count(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= 10_000) return number;
  throw new InvalidArgumentError("Expected a whole number from 1 to 10000.");
}

function milliseconds(value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new InvalidArgumentError("Expected a number of milliseconds, 0 or more.");
}

function variableName(value: string): string {
  if (/^[A-Za-z_]\w*$/.test(value)) return value;
  throw new InvalidArgumentError(
    "Expected the name of an environment variable: DATABASE_URL, say.",
  );
}

function portNumber(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= 65_535) return number;
  throw new InvalidArgumentError("Expected a whole number from 1 to 65535.");
}

import { InvalidArgumentError, type Command } from "commander";

/** What can be set for every command that runs a program. */
export interface RunSettings {
  latency?: number;
  handshakeLatency?: true;
  weatherLatency?: number;
  mongo?: string;
  timeLimit?: number;
  internal?: true;
}

/** What can be set for `run`, as commander hands it over. */
export interface RunCommandOptions extends RunSettings {
  json?: true;
  picture: boolean;
  svg?: string;
  html?: string;
  perfetto?: string;
}

/** Adds the options of every command that runs a program. */
export function addRunOptions(command: Command): Command {
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
    .option("--time-limit <ms>", "end the program after this time (default: 15000)", milliseconds)
    .option("--internal", "draw the driver's handshakes and heartbeats, too");
}

function milliseconds(value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new InvalidArgumentError("Expected a number of milliseconds, 0 or more.");
}

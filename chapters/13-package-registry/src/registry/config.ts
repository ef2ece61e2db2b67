import { z } from "zod";

/** What the environment sets. Everything has a default that is right on a developer's own machine. */
const Environment = z.object({
  MONGODB_URI: z
    .string()
    .regex(
      /^mongodb(\+srv)?:\/\/./,
      "must begin with mongodb:// or mongodb+srv://",
    )
    .default("mongodb://127.0.0.1:27017/registry"),
  /** Loopback only, unless somebody says otherwise: a container has to. */
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
    .default("info"),
  /** Requests of one address in a minute. */
  RATE_LIMIT: z.coerce.number().int().min(1).default(600),
  /** How long the server goes on serving after SIGTERM, in ms: until a load balancer has seen /readyz. */
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).default(0),
});

export interface Config {
  mongodbUri: string;
  host: string;
  port: number;
  logLevel: z.infer<typeof Environment>["LOG_LEVEL"];
  rateLimit: number;
  drainMs: number;
}

/** The environment does not say what the application can use. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/**
 * Reads the configuration.
 *
 * @throws ConfigError that names each variable that is wrong, but not its value: it may hold a password
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { success, data, error } = Environment.safeParse(environment);
  if (!success) {
    const reasons = error.issues.map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );
    throw new ConfigError(`Cannot use the environment. ${reasons.join("; ")}`);
  }
  return {
    mongodbUri: data.MONGODB_URI,
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    rateLimit: data.RATE_LIMIT,
    drainMs: data.DRAIN_MS,
  };
}

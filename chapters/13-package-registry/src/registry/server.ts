/** The web server: what a container starts. It reads MONGODB_URI and PORT, and what else config.ts names. */
import { ConfigError, readConfig } from "./config.ts";
import { serve } from "./serve.ts";

try {
  await serve(readConfig(process.env));
} catch (error) {
  if (
    !(error instanceof ConfigError) &&
    !(error instanceof Error && "syscall" in error)
  )
    throw error;
  console.error(error.message);
  process.exitCode = 1;
}

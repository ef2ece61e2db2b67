import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { loaderUrl } from "../run-client.ts";

export interface Competition extends AsyncDisposable {
  readonly processes: number;
}

/** Starts as many busy processes as there are cores, so that whatever else runs has to share each of them. */
export function startCompetition(processes: number = availableParallelism()): Competition {
  const path = fileURLToPath(new URL("./competitor.ts", import.meta.url));
  const competitors = Array.from({ length: processes }, () =>
    spawn(process.execPath, ["--import", loaderUrl, path], {
      stdio: ["pipe", "ignore", "inherit"],
    }),
  );
  return {
    processes,
    async [Symbol.asyncDispose]() {
      for (const competitor of competitors) {
        if (competitor.exitCode !== null || competitor.signalCode !== null) continue;
        competitor.kill();
        await once(competitor, "exit");
      }
    },
  };
}

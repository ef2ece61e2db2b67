import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "an open client keeps the program alive after its last line, by its sockets",
  { holds: "never-exits.ts", fails: "await-using-client.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual(["found mongodb", "kept alive by TCPSocketWrap"]);
    expect(run.timedOut).toBe(true);
    expect(run.outcome.hung).toBe("handles-open");
  },
);

claim(
  "a client that is closed at the end of its block lets the program end",
  { holds: "await-using-client.ts", fails: "never-exits.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual(["found mongodb", "the program ends"]);
    expect(run.outcome.kind).toBe("exited");
  },
);

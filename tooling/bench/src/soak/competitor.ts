/**
 * Keeps one core busy, at the same priority as everybody else, until its parent is gone or ends it.
 * It does what programs do, not an empty loop: memory is allocated, text is parsed and hashed.
 */
import { createHash } from "node:crypto";

const text = JSON.stringify(
  Array.from({ length: 2000 }, (_, index) => ({ index, name: "x".repeat(20) })),
);

function work(): void {
  const endMs = performance.now() + 20;
  while (performance.now() < endMs) {
    createHash("sha256")
      .update(JSON.stringify(JSON.parse(text)))
      .digest();
  }
  // Between two stretches it hears that its parent is gone.
  setImmediate(work);
}

process.stdin.on("end", () => process.exit());
process.stdin.resume();
work();

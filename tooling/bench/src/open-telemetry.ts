import { execFile } from "node:child_process";
import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What only this comparison needs, so that nobody else has to download it. Newer ones need Node 22. */
const instrumentation = "@opentelemetry/instrumentation-mongodb@0.68.0";
const packages = [
  instrumentation,
  "@opentelemetry/api@1.9.0",
  "@opentelemetry/sdk-trace-node@2.2.0",
  "@opentelemetry/sdk-trace-base@2.2.0",
  "@opentelemetry/instrumentation@0.215.0",
];

/**
 * Registers the instrumentation with an exporter that keeps spans in memory, and says at the end how
 * many there were. Without requireParentSpan there would be none for a query outside of a request.
 */
const preload = `
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { MongoDBInstrumentation } from "@opentelemetry/instrumentation-mongodb";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
registerInstrumentations({
  tracerProvider: provider,
  instrumentations: [new MongoDBInstrumentation({ requireParentSpan: false })],
});
process.on("exit", () => {
  process.stderr.write(\`\${exporter.getFinishedSpans().length} spans\\n\`);
});
`;

/**
 * Installs OpenTelemetry's instrumentation of the driver into a cache folder, if it is not there yet,
 * and returns the URL of a module to `--import`.
 *
 * @throws Error when npm cannot install it
 */
export async function prepareOpenTelemetry(): Promise<string> {
  const version = instrumentation.slice(instrumentation.lastIndexOf("@") + 1);
  const folder = fileURLToPath(
    new URL(`../node_modules/.cache/open-telemetry-${version}`, import.meta.url),
  );
  const module = join(folder, "preload.mjs");
  const installed = join(folder, "node_modules", "@opentelemetry", "instrumentation-mongodb");
  await mkdir(folder, { recursive: true });
  try {
    await access(installed);
  } catch {
    await writeFile(join(folder, "package.json"), "{}");
    // Windows has npm as a script, which only a shell runs.
    await run("npm", ["install", "--no-audit", "--no-fund", ...packages], {
      cwd: folder,
      shell: process.platform === "win32",
    });
  }
  await writeFile(module, preload);
  return pathToFileURL(module).href;
}

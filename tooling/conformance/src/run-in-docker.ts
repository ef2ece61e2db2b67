/**
 * Runs the tests of chapters 02 and 06, and the lab's own of Docker, with LESSON_MONGO=docker. Where the image can't be
 * pulled, a stand-in takes its place, and what is proved is the container's life cycle only. Ends with 1 when a
 * test fails, or when the runs have not shared one healthy container.
 */
import { buildStandInImage } from "./build-stand-in-image.ts";
import { openContainerEngine } from "./container-engine.ts";
import { announceNotRun } from "./installation.ts";
import { runCommand } from "./run-command.ts";
import { runSuite } from "./run-suite.ts";

const standIn = "lesson-mongo-stand-in:8.0";
const label = "label=lesson-lab=mongodb";
const suites: [folder: string, ...files: string[]][] = [
  ["packages/lab", "test/docker-server.test.ts"],
  ["chapters/02-blocking-vs-async"],
  ["chapters/06-gather"],
];

const engine = await openContainerEngine();
if ("reason" in engine) announceNotRun("the tests in Docker", engine.reason);
else {
  // A container that somebody's lessons run in is used, and left where it is.
  const before = await listContainers();
  try {
    process.exitCode = (await run()) ? 0 : 1;
  } finally {
    await removeContainers((await listContainers()).filter((id) => !before.includes(id)));
    await engine.close();
  }
}

async function run(): Promise<boolean> {
  const env = await chooseImage();
  const containers = new Set<string>();
  let isGood = true;
  for (const [folder, ...files] of suites) {
    const { passed, failed } = await runSuite(folder, { ...env, LESSON_MONGO: "docker" }, files);
    process.stdout.write(`${folder}: ${passed} passed, ${failed.length} failed\n`);
    for (const test of failed) process.stderr.write(`${folder}: ${test}\n`);
    isGood &&= failed.length === 0 && passed > 0;
    const ancestor = `ancestor=${env.MONGO_IMAGE}`;
    for (const id of await listContainers("health=healthy", ancestor)) containers.add(id);
  }
  process.stdout.write(`${containers.size} container for all of them\n`);
  return isGood && containers.size === 1;
}

/** Returns the environment that names the image, after it has been pulled or built. */
async function chooseImage(): Promise<NodeJS.ProcessEnv> {
  const image = process.env.MONGO_IMAGE || "mongo:8.0";
  const isThere = (await docker("image", "inspect", image)).exitCode === 0;
  if (isThere || (await docker("pull", "--quiet", image)).exitCode === 0)
    return { MONGO_IMAGE: image };
  process.stdout.write(
    `!!! ${image} can't be pulled. A stand-in with the embedded server takes its place: ` +
      "what it proves is the container's life cycle, not MongoDB.\n",
  );
  await buildStandInImage(standIn);
  // The reaper's image comes from the same registry; `removeContainers` does its work.
  return { MONGO_IMAGE: standIn, TESTCONTAINERS_RYUK_DISABLED: "true" };
}

async function listContainers(...filters: string[]): Promise<string[]> {
  const args = [label, ...filters].flatMap((filter) => ["--filter", filter]);
  const { stdout } = await docker("ps", "--all", "--quiet", ...args);
  return stdout.split("\n").filter((id) => id !== "");
}

async function removeContainers(ids: string[]): Promise<void> {
  if (ids.length > 0) await docker("rm", "--force", "--volumes", ...ids);
}

function docker(...args: string[]): ReturnType<typeof runCommand> {
  return runCommand("docker", args);
}

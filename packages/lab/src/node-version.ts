import { LabError } from "./lab-error.ts";

/** The oldest Node that programs and lab run on, as in the repository's package.json. */
const oldest = [20, 19] as const;

/** @throws LabError "node-too-old" */
export function assertNodeVersion(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new LabError(
    "node-too-old",
    `Cannot run programs with Node.js ${version}: expected ${oldest.join(".")} or newer. Install one from https://nodejs.org.`,
  );
}

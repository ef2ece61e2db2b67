/** A program, and where it is to be found. */
export interface BundledProgram {
  /** The package's folder. */
  folder: string;
  /** Its file in that folder, such as "src/main.ts". */
  entry: string;
  /**
   * Whether the bundle's folder has all that the program needs, so that it can be copied. If not, npm packages, and
   * whatever a source finds beside itself, are loaded from where they are, and stack traces name the sources.
   */
  isSelfContained: boolean;
  /** Where bundles are kept; default `node_modules/.cache/bundles` in the package's folder. */
  cache?: string;
}

/**
 * Returns the path of the program as plain JavaScript, in pieces that are loaded when they are needed. It is bundled
 * the first time, and again when a source has changed, of its package or of those of this repository that it depends on.
 * Any number of processes may ask at once.
 *
 * @throws Error when it cannot be bundled, or not be kept
 */
export function bundleProgram(program: BundledProgram): Promise<string>;

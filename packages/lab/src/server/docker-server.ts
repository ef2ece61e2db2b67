import { LabError } from "../lab-error.ts";
import type { LabServer } from "./lab-server.ts";
import { connectUriServer } from "./uri-server.ts";

/** A minor, not a patch: its patches arrive by themselves, its behavior stays. `8.0-noble` and `latest` would pick the wrong shell. */
export const defaultMongoImage = "mongo:8.0";

/**
 * Starts real MongoDB in Docker, as a replica set of one, or finds the container of an earlier run:
 * it is left running for the next one, as its start takes longer than any lesson.
 *
 * @throws LabError "no-docker" when no container engine answers
 */
export async function openDockerServer(): Promise<LabServer> {
  const image = process.env.MONGO_IMAGE || defaultMongoImage;
  // Loading testcontainers takes longer than a run: only who asks for Docker pays for it.
  const { getContainerRuntimeClient } = await import("testcontainers");
  await getContainerRuntimeClient().catch((error: unknown) => {
    throw new LabError(
      "no-docker",
      'Cannot run MongoDB in Docker as no container engine answers. Install Docker and start it ("docker info" must work), ' +
        'or go on without it: "--mongo embedded" needs nothing, "--mongo mongodb://…" uses a MongoDB of your own.',
      { cause: error },
    );
  });

  const { MongoDBContainer } = await import("@testcontainers/mongodb");
  try {
    const container = await new MongoDBContainer(image)
      .withLabels({ "lesson-lab": "mongodb" })
      .withReuse()
      .start();
    const uri = new URL(container.getConnectionString());
    uri.searchParams.set("directConnection", "true");
    return await connectUriServer(uri.href, { kind: "docker" });
  } catch (error) {
    if (error instanceof LabError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError(
      "server-failed",
      `MongoDB (${image}) did not start in Docker: ${reason}. ` +
        'Try "docker run --rm ' +
        image +
        '" to see why, set MONGO_IMAGE to another image, or use "--mongo embedded".',
      { cause: error },
    );
  }
}

/**
 * Returns the steps of the order in which a program goes on as far as it can, for a person: they have the names that an order is made of.
 *
 * @throws LabError when it cannot be run
 */
export async function describeFirstOrder(program: string, signal?: AbortSignal): Promise<string> {
  // Loaded here: most exercises are about no order.
  const { runOrder } = await import("@samples/lab");
  const { steps, order } = await runOrder(program, "1", { signal });
  const lines = steps.map(({ key, text }) => `  ${key.padEnd(4)} ${text}`);
  return [`In the order ${order} it goes well:`, ...lines].join("\n");
}

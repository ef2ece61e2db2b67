// Takes its time to load.
const start = performance.now();
while (performance.now() - start < 50);

/** On the clock of process.hrtime. */
export const loadedAtMs = Number(process.hrtime.bigint()) / 1e6;

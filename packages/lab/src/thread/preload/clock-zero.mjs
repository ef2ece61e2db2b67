// @ts-check

/**
 * Where a clock was zero on that of process.hrtime, which all processes share.
 *
 * Two clocks cannot be read at once, and a busy machine can stop the process between
 * the two readings: so the closest of several is taken.
 *
 * @param {() => number} now in ms
 * @returns {number} ms
 */
export function clockZero(now) {
  let closest = Infinity;
  let zero = 0;
  for (let round = 0; round < 10 && closest > 0.005; round++) {
    const before = now();
    const shared = Number(process.hrtime.bigint()) / 1e6;
    const after = now();
    if (after - before >= closest) continue;
    closest = after - before;
    zero = shared - (before + after) / 2;
  }
  return zero;
}

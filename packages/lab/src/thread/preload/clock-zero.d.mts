/** See clock-zero.mjs; for packages that do not look into JavaScript. */
export function clockZero(now: () => number): number;

/**
 * @title Awaits what fails
 * @exits 1
 */
await Promise.reject(new TypeError("awaited and not caught"));
export const nothing = null;

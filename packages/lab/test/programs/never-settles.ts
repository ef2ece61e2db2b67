/**
 * @title Awaits what nothing will ever settle
 * @exits 13
 */
await new Promise(() => {});
export const nothing = null;

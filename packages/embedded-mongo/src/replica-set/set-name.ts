/** What the replica set is called. On its own: whoever starts the server needs none of what the server is made of. */
export const setName = "embedded";

const { threadId } = require("node:worker_threads");

const start = performance.now();
while (performance.now() - start < 30);
setTimeout(() => console.log(`thread ${threadId}`), 5);

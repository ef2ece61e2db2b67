process.send("hello");
const start = performance.now();
while (performance.now() - start < 30);
process.disconnect();

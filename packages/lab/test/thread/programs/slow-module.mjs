// Takes its time to load.
const start = performance.now();
while (performance.now() - start < 50);

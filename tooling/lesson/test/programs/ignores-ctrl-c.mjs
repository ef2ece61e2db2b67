// Has something to finish first, it thinks.
process.on("SIGINT", () => console.log("not yet"));
console.log(`begun as ${process.pid}`);
setInterval(() => {}, 1000);

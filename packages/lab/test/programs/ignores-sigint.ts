process.on("SIGINT", () => {});
setInterval(() => {}, 1000);
console.log("begun");

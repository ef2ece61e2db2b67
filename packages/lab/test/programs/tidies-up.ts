process.on("SIGINT", () => {
  console.log("tidied up");
  process.exit(7);
});
setInterval(() => {}, 1000);
console.log("begun");

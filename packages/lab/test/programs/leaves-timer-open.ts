/**
 * @title Never stops its timer
 * @hangs
 */
setInterval(() => {}, 100_000);
console.log("done");

/** @title Says who it is, and stays */
console.log(process.pid);
setInterval(() => {}, 1000);

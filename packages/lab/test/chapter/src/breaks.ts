/** @title Ends with an error that its header does not announce */
console.log("right");
throw new Error("broken on the way");

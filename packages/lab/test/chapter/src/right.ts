/** @title Says it */
console.log("right");

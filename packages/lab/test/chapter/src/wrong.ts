/** @title Does not say it */
console.log("wrong");

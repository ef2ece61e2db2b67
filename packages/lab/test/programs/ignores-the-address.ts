/** @title Knows MONGODB_URI by name only */
console.log(typeof process.env.MONGODB_URI);

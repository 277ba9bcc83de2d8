// Loaded into the server before its own code, with --expose-gc: tells the heap that is left after a full collection.
process.on("SIGUSR2", () => {
  globalThis.gc();
  process.stdout.write(`heap ${process.memoryUsage().heapUsed}\n`);
});

/** Says what is being done, and adds up how long each kind of step took. */
export function createSteps() {
  const seconds = {};
  return {
    seconds,
    say: (line) => console.error(line),
    async time(name, work) {
      const startedAt = performance.now();
      try {
        return await work();
      } finally {
        seconds[name] = Number(((seconds[name] ?? 0) + (performance.now() - startedAt) / 1000).toFixed(2));
      }
    },
  };
}

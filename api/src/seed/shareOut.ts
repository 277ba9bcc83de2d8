const PER_PROJECT = 6_000;
/** A project is written in one transaction, out of memory. */
const MOST_PER_PROJECT = 12_000;
const FEWEST_PROJECTS = 5;
const MOST_PERSONAL = 200;

/** How many tasks each project gets: a few projects are large and many small, as in life. */
export function shareOut(tasks: number): { personal: number; shared: number[] } {
  const personal = Math.min(MOST_PERSONAL, Math.floor(tasks / 50));
  const projects = Math.max(FEWEST_PROJECTS, Math.ceil(tasks / PER_PROJECT));
  const weights = Array.from({ length: projects }, (_, i) => (i + 1) ** -0.7);
  let left = tasks - personal;
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0);
  const shared = weights.map((weight) => {
    const size = Math.min(MOST_PER_PROJECT, Math.round((left * weight) / weightLeft));
    left -= size;
    weightLeft -= weight;
    return size;
  });
  return { personal, shared };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ExampleRunner } from "./support/exampleRunner";
import { blocksOf } from "./support/examples";
import { openTarget, type Target } from "./support/target";

const FOLDER = join(__dirname, "../../docs");

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target?.close());

test.each([
  ["api.md", 40],
  ["realtime.md", 10],
])("every example of docs/%s does what it says", async (name, least) => {
  const examples = new ExampleRunner(target.url);
  const blocks = blocksOf(readFileSync(join(FOLDER, name), "utf8"));
  expect(blocks.length).toBeGreaterThan(least);
  try {
    for (const block of blocks) {
      try {
        await examples.run(block);
      } catch (error) {
        throw new Error(`docs/${name}, line ${block.line}: ${String(error)}`, { cause: error });
      }
    }
  } finally {
    examples.stop();
  }
});

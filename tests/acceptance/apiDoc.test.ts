import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ExampleRunner } from "./support/exampleRunner";
import { blocksOf } from "./support/examples";
import { openTarget, type Target } from "./support/target";

const DOC = join(__dirname, "../../docs/api.md");

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target?.close());

test("every example of docs/api.md does what it says", async () => {
  const examples = new ExampleRunner(target.url);
  const blocks = blocksOf(readFileSync(DOC, "utf8"));
  expect(blocks.length).toBeGreaterThan(40);
  try {
    for (const block of blocks) {
      try {
        await examples.run(block);
      } catch (error) {
        throw new Error(`docs/api.md, line ${block.line}: ${String(error)}`, { cause: error });
      }
    }
  } finally {
    examples.stop();
  }
});

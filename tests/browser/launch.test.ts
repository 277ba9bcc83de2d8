import type { Browser } from "playwright-core";
import { launchBrowser } from "./support/launchBrowser";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("a real browser runs scripts", async () => {
  const page = await browser.newPage();
  await page.setContent('<title>before</title><script>document.title = "after"</script>');
  expect(await page.title()).toBe("after");
});

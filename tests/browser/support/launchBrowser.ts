import { chromium, type Browser } from "playwright-core";
import { findChromium } from "./chromium";

const FLAGS = [
  // Containers forbid the sandbox; the browser only ever opens our own pages.
  "--no-sandbox",
  "--disable-gpu",
  // Nothing is fetched behind the test's back.
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Starts a headless Chromium; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: FLAGS, headless: true });
}

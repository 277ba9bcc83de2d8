import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "./launchBrowser";
import { type TestServer, startServer } from "./startServer";

const VIEWPORT = { width: 1280, height: 800 };

export interface App {
  readonly url: string;
  /** Where the server keeps what is its own, mails too. */
  readonly dataDir: string;
  readonly takeServerAway: TestServer["takeAway"];
  /** A page of a new browser profile, at `path`. */
  readonly open: (path?: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Ends every profile, and fails when any page has broken the content security policy or thrown. */
  readonly closePages: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A server and a browser for the tests of one file. */
export async function openApp(settings: Record<string, string> = {}): Promise<App> {
  const [server, browser]: [TestServer, Browser] = await Promise.all([startServer(settings), launchBrowser()]);
  const contexts = new Set<BrowserContext>();
  const complaints: string[] = [];

  return {
    url: server.url,
    dataDir: server.dataDir,
    takeServerAway: server.takeAway,
    open: async (path = "/", options = {}) => {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: VIEWPORT,
        locale: "en-GB",
        ...options,
      });
      contexts.add(context);
      context.setDefaultTimeout(10_000);
      await collectComplaints(context, complaints);
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    closePages: async () => {
      for (const context of contexts) await context.close();
      contexts.clear();
      expect(complaints.splice(0)).toEqual([]);
    },
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

async function collectComplaints(context: BrowserContext, complaints: string[]): Promise<void> {
  await context.exposeFunction("complain", (complaint: string) => complaints.push(complaint));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const { complain } = window as unknown as { complain: (complaint: string) => void };
      complain(`${violatedDirective} blocked ${blockedURI} ${sample}`);
    });
  });
  context.on("weberror", (webError) => complaints.push(String(webError.error())));
  context.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
}

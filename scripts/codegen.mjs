import { prepare } from "./lib/prepare.mjs";
import { bin, run } from "./lib/run.mjs";

await prepare([]);
const { code } = await run(bin("graphql-codegen"), ["--config", "codegen.ts"], { isShown: true });
if (code === 0) await import("./trustedDocuments.mjs");
process.exitCode = code;

// node scripts/checkImports.mjs [FOLDER [CONFIG]]: the import rules, over this repository or a tree laid out like it.
import { dialectSqlViolations } from "./lib/dialectSql.mjs";
import { importViolations } from "./lib/importRules.mjs";
import { root } from "./lib/paths.mjs";

const [base = root, config] = process.argv.slice(2);
const violations = [...(await importViolations(base, config)), ...dialectSqlViolations(base)];
for (const violation of violations) console.log(violation);
process.exitCode = violations.length > 0 ? 1 : 0;

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./support/runScript";

const dataDir = mkdtempSync(join(tmpdir(), "taskflow-seed-"));
const database = join(dataDir, "taskflow.sqlite");

function seed(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts", "api.mjs"), "seed", ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...env },
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}

// Either may find that the API has to be built first.
jest.setTimeout(180_000);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const production = {
  NODE_ENV: "production",
  FRONTEND_URL: "https://tasks.example.com",
  SMTP_URL: "smtp://mail.example.com",
  JWT_SECRET: "vJ3kq9Zt7Lw2xPd8Rb5nYc6Hs4Mf1Gu0",
  REFRESH_TOKEN_SECRET: "Aa8Wd2Qe6Tz4Ui9Op1Lk3Jh7Gf5Ds0Yx",
};

test.each([
  ["a number of tasks that is none", ["--tasks", "many"], {}, /--tasks takes a whole number/],
  ["a short password", ["--password", "short"], {}, /8 to 128 characters/],
  ["an option that does not exist", ["--task", "5"], {}, /--task'/],
  ["production", ["--tasks", "5"], production, /NODE_ENV is production/],
])("seeding refuses %s", (_title, args, env, message) => {
  const { code, stderr } = seed(args, env);
  expect(stderr).toMatch(message);
  expect(code).toBe(1);
  expect(existsSync(database)).toBe(false);
});

test("seeding explains itself", () => {
  const { code, stdout } = seed(["--help"]);
  expect(code).toBe(0);
  for (const option of ["--tasks N", "--seed N", "--password TEXT", "--force"]) expect(stdout).toContain(option);
});

test("seeding shows how far it is, and prints the account once it is done; in production when forced", () => {
  const { code, stdout } = seed(["--tasks", "120", "--force"], production);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^100 %  120 of 120 tasks/m);
  expect(stdout).toMatch(/e-mail +demo@example\.com\n +password +\S{12}\n/);
  expect(existsSync(database)).toBe(true);
});

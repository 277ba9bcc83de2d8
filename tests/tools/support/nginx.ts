import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { environmentOf, extractFolder, fetchPackages } from "../../../scripts/services/packages.mjs";
import { findPort } from "../../support/startApi";
import { root } from "./runScript";

export interface Nginx {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface Program {
  binary: string;
  mimeTypes: string;
  env: NodeJS.ProcessEnv;
}

const say = (line: string) => process.stderr.write(`${line}\n`);

/** On the PATH; else in packages of the distribution, unpacked by an earlier run or now. @throws Error */
async function findNginx(): Promise<Program> {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"].filter(Boolean);
  const onPath = folders.map((folder) => join(folder, "nginx")).find(isExecutable);
  const extract = extractFolder("nginx");
  const binary = onPath ?? join(extract, "usr/sbin/nginx");
  if (!isExecutable(binary) && !(await fetchPackages("nginx", ["nginx"], say)))
    throw new Error(
      "There is no nginx on the PATH, and apt-get cannot download it: install nginx to test its settings",
    );
  const prefix = dirname(dirname(binary));
  // Of a distribution, of Homebrew, and as nginx installs itself.
  const places = ["../etc/nginx", "etc/nginx", "conf"].map((folder) => join(prefix, folder, "mime.types"));
  const mimeTypes = places.find((path) => existsSync(path));
  if (!mimeTypes) throw new Error(`${binary} comes without its mime.types: there is none of ${places.join(", ")}`);
  return { binary, mimeTypes, env: onPath ? process.env : { ...process.env, ...environmentOf(extract) } };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The real nginx with deploy/nginx, in front of the APIs at `ports`; what differs is its folders, ports and upstream. */
export async function startNginx(ports: readonly number[]): Promise<Nginx> {
  const { binary, mimeTypes, env } = await findNginx();
  const folder = mkdtempSync(join(tmpdir(), "taskflow-nginx-"));
  cpSync(join(root, "deploy/nginx"), folder, { recursive: true });
  cpSync(mimeTypes, join(folder, "mime.types"));
  cpSync(join(root, "web/dist"), join(folder, "html"), { recursive: true });
  const port = await findPort();
  const settings = readFileSync(join(folder, "nginx.conf"), "utf8")
    .replaceAll("/tmp/", `${folder}/`)
    .replace("listen 8080;", `listen 127.0.0.1:${port};`)
    // A pipe of Node's is a socket, which cannot be opened by that name.
    .replace("/dev/stdout", join(folder, "access.log"))
    .replace("/usr/share/nginx/html", join(folder, "html"))
    // Workers of a root process would be another user's, who may not read the folder.
    .replace("worker_processes auto;", `worker_processes 2; user ${userInfo().username};`);
  writeFileSync(join(folder, "nginx.conf"), settings);
  // By one fixed address each, where the containers are found by their name.
  const servers = ports.map((each) => `  server 127.0.0.1:${each} max_fails=3 fail_timeout=2s;`).join("\n");
  const upstream = readFileSync(join(folder, "upstream.conf"), "utf8")
    .replace(/^resolver .*$/m, "")
    .replace(/^ {2}server .*$/m, servers);
  writeFileSync(join(folder, "upstream.conf"), upstream);

  const args = ["-c", join(folder, "nginx.conf"), "-p", folder, "-e", "stderr"];
  const checked = spawnSync(binary, ["-t", ...args], { env, encoding: "utf8" });
  if (checked.status !== 0) throw new Error(`nginx does not take the settings:\n${checked.stderr}`);
  const child = spawn(binary, [...args, "-g", "daemon off;"], { env, stdio: ["ignore", "ignore", "inherit"] });
  const exited = new Promise<void>((finish) => child.once("exit", () => finish()));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(url)); tries++) {
    if (child.exitCode !== null || tries > 200) throw new Error("nginx did not start");
    await sleep(25);
  }
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

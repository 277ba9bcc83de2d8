// node scripts/checkImages.mjs: does what deploy/*.Dockerfile say without an engine, each stage in a folder of its own,
// as a user without rights, and starts the API that comes out. Takes minutes, for npm ci runs as often as they say so.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./lib/paths.mjs";
import { run, seconds } from "./lib/run.mjs";

const NOBODY = process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : [];
const PORT = "21984";
const answers = (path) =>
  fetch(`http://127.0.0.1:${PORT}${path}`, { headers: { accept: "text/html" } }).then(
    ({ ok }) => ok,
    () => false,
  );
const resolveIn = (folder, workdir, path) => join(folder, path.startsWith("/") ? "" : workdir, path);
const base = mkdtempSync(join(tmpdir(), "taskflow-images-"));
try {
  const context = join(base, "context");
  await sh(`mkdir "${context}" && git -C "${root}" archive HEAD | tar -x -C "${context}"`);
  for (const name of await ignored(context)) rmSync(join(context, name), { recursive: true });
  if (NOBODY.length > 0) await sh(`chown -R 65534:65534 "${base}"`);
  const api = await buildImage("api", context);
  await startAndAsk(api);
  const web = await buildImage("web", context);
  for (const path of ["usr/share/nginx/html/index.html", "etc/nginx/nginx.conf", "etc/nginx/upstream.conf"])
    if (!existsSync(join(web, path))) throw new Error(`The web image has no ${path}`);
  console.log("Both images can be made of what their Dockerfiles say, and the API starts. No image was built.");
} finally {
  rmSync(base, { recursive: true, force: true });
}

/** What .dockerignore leaves out of what is committed, by its names at the top. */
async function ignored(context) {
  const kept = readFileSync(join(root, ".dockerignore"), "utf8").match(/(?<=^!)[^/\n]+/gm);
  const { stdout } = await sh(`ls -A "${context}"`);
  return stdout.split("\n").filter((name) => name && !kept.includes(name));
}

/** Answers the folder that stands for the last stage's file system. */
async function buildImage(name, context) {
  const text = readFileSync(join(root, "deploy", `${name}.Dockerfile`), "utf8").replaceAll("\\\n", " ");
  const stages = new Map();
  let folder;
  let workdir = "/";
  for (const line of text.split("\n").filter((each) => each && !each.startsWith("#"))) {
    const [instruction, ...words] = line.trim().split(/\s+/);
    if (instruction === "FROM") {
      workdir = "/";
      folder = join(base, `${name}-${stages.size}`);
      stages.set(words[2] ?? "last", folder);
      mkdirSync(folder);
      if (NOBODY.length > 0) await sh(`chown 65534:65534 "${folder}"`);
    } else if (instruction === "WORKDIR") {
      workdir = words[0];
      await sh(`mkdir -p "${join(folder, workdir)}"`, NOBODY);
    } else if (instruction === "COPY") {
      const stage = /^--from=(.+)$/.exec(words[0])?.[1];
      const paths = stage ? words.slice(1) : words;
      copy(
        paths.slice(0, -1),
        stage ? stages.get(stage) : context,
        resolveIn(folder, workdir, paths.at(-1)),
        paths.at(-1),
      );
      if (NOBODY.length > 0) await sh(`chown -R 65534:65534 "${folder}"`);
    } else if (instruction === "RUN") {
      const startedAt = performance.now();
      await sh(line.trim().slice(4), NOBODY, { cwd: join(folder, workdir), home: base });
      console.log(`${name}: ${line.trim()} (${seconds(startedAt)})`);
    } else if (!["ENV", "USER", "EXPOSE", "HEALTHCHECK", "CMD"].includes(instruction)) {
      throw new Error(`${name}.Dockerfile says ${instruction}, which this check does not know`);
    }
  }
  return folder;
}

/** As COPY does: a folder gives what is in it, and several files need a folder to go to. */
function copy(sources, from, target, to) {
  for (const source of sources) {
    const path = join(from, source);
    const isIntoFolder = to.endsWith("/") || to === "." || sources.length > 1;
    const isFolder = statSync(path).isDirectory();
    cpSync(path, isIntoFolder && !isFolder ? join(target, source.split("/").at(-1)) : target, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

async function startAndAsk(image) {
  const app = join(image, "app");
  const dataDir = join(base, "data");
  await sh(`mkdir "${dataDir}"`, NOBODY);
  const [command, ...args] = [...NOBODY, process.execPath, "api/dist/main.js"];
  const env = { PATH: process.env.PATH, HOST: "127.0.0.1", PORT, DATA_DIR: dataDir };
  const child = spawn(command, args, { cwd: app, env, stdio: "inherit" });
  const exited = new Promise((finish) => child.once("exit", finish));
  try {
    for (let tries = 0; !(await answers("/readyz")); tries++) {
      if (child.exitCode !== null || tries > 120) throw new Error("The API of the image did not start");
      await sleep(250);
    }
    if (!(await answers("/"))) throw new Error("The API of the image has no web app");
  } finally {
    child.kill();
    await exited;
  }
}

async function sh(script, prefix = [], { cwd = root, home = "/" } = {}) {
  const [command, ...args] = [...prefix, "sh", "-c", script];
  const env = { PATH: process.env.PATH, HOME: home, npm_config_cache: join(home, "npm"), CI: "true" };
  const ended = await run(command, args, { cwd, env });
  if (ended.code !== 0) throw new Error(`${script} failed:\n${ended.output}`);
  return ended;
}

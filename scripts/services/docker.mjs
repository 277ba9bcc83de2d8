import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { run } from "../lib/run.mjs";
import { cacheFolder } from "./packages.mjs";

const IMAGES = { db: "mariadb:11.4", redis: "redis:7.2-alpine" };

/**
 * Programs that run in containers, behind scripts that are called as the programs themselves: the host's network, the
 * same folders at the same paths, as the same user, so that everything else need not know. Linux only, because
 * elsewhere a container's process cannot be signalled by its id. Undefined when no Docker answers.
 */
export async function dockerPrograms(part, names, runFolder, say) {
  if (process.platform !== "linux" || !(await answers())) return undefined;
  say(`Using Docker's image ${IMAGES[part]}…`);
  const pulled = await run("docker", ["pull", "-q", IMAGES[part]], { timeoutMs: 300_000 });
  if (pulled.code !== 0) {
    say(`docker pull ${IMAGES[part]}: ${pulled.output.trim()}`);
    return undefined;
  }
  const folder = join(runFolder, "docker");
  mkdirSync(folder, { recursive: true });
  mkdirSync(cacheFolder(), { recursive: true });
  const programs = { env: {}, ...(part === "db" && { base: "/usr" }) };
  for (const name of names) {
    programs[name] = join(folder, name);
    writeFileSync(programs[name], script(name, IMAGES[part], runFolder));
    chmodSync(programs[name], 0o755);
  }
  return programs;
}

/** The process id of a server whose program is one of these scripts: of the server, not of the docker command. */
export async function containerPid(name) {
  const { code, stdout } = await run("docker", ["inspect", "--format", "{{.State.Pid}}", name]);
  return code === 0 ? Number(stdout) : undefined;
}

export const killContainer = (name) => run("docker", ["kill", name]);

function script(name, image, runFolder) {
  const { uid, gid } = userInfo();
  const options = ["--rm", "--network", "host", "--user", `${uid}:${gid}`, "--entrypoint", name];
  const folders = [runFolder, cacheFolder()].map((path) => `-v "${path}:${path}"`).join(" ");
  return `#!/bin/sh\nexec docker run \${CONTAINER:+--name "$CONTAINER"} ${options.join(" ")} ${folders} ${image} "$@"\n`;
}

async function answers() {
  try {
    return (await run("docker", ["info"], { timeoutMs: 10_000 })).code === 0;
  } catch {
    return false;
  }
}

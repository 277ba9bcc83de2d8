// Imported first by every script, so that an old Node is told so before anything else fails on it.
const [major, minor] = process.versions.node.split(".").map(Number);

// 20.19 and 22.12 are the first releases of their lines in which CommonJS may require an ES module.
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (!isSupported) {
  console.error(
    `TaskFlow needs Node 20.19 or newer in the 20 line, or 22.12 and later; this is ${process.version}.\n` +
      "Get one from https://nodejs.org, or with nvm: nvm install",
  );
  process.exit(1);
}

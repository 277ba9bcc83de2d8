// Lets this process require the TypeScript of tests/: Node 20 cannot strip types by itself.
const Module = require("node:module");
const { transformFileSync } = require("@swc/core");
const { swcOptions } = require("./swc.cjs");

Module._extensions[".ts"] = (module, path) => {
  module._compile(transformFileSync(path, { ...swcOptions(), sourceMaps: "inline" }).code, path);
};

/** How every tool here compiles TypeScript on the fly; decorators as tsc emits them for the API. */
function swcOptions({ isTsx = false, hasDecorators = false } = {}) {
  return {
    swcrc: false,
    jsc: {
      target: "es2022",
      parser: { syntax: "typescript", tsx: isTsx, decorators: hasDecorators },
      transform: {
        useDefineForClassFields: !hasDecorators,
        ...(hasDecorators && { legacyDecorator: true, decoratorMetadata: true }),
        ...(isTsx && { react: { runtime: "automatic" } }),
      },
      keepClassNames: true,
    },
    module: { type: "commonjs" },
  };
}

// Packages that exist as ES modules only: jest before Node 24.9 cannot require them untransformed.
const ESM_PACKAGES = [
  "fractional-indexing",
  "cookie",
  "content-disposition",
  "color",
  "color-string",
  "color-convert",
  "color-name",
];
const transformIgnorePatterns = [`/node_modules/(?!(${ESM_PACKAGES.join("|")})/)`];

module.exports = { swcOptions, transformIgnorePatterns };

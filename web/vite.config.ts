import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";

const api = "http://127.0.0.1:4000";

export default defineConfig({
  // Compressed once here, not at each request; below a kilobyte it would not pay.
  plugins: [
    react(),
    compression({
      algorithms: [defineAlgorithm("brotliCompress"), defineAlgorithm("gzip")],
      threshold: 1_024,
      exclude: /\.map$/,
    }),
  ],
  build: {
    sourcemap: "hidden",
    // The content security policy allows data: for images only.
    assetsInlineLimit: (file) => (/\.(svg|png|webp|avif)$/.test(file) ? undefined : false),
    modulePreload: { polyfill: false },
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: {
      "/graphql": { target: api, ws: true },
      "/api": { target: api },
    },
  },
});

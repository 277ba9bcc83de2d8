import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = "http://127.0.0.1:4000";

export default defineConfig({
  plugins: [react()],
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

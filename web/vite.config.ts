import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";

const api = "http://127.0.0.1:4000";

export default defineConfig({
  // Compressed once here, not at each request; below a kilobyte it would not pay.
  plugins: [
    react(),
    {
      // Data: fonts, 340 KB that the content security policy would refuse; the explorer uses the system's.
      name: "no-fonts",
      enforce: "pre",
      transform: {
        filter: { id: /graphiql\/dist\/style\.css/ },
        handler: (css) => css.replace(/@font-face\s*\{[^}]*\}/g, ""),
      },
    },
    compression({
      algorithms: [defineAlgorithm("brotliCompress"), defineAlgorithm("gzip")],
      threshold: 1_024,
      exclude: /\.map$/,
    }),
  ],
  build: {
    sourcemap: "hidden",
    rolldownOptions: { input: ["index.html", "explorer.html"] },
    // The content security policy allows data: for images only.
    assetsInlineLimit: (file) => (/\.(svg|png|webp|avif)$/.test(file) ? undefined : false),
    modulePreload: { polyfill: false },
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: {
      "/graphql": {
        target: api,
        ws: true,
        // As the API does, see its explorer.ts.
        bypass: ({ headers, method }) =>
          method === "GET" && headers.accept?.includes("text/html") ? "/explorer.html" : undefined,
      },
      "/api": { target: api },
    },
  },
});

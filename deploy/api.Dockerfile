# The API with the web build, for servers: DB_HOST and what else .env.example says comes from the environment.
FROM node:20.19-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY api/package.json api/
COPY web/package.json web/
COPY tests/package.json tests/
RUN npm ci --include=dev
COPY . .
RUN npm run build
RUN find api/dist -name '*.test.*' -delete && rm -rf api/dist/testing

FROM node:20.19-bookworm-slim AS dependencies
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY api/package.json api/
COPY web/package.json web/
COPY tests/package.json tests/
RUN npm ci --omit=dev --workspace=@taskflow/api

FROM node:20.19-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=dependencies /src/node_modules node_modules
COPY --from=build /src/package.json /src/trusted-documents.json ./
COPY --from=build /src/api/package.json api/
COPY --from=build /src/api/dist api/dist
COPY --from=build /src/web/dist web/dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "api/dist/main.js"]

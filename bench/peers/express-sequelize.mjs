// What TaskFlow was: REST with Express (https://expressjs.com/en/advanced/best-practice-performance.html: NODE_ENV is
// production) and Sequelize's models with eager loading (https://sequelize.org/docs/v6/advanced-association-concepts/eager-loading/).
import express from "express";
import { Session, sequelize } from "./express-sequelize/models.mjs";
import { board, list, one } from "./express-sequelize/reads.mjs";
import { create, move, update } from "./express-sequelize/writes.mjs";
import { announce, settings } from "./lib/settings.mjs";
import { lives, Refusal, viewerOf } from "./lib/viewer.mjs";

const app = express();
app.disable("x-powered-by");
app.use(express.json());
app.use(async (request, _response, next) => {
  request.viewer = viewerOf(request.headers.authorization);
  if (!lives(await Session.findByPk(request.viewer.sessionBytes), request.viewer))
    throw new Refusal(401, "The session has ended.");
  next();
});
for (const [path, run] of Object.entries({ list, one, board })) {
  app.get(`/${path}`, async (request, response) => response.json(await run(request.viewer, request.query)));
}
for (const [path, run] of Object.entries({ create, update, move })) {
  app.post(`/${path}`, async (request, response) => response.json(await run(request.viewer, request.body)));
}
app.use((error, _request, response, _next) => {
  if (!error.status) console.error(error);
  response.status(error.status ?? 500).json({ error: error.status ? error.message : "Something went wrong." });
});

await sequelize.authenticate();
const server = app.listen(settings.port, "127.0.0.1", () => announce(server, () => sequelize.close()));

/**
 * Some tests are of one engine, by their folder or by their name, such as search.sqlite.test.ts; those of Redis run
 * where there are servers, with MySQL. The pattern of those that `engine` ("mysql", else SQLite) must leave out.
 */
exports.testsOfOtherEngine = (engine) =>
  engine === "mysql" ? /\/sqlite\/|\.sqlite\.test\.ts$/ : /\/db\/mysql\/|\/redis\/|\.(mysql|redis)\.test\.ts$/;

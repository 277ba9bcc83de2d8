/**
 * Some tests are of one engine, by their folder or by their name, such as search.sqlite.test.ts; those of Redis run
 * where there are servers, with MySQL. The pattern of those that `engine` ("mysql", else SQLite) must leave out: it
 * begins within the repository, as the folders that this is cloned below may have any name.
 */
exports.testsOfOtherEngine = (engine) =>
  engine === "mysql"
    ? /\/api\/src\/.*(\/sqlite\/|\.sqlite\.test\.ts$)/
    : /\/api\/src\/.*(\/db\/mysql\/|\/redis\/|\.(mysql|redis)\.test\.ts$)/;

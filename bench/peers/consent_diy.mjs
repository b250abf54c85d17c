// SPDX-License-Identifier: Apache-2.0
// What one would write in an afternoon: node:http and better-sqlite3, one durable INSERT a choice, an index
// by site and time, no proof, no checks. Prints its port.
//   node consent_diy.mjs FILE
import { createServer } from "node:http";
import Database from "better-sqlite3";

const db = new Database(process.argv[2]);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("CREATE TABLE consents (id TEXT PRIMARY KEY, site TEXT, visitor TEXT, time INTEGER, body TEXT)");
db.exec("CREATE INDEX by_site ON consents (site, time)");
const insert = db.prepare("INSERT OR IGNORE INTO consents VALUES (?, ?, ?, ?, ?)");

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const choice = JSON.parse(body);
  insert.run(choice.key, choice.site, choice.id, Date.now(), body);
  response.writeHead(201, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: choice.key }));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

// SPDX-License-Identifier: Apache-2.0
// @c15t/backend as its manual says: its Kysely adapter on better-sqlite3 behind @hono/node-server, with
// each commit on the disk (WAL, synchronous=FULL). Prints its port.
//   node consent_c15t.mjs FILE
import { c15tInstance } from "@c15t/backend";
import { kyselyAdapter } from "@c15t/backend/db/adapters/kysely";
import { migrator } from "@c15t/backend/db/migrator";
import { DB } from "@c15t/backend/db/schema";
import { serve } from "@hono/node-server";
import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";

const database = new Database(process.argv[2]);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
const adapter = kyselyAdapter({ db: new Kysely({ dialect: new SqliteDialect({ database }) }), provider: "sqlite" });
await (await migrator({ db: DB.client(adapter), schema: "latest" })).execute();
const { handler } = c15tInstance({ appName: "shop", basePath: "/", trustedOrigins: ["https://shop.example"], adapter, logger: { level: "error" } });
serve({ fetch: handler, port: 0, hostname: "127.0.0.1" }, ({ port }) => console.log(port));

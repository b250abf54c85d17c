// SPDX-License-Identifier: Apache-2.0
// What somebody meets who mistypes: status 2, the word that is wrong, the nearest right one, and nothing half done.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
// A server that begins although it should not would never end.
const LONGEST_MS = 20_000;
const folder = mkdtempSync(join(tmpdir(), "consentry-words-"));
const at = (name) => join(folder, name);
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words) => spawnSync(program, words, { encoding: "utf8", cwd: folder, timeout: LONGEST_MS });

for (const [words, said, page] of [
  [["sevre"], "'sevre' is not a command; did you mean 'serve'?", "consentry --help"],
  [["site", "pubilsh", "shop"], "'pubilsh' is not a command of consentry site; did you mean 'publish'?", "consentry site --help"],
  [["ledger", "verfiy"], "'verfiy' is not a command of consentry ledger; did you mean 'verify'?", "consentry ledger --help"],
  [["site", "add", "https://shop.example", "--langauge", "nl"], "there is no option '--langauge'; did you mean '--language'?", "consentry site add --help"],
  [["site", "add", "https://shop.example", "--langauge=nl"], "there is no option '--langauge'; did you mean '--language'?", "consentry site add --help"],
  [["site", "stats", "shop", "--by", "countyr"], "countyr", "consentry site stats --help"],
  [["serve", "--liste", "x"], "there is no option '--liste'; did you mean '--listen'?", "consentry serve --help"],
]) {
  test(`consentry ${words.join(" ")}`, () => {
    const { status, stderr } = run(...words);
    assert.equal(status, 2);
    assert.ok(stderr.includes(said), stderr);
    assert.ok(stderr.endsWith(`See ${page}\n`), stderr);
    assert.ok(!existsSync(at("consentry-data")), "nothing was made");
  });
}

test("a configuration that is no JSON is told with its line", () => {
  writeFileSync(at("shop.json"), '{\n  "site": "shop",\n  "owner": "Corner Shop",\n}\n');
  const { status, stderr } = run("site", "add", "https://shop.example", "--config", "shop.json");
  assert.equal(status, 2);
  assert.match(stderr, /shop\.json: line 4: this is not JSON/);
});

test("the line for the pages has one slash, however the server was written", () => {
  assert.equal(run("site", "add", "https://shop.example", "--server", "https://consent.example/", "--data", "slash").status, 0);
  const { stdout, stderr } = run("site", "publish", "shop-example", "--no-pictures", "--data", "slash");
  assert.match(stdout, /^<script src="https:\/\/consent\.example\/t\/shop-example\.js">/);
  assert.match(stderr, /href="https:\/\/consent\.example\/t\/shop-example\.html"/);
  assert.match(run("site", "add", "https://cafe.example", "--server", "consent.example", "--data", "slash").stderr, /server: an origin such as https:/);
});

for (const [setting, said] of [
  ['listen = "everywhere"', /'everywhere' is not an address/],
  ['watch_profile = "eux"', /watch_profile: .*did you mean 'eu'/],
  ['trusted_proxies = ["proxy.example"]', /trusted_proxies: 'proxy\.example' is no address/],
  ['retention_months = 0', /'retention_months' takes a whole number from 1 to 360/],
]) {
  test(`the server does not begin with ${setting}`, () => {
    writeFileSync(at("serve.toml"), setting + "\n");
    const { status, stderr } = run("serve", "--config", "serve.toml", "--data", "never");
    assert.equal(status, 2);
    assert.match(stderr, said);
    assert.ok(!existsSync(at("never")), "nothing was made");
  });
}

test("the administrator's token is shown by the first start that succeeds", async () => {
  const taken = createServer();
  await new Promise((done) => taken.listen(0, "127.0.0.1", done));
  const busy = run("serve", "--listen", `127.0.0.1:${taken.address().port}`, "--data", "token");
  taken.close();
  assert.equal(busy.status, 3, busy.stderr);
  const server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", at("token")], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((done) => server.on("exit", done));
  const lines = [];
  for await (const line of createInterface({ input: server.stdout })) {
    lines.push(line);
    if (line.includes("/my-consent")) break;
  }
  server.kill("SIGTERM");
  await ended;
  assert.match(lines.join("\n"), /token, shown this once: [0-9a-f]{48}/);
});

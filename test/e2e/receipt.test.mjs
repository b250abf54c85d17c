// SPDX-License-Identifier: Apache-2.0
// A receipt from a running server is checked by the script of docs/formats/receipt.md, which shares no
// code with the program.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-receipt-"));
const data = join(folder, "data");
const origin = "https://shop.example";
const example = JSON.parse(readFileSync(join(root, "test/data/wire/choice.json"), "utf8"));
let server;
let address;

const run = (...words) => spawnSync(program, words, { encoding: "utf8" });

async function startServer() {
  server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", data], { stdio: ["ignore", "pipe", "ignore"] });
  let out = "";
  for await (const chunk of server.stdout) {
    out += chunk;
    address = out.match(/ready on (http:\S+)\n/)?.[1];
    if (address) return;
  }
}

before(async () => {
  const owner = 'Café "Söhne" \\ 😀';
  assert.equal(run("site", "add", origin, "--id", "shop", "--owner", owner, "--data", data).status, 0);
  assert.equal(run("site", "publish", "shop", "--no-pictures", "--data", data).status, 0);
  await startServer();
});

after(() => {
  server.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

async function choose(number) {
  const script = await (await fetch(`${address}/t/shop.js`)).text();
  const id = example.id.slice(0, -4) + String(number).padStart(4, "0");
  const body = JSON.stringify({ ...example, id, key: id, services: [], language: "en",
    notice: script.match(/"h":"(\w+)"/)[1] });
  const headers = { origin, "content-type": "application/json" };
  const response = await fetch(`${address}/v1/consents`, { method: "POST", headers, body });
  assert.equal(response.status, 201, await response.clone().text());
  const { leaf_index } = await response.json();
  const receipt = await fetch(`${address}/v1/receipts/${leaf_index}?site=shop`, { headers: { authorization: `Bearer ${id}` } });
  return JSON.parse(await receipt.text());
}

const page = readFileSync(join(root, "docs/formats/receipt.md"), "utf8");
const script = page.match(/```js\n([\s\S]*?)```/)[1];
function checkByScript(receipt, ...key) {
  writeFileSync(join(folder, "check.mjs"), script);
  // Laid out anew on purpose.
  writeFileSync(join(folder, "receipt.json"), JSON.stringify(receipt, null, 2));
  return spawnSync(process.execPath, [join(folder, "check.mjs"), join(folder, "receipt.json"), ...key], { encoding: "utf8" });
}

test("a receipt is proved by openssl and the documented script", async () => {
  for (let number = 0; number < 6; number++) {
    const receipt = await choose(number);
    const key = (await (await fetch(`${address}/log/key`)).text()).trim();
    const check = checkByScript(receipt, key);
    assert.equal(check.status, 0, check.stdout + check.stderr);
    assert.match(check.stdout, new RegExp(`^proved: record ${number} of ${number + 1} in `));
  }
});

test("a changed receipt is proved by neither the script nor the program", async () => {
  const receipt = await choose(100);
  for (const change of [
    (changed) => (changed.record.event_type = "accept_all"),
    (changed) => (changed.proof.leaf_index -= 1),
    (changed) => changed.proof.hashes.pop(),
    (changed) => (changed.proof.checkpoint = changed.proof.checkpoint.replace(/\n\d+\n/, "\n9\n")),
  ]) {
    const changed = structuredClone(receipt);
    change(changed);
    assert.equal(checkByScript(changed).status, 1);
    assert.equal(run("receipt", "verify", join(folder, "receipt.json")).status, 1);
  }
});

test("the program agrees, offline", async () => {
  const receipt = await choose(200);
  writeFileSync(join(folder, "mine.json"), JSON.stringify(receipt));
  writeFileSync(join(folder, "key.txt"), receipt.proof.key + "\n");
  const verified = run("receipt", "verify", join(folder, "mine.json"), "--key", join(folder, "key.txt"));
  assert.equal(verified.status, 0, verified.stderr);
  assert.match(verified.stdout, /the log holds this record/);
});

// SPDX-License-Identifier: Apache-2.0
// Banners in 24 languages and eleven shapes are refused and accepted, each in a browser, and the site
// itself is the witness. CONSENTRY_PROGRAM names the program. The suite takes each language once; all:
//   CONSENTRY_BANNERS=100 node test/banners/banners.test.mjs
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startFarm } from "./site_farm.mjs";

const COUNT = Number(process.env.CONSENTRY_BANNERS ?? 24);
const SHARE = 0.97;  // of all banners, each way
const program = process.env.CONSENTRY_PROGRAM ?? "build/release/consentry";
const folder = mkdtempSync(join(tmpdir(), "consentry-banners-"));
let farm;

before(async () => { farm = await startFarm(folder, COUNT); });
after(async () => {
  await farm?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function scan() {
  const list = join(folder, "sites.txt");
  const out = join(folder, "out");
  writeFileSync(list, farm.sites.map(({ host }) => `https://${host}/\n`).join(""));
  const words = ["scan", "--list", list, "--phases", "refuse,accept", "--connect-to", farm.address, "--ca", farm.ca, "--out", out, "--fail-on", "never"];
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => { said += chunk; });
  const status = await new Promise((resolve) => child.on("close", resolve));
  assert.equal(status, 0, said);
  const { sites } = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  return new Map(sites.map((site) => [new URL(site.url).host, site]));
}

test(`at least ${SHARE * 100} % of ${COUNT} banners are refused and accepted, none the wrong way`, async (t) => {
  const reports = await scan();
  const said = (host, wanted) => reports.get(host)?.choices.find((choice) => choice.wanted === wanted)?.result ?? "nothing";
  const told = ({ host, language, place, control, refusal, saving, words }) =>
    `${host} ${language} ${place} ${control} ${refusal} ${saving} '${words.accept}' '${words.refuse}' '${words.settings}': ` +
    `sites saw ${farm.taken(host).join(", ") || "nothing"}; reported ${said(host, "refuse")}, ${said(host, "accept")}`;
  for (const wanted of ["refuse", "accept"]) {
    const made = farm.sites.filter(({ host }) => farm.taken(host).includes(wanted));
    for (const site of farm.sites) if (!made.includes(site)) t.diagnostic(`no ${wanted}: ${told(site)}`);
    const misreported = farm.sites.filter((site) => (said(site.host, wanted) === "done") !== made.includes(site));
    assert.deepEqual(misreported.map(told), [], `${wanted}: what is reported is not what the site saw`);
    assert.ok(made.length >= SHARE * COUNT, `${wanted}: ${made.length} of ${COUNT}`);
  }
  const wrong = farm.sites.filter(({ host }) => farm.taken(host).some((choices) => !["refuse", "accept"].includes(choices)) || farm.taken(host).filter((choices) => choices === "accept").length > 1);
  assert.deepEqual(wrong.map(told), [], "chosen the wrong way");
});

// SPDX-License-Identifier: Apache-2.0
// Publishing archives what visitors see, pictures included, and --check says of the pages whether they
// carry it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startFakeWeb } from "./fake_web.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-publish-"));
const at = (...names) => join(folder, ...names);
const SITE = "shop.example";
let web;

function run(...words) {
  const { status, stdout, stderr } = spawnSync(program, ["site", ...words, "--data", at("data")], { encoding: "utf8" });
  return { status, stdout, stderr };
}
// Not blocking: this process serves the pages.
async function runBeside(...words) {
  const child = spawn(program, ["site", ...words, "--data", at("data")], { stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].on("data", (chunk) => (said[name] += chunk));
  const status = await new Promise((resolve) => child.once("close", resolve));
  return { status, ...said };
}
const config = (more = {}) => {
  writeFileSync(at("shop.json"), JSON.stringify({
    site: "shop", owner: "Corner Shop", privacy: "/privacy", languages: ["en", "nl"], categories: ["necessary", "statistics"],
    services: [{ id: "counter", name: "Counter", category: "statistics", hosts: ["third.example"], stores: ["_count"] }], ...more,
  }));
  return at("shop.json");
};

before(async () => {
  web = await startFakeWeb({ folder, sites: [SITE] });
  assert.equal(run("add", `https://${SITE}`, "--config", config()).status, 0);
});
after(async () => {
  await web?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Width and height of a JPEG: its first frame header (ITU-T T.81, B.2.2). */
function sizeOf(jpeg) {
  for (let place = 2; place < jpeg.length; place += 2 + jpeg.readUInt16BE(place + 2)) {
    const marker = jpeg[place + 1];
    if (marker >= 0xc0 && marker <= 0xc3) return `${jpeg.readUInt16BE(place + 7)}x${jpeg.readUInt16BE(place + 5)}`;
  }
  return "";
}

test("what is published is archived with pictures in two sizes, and their digests are part of the notice's", () => {
  const { status, stderr } = run("publish", "shop");
  assert.equal(status, 0, stderr);
  const [, notice] = /notice ([0-9a-f]{64})/.exec(stderr);
  assert.equal(run("archive", "shop", "--out", at("archive")).status, 0);
  const [publication] = readdirSync(at("archive"));
  const artefact = readFileSync(at("archive", publication, "notice.json"));
  assert.equal(sha256(artefact), notice);
  const pictures = JSON.parse(artefact).pictures_sha256;
  const names = ["en", "nl"].flatMap((tag) => ["", "settings-"].flatMap((layer) => ["1366x768", "390x844"].map((size) => `${tag}-${layer}${size}.jpg`)));
  assert.deepEqual(Object.keys(pictures).sort(), names.sort());
  for (const [name, digest] of Object.entries(pictures)) {
    const jpeg = readFileSync(at("archive", publication, name));
    assert.equal(sha256(jpeg), digest);
    assert.ok(name.endsWith(`${sizeOf(jpeg)}.jpg`), name);
  }
  assert.equal(new Set(Object.values(pictures)).size, names.length, "every picture shows something else");
});

test("without pictures it is archived all the same, and the earlier ones stay", () => {
  const { status, stderr } = spawnSync(program, ["site", "publish", "shop", "--no-pictures", "--data", at("data")], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.equal(run("archive", "shop", "--out", at("plain")).status, 0);
  const plain = readdirSync(at("plain")).map((name) => readdirSync(at("plain", name)).length);
  assert.ok(plain.includes(1) && plain.includes(9), String(plain));
});

test("a folder for the static files that cannot be made leaves all as it was", () => {
  writeFileSync(at("occupied"), "");
  const publications = () => {
    const out = at(`archive-${Math.random()}`);
    assert.equal(run("archive", "shop", "--out", out).status, 0);
    return readdirSync(out).length;
  };
  const before = publications();
  const { status, stderr } = run("publish", "shop", "--no-pictures", "--static", at("occupied/t"));
  assert.equal(status, 3, stderr);
  assert.match(stderr, /occupied/);
  assert.equal(publications(), before);
});

function servePages(line) {
  const page = (title) => `<!doctype html><html lang="en"><head><meta charset="utf-8">${line}<title>${title}</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>${title}</h1><p>Tea from small gardens.</p>
<a href="/about">About us</a> <a href="/privacy">Privacy</a></main></body></html>`;
  for (const [path, title] of [["/", "Corner Shop"], ["/about", "About us"], ["/privacy", "Privacy"]]) web.pagesOf(SITE).set(path, { body: page(title) });
  for (const name of readdirSync(at("t")).filter((each) => each.endsWith(".js")))
    web.pagesOf(SITE).set(`/t/${name}`, { type: "text/javascript", body: readFileSync(at("t", name), "utf8") });
}
const check = (out, ...more) => runBeside("publish", "shop", "--no-pictures", "--static", at("t"), "--check", "--connect-to", web.address, "--ca", web.caFile,
  "--out", at(out), ...more);

test("--check scans the pages: verdicts, whether they carry the notice, what was not measured", async () => {
  const { stdout } = run("publish", "shop", "--no-pictures", "--static", at("t"));
  servePages(stdout.trim());
  const right = await check("right");
  assert.equal(right.status, 0, right.stdout + right.stderr);
  assert.match(right.stdout, /https:\/\/shop\.example\/ carries the notice that was published/);
  assert.match(right.stdout, /Not measured, so not shown to be right:\n|Everything that the rules ask for was measured/);

  const older = await check("older", "--config", config({ categories: ["necessary", "statistics", "marketing"] }));
  assert.equal(older.status, 1, older.stdout + older.stderr);
  assert.match(older.stdout, /carries an earlier notice/);
});

test("--check fails where the tag is not in place, however clean the page is", async () => {
  servePages("");
  const absent = await check("absent", "--pages", `https://${SITE}/about`);
  assert.equal(absent.status, 1, absent.stdout + absent.stderr);
  assert.match(absent.stdout, /https:\/\/shop\.example\/about does not carry the tag/);
  const wrong = run("publish", "shop", "--pages", "https://shop.example");
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /--check/);
});

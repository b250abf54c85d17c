// SPDX-License-Identifier: Apache-2.0
// A scan is sealed, stamped by a real authority and logged; what comes out is checked without the
// program, by the script in the bundle, sha256sum and openssl.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startLab } from "./lab_process.mjs";
import { startAuthority } from "./stamp_authority.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-evidence-"));
const scan = join(folder, "scan");
const log = join(folder, "log");
let authority;
let second;

// Not spawnSync: the authority answers from this process.
function run(...words) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { env: { ...process.env, CONSENTRY_DATA: join(folder, "data") } });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (part) => (said.stdout += part));
    child.stderr.on("data", (part) => (said.stderr += part));
    child.on("close", (status) => resolve({ status, ...said }));
  });
}

function unpack(bundle, name) {
  const place = join(folder, name);
  assert.equal(spawnSync("python3", ["-m", "zipfile", "-e", bundle, place]).status, 0);
  return place;
}

function filesBelow(place) {
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(place, entry.name)) : [join(place, entry.name)]);
}

function checkByScript(place, ...words) {
  const done = spawnSync("python3", [join(place, "verify.py"), ...words], { encoding: "utf8" });
  const states = done.stdout.split("\n").filter((line) => line).map((line) => [line.slice(0, 13).trim(), line.slice(13).split(":")[0]]);
  return { status: done.status, said: done.stdout + done.stderr, failed: states.filter(([state]) => state === "FAILED").map(([, step]) => step), states };
}

const seal = (bundle, ...words) => run("evidence", "seal", scan, "--out", bundle, "--by", "Ada Example", ...words);

before(async () => {
  const site = "sites/shop.example-30a4d1b0";
  mkdirSync(join(scan, site, "before"), { recursive: true });
  copyFileSync(join(root, "test/data/captures/shell-shop.ndjson"), join(scan, site, "before/events.ndjson"));
  writeFileSync(join(scan, "scan.json"), JSON.stringify({ format: "consentry-scan/1",
    settings: { program: "consentry test", commandLine: "consentry scan https://shop.example/", started: "2026-11-22T13:45:33.000Z",
      finished: "2026-11-22T13:46:33.000Z", browser: "Chrome/156", viewport: "800x600", language: "en-US", profile: "nl", phases: ["before"] },
    sites: [{ url: "https://shop.example/", folder: site, runs: ["before"], reason: "" },
      { url: "https://gone.example/", folder: "sites/gone.example-12345678", runs: [], reason: "the host name does not resolve" }], crossRuns: [] }));
  writeFileSync(join(scan, ".consentry-lock"), "");
  assert.equal((await run("judge", scan, "--fail-on", "never")).status, 0);
  authority = await startAuthority(join(folder, "tsa"));
  second = await startAuthority(join(folder, "tsa2"), { name: "Qualified test authority" });
});

after(() => {
  authority.stop();
  second.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a bundle holds without the program: script, sha256sum, openssl", async () => {
  const bundle = join(folder, "a.zip");
  const sealed = await seal(bundle, "--log", log, "--tsa", authority.url);
  assert.equal(sealed.status, 0, sealed.stderr);
  const place = unpack(bundle, "a");
  const check = checkByScript(place, "--ca", authority.root, "--key", join(place, "log.vkey"));
  assert.equal(check.status, 0, check.said);
  assert.deepEqual(check.states.map(([state]) => state), ["ok", "ok", "ok", "ok", "ok"], check.said);
  assert.doesNotMatch(check.said, /OWN/);
  const words = [["sha256sum", ["-c", "MANIFEST.sha256"]], ["sha256sum", ["-c", "SEAL.sha256"]],
    ["openssl", ["ts", "-verify", "-data", "MANIFEST.sha256", "-in", "MANIFEST.sha256.tsr", "-CAfile", authority.root, "-untrusted", "tsa-chain.pem"]]];
  for (const [tool, options] of words) assert.equal(spawnSync(tool, options, { cwd: place }).status, 0, options.join(" "));
  assert.ok(!existsSync(join(place, "scan/.consentry-lock")));
  assert.deepEqual(readFileSync(join(place, "scan/report.html")), readFileSync(join(scan, "report.html")));
  assert.ok(readFileSync(join(place, "verify.py"), "utf8").trimEnd().split("\n").length < 120);
});

test("changing one byte of any file makes exactly one step fail", async () => {
  const place = unpack(join(folder, "a.zip"), "flipped");
  const words = ["--ca", authority.root];
  const script = join(folder, "verify.py");
  copyFileSync(join(place, "verify.py"), script);
  for (const file of filesBelow(place)) {
    const good = readFileSync(file);
    // Begin, middle and end of what the seal is made of; elsewhere the middle.
    const at = file.includes("/scan/") ? [good.length >> 1] : [0, good.length >> 1, good.length - 1];
    for (const position of at) {
      const bad = Buffer.from(good);
      bad[position] ^= 0x20; // also turns the case of a digit
      writeFileSync(file, bad);
      // The script itself may be the changed file: then it is run from its sealed place by its good copy.
      if (file.endsWith("verify.py")) {
        const sums = spawnSync("sha256sum", ["--check", "--quiet", "MANIFEST.sha256"], { cwd: place, encoding: "utf8" });
        assert.match(sums.stdout, /^verify\.py: FAILED\n$/);
      } else {
        const check = checkByScript(place, ...words);
        assert.equal(check.failed.length, 1, `${relative(place, file)} at ${position}: ${check.said}`);
        assert.equal(check.status, 1);
      }
      writeFileSync(file, good);
    }
  }
  assert.equal(checkByScript(place, ...words).status, 0);
});

// Where the first file after the manifest begins in an archive: what stands before it is sealed.
function endOfSealed(bytes) {
  for (let at = bytes.indexOf("SEAL.sha256"); at >= 0; at = bytes.indexOf("SEAL.sha256", at + 1)) {
    if (bytes.readUInt32LE(at - 30) === 0x04034b50) return at - 30;
  }
  throw new Error("no seal in the archive");
}

const sumOf = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

test("who repairs the lists after a change is told by stamp and log", async () => {
  const place = unpack(join(folder, "a.zip"), "forged");
  const record = filesBelow(place).find((file) => file.endsWith("events.ndjson"));
  const before = sumOf(record);
  writeFileSync(record, readFileSync(record, "utf8").replace("shop.example", "shop.examplf"));
  const manifest = join(place, "MANIFEST.sha256");
  const old = sumOf(manifest);
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace(before, sumOf(record)));
  const seals = join(place, "SEAL.sha256");
  writeFileSync(seals, readFileSync(seals, "utf8").replace(old, sumOf(manifest)));
  const check = checkByScript(place, "--ca", authority.root);
  assert.deepEqual(check.failed, ["custody", "stamp 1", "log"], check.said);
});

test("a file that nobody sealed is not passed over", () => {
  const place = unpack(join(folder, "a.zip"), "added");
  writeFileSync(join(place, "scan/more.json"), "{}");
  assert.deepEqual(checkByScript(place).failed, ["files"]);
});

test("two seals of one folder are the same bytes but for log, stamp and their times", async () => {
  const [first, other] = [join(folder, "b.zip"), join(folder, "c.zip")];
  assert.equal((await seal(first, "--no-log")).status, 0);
  assert.equal((await seal(other, "--log", log, "--tsa", authority.url)).status, 0);
  const [one, two] = [readFileSync(first), readFileSync(other)];
  const end = endOfSealed(one);
  assert.ok(end > statSync(join(scan, "report.json")).size);
  assert.ok(one.subarray(0, end).equals(two.subarray(0, end)));
});

test("a bundle made offline is stamped later, its sealed bytes untouched, by several authorities", async () => {
  const bundle = join(folder, "d.zip");
  const offline = await seal(bundle, "--no-log");
  assert.equal(offline.status, 0, offline.stderr);
  const before = readFileSync(bundle);
  const bare = await run("evidence", "verify", bundle);
  assert.equal(bare.status, 0);
  assert.match(bare.stdout, /not there\s+stamp: no time stamp was made/);
  assert.match(bare.stdout, /not there\s+log/);
  for (const words of [["--tsa", authority.url, "--no-log"], ["--qualified-tsa", second.url, "--log", log]]) {
    const stamped = await run("evidence", "stamp", bundle, "--by", "Bo Example", ...words);
    assert.equal(stamped.status, 0, stamped.stderr);
  }
  const later = readFileSync(bundle);
  const end = endOfSealed(before);
  assert.ok(before.subarray(0, end).equals(later.subarray(0, end)));
  const roots = join(folder, "roots.pem");
  writeFileSync(roots, readFileSync(authority.root, "utf8") + readFileSync(second.root, "utf8"));
  const check = checkByScript(unpack(bundle, "d"), "--ca", roots);
  assert.equal(check.status, 0, check.said);
  const shown = await run("evidence", "show", bundle, "--tsa-ca", roots, "--format", "json");
  const view = JSON.parse(shown.stdout);
  const stamps = view.checks.filter(({ name }) => name.startsWith("stamp"));
  assert.deepEqual(stamps.map(({ state }) => state), ["ok", "ok"]);
  assert.match(stamps[0].text, /not stated as qualified/);
  assert.match(stamps[1].text, /qualified as who sealed states/);
  assert.deepEqual(view.custody.map(({ event }) => event), ["created", "captured", "sealed", "stamped", "logged", "stamped"]);
  assert.deepEqual(new Set(view.custody.map(({ actor }) => actor)), new Set(["Ada Example", "Bo Example"]));
});

test("the program agrees with the script, and wants to be told whom to trust", async () => {
  const bundle = join(folder, "a.zip");
  const alone = await run("evidence", "verify", bundle);
  assert.equal(alone.status, 0, alone.stdout);
  assert.match(alone.stdout, /unconfirmed\s+stamp 1/);
  assert.match(alone.stdout, /unconfirmed\s+log/);
  const trusted = await run("evidence", "verify", bundle, "--tsa-ca", authority.root, "--key", join(folder, "a/log.vkey"));
  assert.doesNotMatch(trusted.stdout, /unconfirmed|FAILED|not there/);
  const stranger = await run("evidence", "verify", bundle, "--tsa-ca", second.root);
  assert.equal(stranger.status, 1);
  assert.match(stranger.stdout, /FAILED\s+stamp 1/);
});

test("what is missing is said: by whom, from where, what was never recorded, which site", async () => {
  const bundle = join(folder, "e.zip");
  assert.equal((await run("evidence", "seal", scan, "--out", bundle, "--no-log")).status, 0);
  const shown = await run("evidence", "show", bundle);
  for (const words of ["by +not stated", "from +not stated", "clock +not stated", "who scanned: not stated", "https://gone.example/: the host name does not resolve",
    "browser command line and digest of its program: not recorded"]) assert.match(shown.stdout, new RegExp(words));
});

test("an authority that does not answer, or answers wrongly, leaves the bundle and says so", async () => {
  const damaged = await startAuthority(join(folder, "tsa3"), { damage: (bytes) => { bytes[bytes.length - 5] ^= 1; return bytes; } });
  const bundle = join(folder, "f.zip");
  const sealed = await seal(bundle, "--no-log", "--tsa", "http://127.0.0.1:1/", "--tsa", damaged.url);
  damaged.stop();
  assert.equal(sealed.status, 3);
  assert.match(sealed.stderr, /not stamped: asking http:\/\/127\.0\.0\.1:1\//);
  assert.match(sealed.stderr, /does not verify/);
  assert.match((await run("evidence", "verify", bundle)).stdout, /not there\s+stamp/);
  assert.equal((await seal(bundle, "--tsa", "ftp://x/")).status, 2);
});

test("what cannot be sealed, or is no bundle, is refused by name", async () => {
  const odd = join(folder, "odd");
  cpSync(scan, odd, { recursive: true });
  symlinkSync("/etc/hostname", join(odd, "link"));
  const linked = await run("evidence", "seal", odd, "--no-log");
  assert.equal(linked.status, 2);
  assert.match(linked.stderr, /odd\/link cannot be sealed/);
  assert.ok(!readdirSync(odd).some((name) => name.startsWith("evidence.zip")));
  assert.equal((await run("evidence", "seal", folder)).status, 2);
  writeFileSync(join(folder, "none.zip"), "no archive");
  assert.equal((await run("evidence", "verify", join(folder, "none.zip"))).status, 2);
  const climbing = join(folder, "climbing.zip");
  const made = spawnSync("python3", ["-c", "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w')\nz.writestr('../up.txt', 'x')\nz.writestr('MANIFEST.sha256', '')\nz.close()", climbing]);
  assert.equal(made.status, 0);
  const refused = await run("evidence", "show", climbing);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /a name that leads elsewhere/);
});

test("an archive that grows when it is unpacked is refused", async () => {
  const bomb = join(folder, "bomb.zip");
  const made = spawnSync("python3", ["-c", "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\nz.writestr('scan/a', bytes(50_000_000))\nz.writestr('MANIFEST.sha256', '')\nz.close()", bomb]);
  assert.equal(made.status, 0);
  const refused = await run("evidence", "verify", bomb);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /more comes out of it/);
});

test("a bundle that was changed gets no new stamp", async () => {
  const bundle = join(folder, "g.zip");
  const bytes = readFileSync(join(folder, "a.zip"));
  const at = bytes.indexOf("consentry-event-log/1");
  assert.ok(at > 0);
  // The archive's own check sum is seen first.
  bytes[at] ^= 1;
  writeFileSync(bundle, bytes);
  assert.notEqual((await run("evidence", "stamp", bundle, "--tsa", authority.url)).status, 0);
  assert.equal(statSync(bundle).size, bytes.length);
});

test("a scan seals itself when asked to", async () => {
  const lab = await startLab({ program, dir: join(folder, "lab"), sites: 1, seed: 1 });
  const out = join(folder, "scanned");
  const scanned = await run("scan", "--list", join(folder, "lab/sites.txt"), "--connect-to", lab.address, "--ca", join(folder, "lab/ca.pem"),
    "--phases", "before", "--fail-on", "never", "--out", out, "--evidence", "--by", "Ada Example", "--tsa", authority.url);
  await lab.stop();
  assert.equal(scanned.status, 0, scanned.stderr);
  const check = checkByScript(unpack(join(out, "evidence.zip"), "whole"), "--ca", authority.root);
  assert.equal(check.status, 0, check.said);
  assert.equal(check.states.length, 5, check.said);
  assert.ok(existsSync(join(folder, "data/evidence-log/public/checkpoint")));
});

// A reader has the bundle, the letter or the company file, and the programs that every system has.
const inBundle = (bundle, entry) => {
  const out = spawnSync("unzip", ["-p", bundle, entry], { maxBuffer: 1 << 28 });
  assert.equal(out.status, 0, entry);
  return out.stdout;
};

function follow(bundle, { entry, line, sha256 }) {
  const record = inBundle(bundle, entry);
  assert.equal(createHash("sha256").update(record).digest("hex"), sha256);
  const found = spawnSync("grep", ["-m1", `^."n":${line},`], { input: record, encoding: "utf8" });
  assert.equal(found.status, 0, `line ${line} of ${entry}`);
  assert.ok(inBundle(bundle, "MANIFEST.sha256").toString("utf8").includes(`${sha256}  ${entry}\n`));
  return found.stdout;
}

test("each fact of a letter and each row of a company file leads into the sealed bundle", async () => {
  const sealed = join(folder, "referred");
  cpSync(scan, sealed, { recursive: true });
  rmSync(join(sealed, "evidence.zip"), { force: true });
  assert.equal((await run("evidence", "seal", sealed, "--no-log", "--by", "Ada Example")).status, 0);
  const bundle = join(sealed, "evidence.zip");
  const manifest = createHash("sha256").update(inBundle(bundle, "MANIFEST.sha256")).digest("hex");
  const file = join(folder, "case.toml");
  writeFileSync(file, `name = "Ours v Theirs"\nsummary = "s"\nrespondents = ["Theirs"]\nstate = "open"\nstate_on = "2026-11-22"\n` +
    `[sender]\nname = "Ours"\naddress = ["Street 1"]\ncontact = "post@ours.example"\n`);
  for (const [language, pattern] of [["en", /^\s*Record: (\S+) in the evidence bundle evidence\.zip ([0-9a-f]{16})…, line (\d+); SHA-256 ([0-9a-f]{64})$/],
    ["nl", /^\s*Bestand: (\S+) in de bewijsbundel evidence\.zip ([0-9a-f]{16})…, regel (\d+); SHA-256 ([0-9a-f]{64})$/]]) {
    const letter = await run("case", "draft", "warning", file, "--scan", sealed, "--language", language, "--on", "2026-11-23");
    assert.equal(letter.status, 0, letter.stderr);
    const facts = letter.stdout.split("\n").map((text) => pattern.exec(text)).filter((found) => found);
    assert.ok(facts.length > 0, letter.stdout);
    for (const [, entry, mark, line, sha256] of facts) {
      assert.ok(manifest.startsWith(mark));
      follow(bundle, { entry, line, sha256 });
    }
    assert.ok(letter.stdout.replace(/\s+/g, "").includes(manifest));
  }
  const report = JSON.parse(readFileSync(join(sealed, "report.json"), "utf8"));
  const company = report.companies[0].company;
  assert.equal((await run("company", company, sealed, "--out", join(folder, "company"))).status, 0);
  const told = JSON.parse(readFileSync(join(folder, "company/company.json"), "utf8")).scans[0];
  assert.equal(told.bundle_manifest_sha256, manifest);
  const site = told.present[0];
  const places = [...site.requested, ...site.identifier.map(({ evidence }) => evidence), ...site.items.map(({ first }) => first), ...site.data.map(({ evidence }) => evidence)];
  assert.ok(places.length > 0);
  for (const { bundle_entry: entry, line, sha256 } of places) follow(bundle, { entry, line, sha256 });
  // A record that changed after it was sealed is not said to lie in the bundle.
  const record = filesBelow(sealed).find((name) => name.endsWith("events.ndjson"));
  writeFileSync(record, readFileSync(record, "utf8").replace("\"consentry test\"", "\"consentry tesu\""));
  const later = await run("case", "draft", "warning", file, "--scan", sealed, "--on", "2026-11-23");
  assert.match(later.stdout, /not in a sealed bundle/);
  assert.doesNotMatch(later.stdout, /evidence\.zip/);
});

// SPDX-License-Identifier: Apache-2.0
// A site whose reverse proxy passes one path to the server: after a withdrawal, cookies that no script reaches
// are gone from a real browser, necessary ones stay, and what cannot be deleted is named.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as requestPlain } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { shadow, startBrowser } from "../web/tag/browser.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.CONSENTRY_PROGRAM ?? join(root, "build/dev/consentry");
const folder = mkdtempSync(join(tmpdir(), "consentry-withdrawal-"));
const at = (name) => join(folder, name);
const HOST = "www.shop.example";
const PATH = "/.consentry/withdraw";
const PLANTED = [
  "basket=1; Path=/; HttpOnly",
  "unknown=1; Path=/; HttpOnly",
  "_ad_host=1; Path=/; HttpOnly",
  "_ad_domain=1; Path=/; Domain=shop.example; HttpOnly",
  "_ad_exact=1; Path=/account; HttpOnly",
  "__Host-ad=1; Path=/; Secure; HttpOnly",
  "__Secure-ad=1; Path=/; Secure; HttpOnly; Domain=shop.example",
  "_ad_chips=1; Path=/; Secure; HttpOnly; Partitioned; SameSite=None",
  "_ad_script=1; Path=/account/orders",
  "__Host-ad_script=1; Path=/; Secure; Partitioned; SameSite=None",
];
const LATE = `<script>addEventListener("consentry:choice", ({ detail }) => {
  if (detail.event !== "withdraw") return;
  const write = () => document.cookie = "_ad_late=1;path=/";
  setInterval(write, 1);
  addEventListener("pagehide", write);
})</script>`;

let server;
let proxy;
let browser;
let origin;
let backend;
let tab;
const asked = [];
/** Set again with every answer, as by an application behind the same proxy. */
let stubborn = false;

function passOn(request, response) {
  const { method, headers } = request;
  // As the examples for proxies do.
  const url = request.url.endsWith(PATH) ? PATH : request.url;
  const on = requestPlain({ host: "127.0.0.1", port: backend, method, path: url, headers: { ...headers, "x-forwarded-for": "192.0.2.1" } }, (answer) => {
    const head = { ...answer.headers };
    if (url === PATH) asked.push({ path: request.url, status: answer.statusCode, cookies: head["set-cookie"] ?? [], bytes: JSON.stringify(head).length });
    if (url === PATH && stubborn) head["set-cookie"] = [...(head["set-cookie"] ?? []), "_ad_stays=1; Path=/; HttpOnly"];
    response.writeHead(answer.statusCode, head);
    answer.pipe(response);
  });
  request.pipe(on);
}

function answer(request, response) {
  if (request.url.endsWith(PATH) || request.url.startsWith("/t/")) return passOn(request, response);
  const head = { "content-type": "text/html" };
  if (request.url === "/account/plant") head["set-cookie"] = PLANTED;
  response.writeHead(200, head).end(`<!doctype html><title>Shop</title><script src="/t/shop.js"></script>${LATE}<h1>Shop</h1>`);
}

async function startServer() {
  server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", at("data")], { stdio: ["ignore", "pipe", "pipe"] });
  server.log = "";
  server.stderr.on("data", (chunk) => (server.log += chunk));
  for await (const line of createInterface({ input: server.stdout })) {
    const port = /ready on http:\S+:(\d+)/.exec(line)?.[1];
    if (port) return Number(port);
  }
  throw new Error("the server did not start");
}

function configure(withdrawal) {
  writeFileSync(at("shop.json"), JSON.stringify({
    site: "shop", owner: "Corner Shop", privacy: "/privacy", categories: ["necessary", "marketing"], withdrawal,
    services: [
      { id: "basket", category: "necessary", stores: ["basket"] },
      { id: "adnet", name: "Ad Net", category: "marketing", optOut: "https://ads.example/no",
        stores: ["_ad_*", "_ad_exact", "__Host-ad*", "__Secure-ad"] },
    ],
  }));
}

function run(...words) {
  const { status, stderr } = spawnSync(program, [...words, "--data", at("data")], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

before(async () => {
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
    "-subj", `/CN=${HOST}`, "-keyout", at("key.pem"), "-out", at("cert.pem")], { stdio: "ignore" });
  proxy = createServer({ key: readFileSync(at("key.pem")), cert: readFileSync(at("cert.pem")) }, answer);
  await new Promise((done) => proxy.listen(0, "127.0.0.1", done));
  origin = `https://${HOST}:${proxy.address().port}`;
  configure(PATH);
  run("site", "add", origin, "--config", at("shop.json"));
  run("site", "publish", "shop", "--no-pictures");
  backend = await startServer();
  browser = await startBrowser();
  tab = await browser.openPage();
});
after(async () => {
  await browser?.stop();
  server?.kill("SIGTERM");
  proxy?.closeAllConnections();
  proxy?.close();
  rmSync(folder, { recursive: true, force: true });
});

const names = async () => (await tab.ask("Network.getAllCookies")).cookies.map(({ name }) => name).sort();

async function withdrawAt(path) {
  await tab.go(origin + "/");
  await tab.evaluate("consentry.acceptAll()");
  await tab.go(origin + "/account/plant");
  await tab.go(origin + path);
  const planted = await names();
  for (const line of PLANTED) assert.ok(planted.includes(line.split("=")[0]), `${line} was set`);
  asked.length = 0;
  const loaded = tab.nextLoad();
  await tab.evaluate("void consentry.withdraw()");
  await loaded;
  await tab.until(`JSON.parse(localStorage.getItem("consentry-erased")).choice === document.cookie.match(/consentry=([^;]*)/)[1]`);
}

test("a withdrawal deletes HttpOnly, sub-domain, path-bound, prefixed, partitioned and late-written cookies", async () => {
  await withdrawAt("/account/orders");
  assert.deepEqual(await names(), ["basket", "consentry", "unknown"]);
  assert.deepEqual(asked.filter(({ status }) => status !== 200), []);
  assert.ok(asked.length >= 2, "at the withdrawal, and on the page after it");
  assert.ok(Math.max(...asked.map(({ bytes }) => bytes)) < 32 * 1024, "within the buffer of the example for nginx");
});

test("the same page does not ask again on each view, and a consented page never", async () => {
  asked.length = 0;
  await tab.go(origin + "/account/orders");
  await tab.go(origin + "/account/other");
  assert.deepEqual(asked, []);
  await tab.evaluate("consentry.acceptAll()");
  await tab.go(origin + "/");
  assert.deepEqual(asked, []);
});

test("what is set again by others is named in the settings, with the vendor's own opt-out", async () => {
  stubborn = true;
  await withdrawAt("/account/orders");
  assert.ok((await names()).includes("_ad_stays"));
  await tab.evaluate("consentry.open()");
  await tab.until(`${shadow}.querySelector(".f")`);
  const left = `${shadow}.querySelector(".f")`;
  assert.match(await tab.evaluate(`${left}.textContent`), /Refused, but could not be deleted from here:\s*Ad Net: _ad_stays/);
  assert.equal(await tab.evaluate(`${left}.querySelector("a").href`), "https://ads.example/no");
  assert.equal(await tab.evaluate(`${left}.querySelector("a").rel`), "noopener noreferrer");
  stubborn = false;
});

/** Until visitors get what was published. */
async function published(mark) {
  for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((done) => setTimeout(done, 50)))
    if ((await (await fetch(`http://127.0.0.1:${backend}/t/shop.js`)).text()).includes(mark)) return;
  throw new Error("the server did not see it");
}

test("asked below the page, patterns delete what is bound to its folders, and to no other", async () => {
  const bound = ["_ad_bound=1; Path=/account; HttpOnly", "_ad_deep=1; Path=/account/orders; HttpOnly", "_ad_away=1; Path=/blog; HttpOnly",
    "_ad_bound_chips=1; Path=/account; Secure; HttpOnly; Partitioned; SameSite=None"];
  PLANTED.push(...bound);
  // With everything allowed no page asks on its way to where the cookies are set.
  await tab.evaluate("consentry.acceptAll()");
  await withdrawAt("/account/orders");
  const stayed = bound.map((line) => line.split("=")[0]).sort();
  assert.deepEqual((await names()).filter((name) => stayed.includes(name)), stayed, "nothing tells the server their names");
  configure("/*" + PATH);
  run("site", "publish", "shop", "--config", at("shop.json"), "--no-pictures");
  await published("/*" + PATH);
  // Browsers keep the tag for some minutes.
  await tab.ask("Network.enable");
  await tab.ask("Network.setCacheDisabled", { cacheDisabled: true });
  await tab.evaluate("consentry.acceptAll()");
  await withdrawAt("/account/orders");
  assert.deepEqual(await names(), ["_ad_away", "basket", "consentry", "unknown"]);
  assert.deepEqual([...new Set(asked.map(({ path, status }) => `${status} ${path}`))], [`200 /account/orders${PATH}`]);
  // The visitor comes to the other folder.
  await tab.go(origin + "/blog/");
  await tab.until(`JSON.parse(localStorage.getItem("consentry-erased")).places.includes("/blog")`);
  assert.deepEqual(await names(), ["basket", "consentry", "unknown"]);
});

test("no value of a cookie stands in the server's log", () => {
  assert.doesNotMatch(server.log, /_ad_|basket/);
});

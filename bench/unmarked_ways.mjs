// SPDX-License-Identifier: Apache-2.0
// Eighteen ways in which a page that nobody edited loads or stores. How many are stopped before the
// visitor agrees, and how many work once everything is accepted? Per consent manager, put in place as
// its manual says, with a page of its own and with one under a strict Content-Security-Policy (nonces,
// no 'unsafe-inline'); beside them a policy alone that lets through nothing but the site itself.
// Only what a server has seen counts: requests of the third party's host; for cookies their header at
// the site's next page; for storage what that page, which has no manager, reports.
//   node bench/unmarked_ways.mjs [--quick]         --quick: without the strict policy
// Prints a table, writes build/bench/unmarked_ways.json.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { middleOf, startBannerBrowser, startBannerWeb, wait } from "./banner_web.mjs";
import { ours, peers } from "./peers/managers.mjs";
import { writeJson } from "./process_meter.mjs";
import { table } from "./summary.mjs";

const out = join(dirname(dirname(fileURLToPath(import.meta.url))), "build", "bench");
const quick = process.argv.includes("--quick");
const SETTLE_MS = 1500;

const REQUESTS = ["static script", "dynamic script", "static image", "static iframe", "dynamic iframe", "stylesheet", "prefetch", "preload",
  "CSS background", "innerHTML", "new Image", "fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "module import"];
const STORES = ["cookie", "localStorage"];
const WAYS = [...REQUESTS, ...STORES];

const BODIES = {
  js: ["text/javascript", "(window.ran ??= []).push(1);"], css: ["text/css", "body{--loaded:1}"], html: ["text/html", "<!doctype html><title>frame</title>"],
  svg: ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'], json: ["application/json", "{}"],
};
const web = await startBannerWeb({ answerThird: (url) => {
  const [type, body] = BODIES[url.pathname.split(".").at(-1)] ?? BODIES.json;
  return { type, body };
} });
const at = (way, ending) => `${web.third}/a.${ending}?n=${encodeURIComponent(way)}`;

const head = (nonce) => `<script src="${at("static script", "js")}"${nonce}></script>
<link rel="stylesheet" href="${at("stylesheet", "css")}"${nonce}><link rel="prefetch" href="${at("prefetch", "js")}">
<link rel="preload" as="script" href="${at("preload", "js")}"${nonce}>
<style${nonce}>body{background:url(${at("CSS background", "svg")})}</style>`;

const body = (nonce) => `<img src="${at("static image", "svg")}" alt=""><iframe src="${at("static iframe", "html")}" title="f"></iframe><div id="d"></div>
<script${nonce}>
const add = (name, given) => document.body.append(Object.assign(document.createElement(name), given));
add("script", { src: "${at("dynamic script", "js")}" });
add("iframe", { src: "${at("dynamic iframe", "html")}" });
d.innerHTML = '<img src="${at("innerHTML", "svg")}" alt="">';
window.image = new Image(); image.src = "${at("new Image", "svg")}";
fetch("${at("fetch", "json")}").catch(() => {});
const x = new XMLHttpRequest(); x.open("GET", "${at("XMLHttpRequest", "json")}"); try { x.send(); } catch {}
navigator.sendBeacon("${at("sendBeacon", "json")}");
try { new WebSocket("${at("WebSocket", "json").replace("http", "ws")}"); } catch {}
import("${at("module import", "js")}").catch(() => {});
document.cookie = "_track=1; path=/; max-age=3600";
localStorage.setItem("_track", "1");
</script>`;

const WITNESS = `<!doctype html><title>witness</title><script>fetch("/stored?n=" + encodeURIComponent(Object.keys(localStorage).join(" ")))</script>`;
// Lets a page do all of the above, but for scripts that it did not begin.
const STRICT = "script-src 'nonce-n0' 'strict-dynamic'; style-src 'self' 'nonce-n0' " + web.third + "; object-src 'none'; base-uri 'none'";
const ONLY_ITSELF = { name: "a policy alone: own origin only", version: "", make: () => ({
  files: new Map(), body: "", head: `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline'">` }) };

const OPTIONS = { [ours.name]: { extra: { autoblock: "strict", services: [{ id: "counter", name: "Counter", category: "statistics", hosts: ["third.localhost"], stores: ["_track"] }] } } };
const blocker = peers.find(({ name }) => name.startsWith("c15t"));
const managers = [
  ours,
  ...peers,
  { ...blocker, name: "c15t with its network blocker", make: (gated, nonce) => blocker.make(gated, nonce, { blocker: "third.localhost" }) },
  ONLY_ITSELF,
];

function publish(manager, strict) {
  const nonce = strict ? ' nonce="n0"' : "";
  const made = manager.make([], nonce, OPTIONS[manager.name]);
  web.pages.clear();
  for (const [path, file] of made.files) web.pages.set(path, file);
  web.pages.set("/", {
    headers: strict ? { "content-security-policy": STRICT } : {},
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${made.head}${head(nonce)}</head>
<body>${made.start ?? ""}<h1>Shop</h1>${body(nonce)}${made.body}</body></html>`,
  });
  web.pages.set("/witness", { body: WITNESS });
  web.pages.set("/stored", { body: "" });
  return made;
}

// What has reached a server since the last forget(), once the site's witness has spoken.
async function reached(page) {
  const witness = await page.browserContext().newPage();
  await witness.goto(`${web.site}/witness`, { waitUntil: "networkidle0" });
  await witness.close();
  const third = new Set(web.hits.filter(({ host }) => host === "third.localhost").map(({ name }) => name));
  const site = web.hits.filter(({ host }) => host === "site.localhost");
  const ways = new Set(REQUESTS.filter((way) => third.has(way)));
  if (site.findLast(({ path }) => path === "/witness").cookie.includes("_track=")) ways.add("cookie");
  if (site.findLast(({ path }) => path === "/stored").name.split(" ").includes("_track")) ways.add("localStorage");
  return ways;
}

async function look(browser, manager, strict) {
  const made = publish(manager, strict);
  web.forget();
  const page = await browser.openPage();
  try {
    await page.goto(`${web.site}/`, { waitUntil: "load" });
    await wait(SETTLE_MS);
    const before = await reached(page);
    let note = "";
    if (made.accept) {
      await page.bringToFront();
      await middleOf(page, made.accept, { patienceMs: 5000 }).then(([x, y]) => page.mouse.click(x, y), () => { note = "no banner to click"; });
      await wait(2 * SETTLE_MS);  // some load the page again
    }
    const after = new Set([...before, ...await reached(page)]);
    await page.goto(`${web.site}/`, { waitUntil: "load" });
    await wait(SETTLE_MS);
    const next = new Set([...after, ...await reached(page)]);
    return { before: [...before], after: [...after], next: [...next], note };
  } finally {
    await page.close();
  }
}

mkdirSync(out, { recursive: true });
const browser = await startBannerBrowser();
const result = {};
const rows = [["manager", "stopped of 18", "work once accepted", "at the next page", "strict policy: stopped", "once accepted", "next page", ""]];
try {
  for (const manager of managers) {
    const plain = await look(browser, manager, false);
    const strict = quick ? undefined : await look(browser, manager, true);
    result[manager.name] = { version: manager.version, plain, strict };
    const cells = (seen) => seen ? [WAYS.length - seen.before.length, seen.after.length, seen.next.length] : ["-", "-", "-"];
    rows.push([manager.name, ...cells(plain), ...cells(strict), plain.note || (strict?.note ? `strict: ${strict.note}` : "")]);
  }
  console.log(`\n${table(rows)}`);
  const mine = [result[ours.name].plain, result[ours.name].strict].filter(Boolean);
  const passed = WAYS.filter((way) => mine.some(({ before }) => before.includes(way)));
  const lost = WAYS.filter((way) => mine.some(({ after }) => !after.includes(way)));
  console.log(`goal: 18 stopped, 18 work after; ours ${passed.length + lost.length === 0 ? "keeps it" : `lets pass: ${passed.join(", ") || "-"}; loses: ${lost.join(", ") || "-"}`}\n`);
  writeJson(join(out, "unmarked_ways.json"), { date: new Date().toISOString(), browser: browser.version, ways: WAYS, result });
  if (passed.length + lost.length > 0) process.exitCode = 1;
} finally {
  await browser.stop();
  await web.stop();
}

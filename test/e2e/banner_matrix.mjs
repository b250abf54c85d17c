// SPDX-License-Identifier: Apache-2.0
// Our own banner in the Union's 24 languages, three themes, on a desktop and a phone, scanned by our own scanner:
// each combination is a site of its own, in its own language. As a program it takes all 144 (some ten minutes on
// two cores, which is why the suite takes a sample):
//   node test/e2e/banner_matrix.mjs PROGRAM
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { publishSite, translations } from "../web/tag/published.mjs";
import { startFakeWeb } from "./fake_web.mjs";

const VIEWPORTS = { desktop: "1366x768", phone: "390x844" };
const LAYOUTS = ["box", "bar", "corner", "centre"];
export const THEMES = {
  light: { scheme: "light" },
  dark: { scheme: "dark" },
  own: { scheme: "light", background: "#fdf6e3", text: "#2b2113", main: "#0b6b3a", onMain: "#ffffff", radius: "0" },
};
const LONGEST_SCAN_MS = 1_200_000;

// The scanner has no words for the further languages of the tag, and what it cannot read it does not judge.
const LANGUAGES = ["bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro",
  "sk", "sl", "sv"];

/** Every combination; the layouts take turns. */
export function combinations() {
  const all = [];
  for (const viewport of Object.keys(VIEWPORTS))
    for (const theme of Object.keys(THEMES))
      for (const language of LANGUAGES) all.push({ viewport, theme, language, layout: LAYOUTS[all.length % LAYOUTS.length] });
  return all;
}

/** As few as show every language once, and each theme and viewport with many. */
export const sample = () => combinations().filter(({ viewport, theme, language }) => {
  const at = LANGUAGES.indexOf(language);
  return viewport === Object.keys(VIEWPORTS)[at % 2] && theme === Object.keys(THEMES)[Math.floor(at / 2) % 3];
});

const hostOf = ({ language, theme, viewport }) => `${language}-${theme}-${viewport}.shop.example`;

/** Pages whose words are the tag's own, so that page and banner speak one language. */
function servePages(web, combination) {
  const { language, theme, layout } = combination;
  const texts = translations[language];
  const pages = web.pagesOf(hostOf(combination));
  const { files } = publishSite({ languages: [language], layout, theme: THEMES[theme] });
  for (const [name, body] of Object.entries(files)) pages.set(`/t/${name}`, { type: "text/javascript", body });
  const words = Object.values(texts.categories).map(({ name, description }) => `<h2>${name}</h2><p>${description}</p>`).join("");
  const page = (title, more) => `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><script src="/t/shop.js"></script>
<title>${title}</title><meta name="viewport" content="width=device-width"></head><body><main><h1>${title}</h1>${words}${more}
<p><a href="/">Corner Shop</a> <a href="/about">Corner</a> <a href="/privacy">${texts.privacy}</a></p></main></body></html>`;
  const rows = "<tr><td>basket<td>shop.example<td>1 h<tr><td>_count<td>third.example<td>1 h<tr><td>_ad<td>ads.example<td>1 h";
  pages.set("/", { body: page("Corner Shop", "") });
  pages.set("/about", { body: page("Corner", "") });
  pages.set("/privacy", { body: page(texts.privacy, `<table>${rows}</table>`) });
}

async function scan(program, web, folder, viewport, hosts) {
  const list = join(folder, `${viewport}.txt`);
  const out = join(folder, viewport);
  writeFileSync(list, hosts.map((host) => `https://${host}/\n`).join(""));
  const child = spawn(program, ["scan", "--list", list, "--phases", "before,refuse", "--viewport", VIEWPORTS[viewport], "--connect-to",
    web.address, "--ca", web.caFile, "--out", out], { stdio: ["ignore", "ignore", "pipe"], timeout: LONGEST_SCAN_MS });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  const status = await new Promise((done) => child.once("close", done));
  if (status !== 0 && status !== 1) throw new Error(`the scan ended with ${status}: ${said}`);
  return JSON.parse(readFileSync(join(out, "report.json"), "utf8")).sites;
}

/** Scans them; answers the sites of the reports, in no order. */
export async function scanBanners(program, wanted) {
  const folder = mkdtempSync(join(tmpdir(), "consentry-matrix-"));
  const web = await startFakeWeb({ folder, sites: wanted.map(hostOf) });
  try {
    const sites = [];
    for (const each of wanted) servePages(web, each);
    for (const viewport of Object.keys(VIEWPORTS)) {
      const hosts = wanted.filter((each) => each.viewport === viewport).map(hostOf);
      if (hosts.length > 0) sites.push(...(await scan(program, web, folder, viewport, hosts)));
    }
    return sites;
  } finally {
    await web.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const ABOVE_INFO = ["breach", "likely-breach", "risk"];
/** What is wrong with the banners, a line each; a site that was not measured is wrong too. */
export const faultsOf = (sites) => sites.flatMap(({ url, status, reason, findings }) => [
  ...(status === "measured" ? [] : [`${url} ${status}: ${reason}`]),
  ...findings.filter(({ verdict }) => ABOVE_INFO.includes(verdict)).map(({ rule, verdict, summary }) => `${url} ${rule} ${verdict}: ${summary}`),
]);

if (resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const sites = await scanBanners(resolve(process.argv[2] ?? "build/release/consentry"), combinations());
  const faults = faultsOf(sites);
  for (const fault of faults) console.log(fault);
  console.log(`${sites.length} banners, ${faults.length} findings above 'info'`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

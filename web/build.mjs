// SPDX-License-Identifier: Apache-2.0
// Builds everything the program embeds from npm packages and from web/: scripts that run inside a
// scanned page, consent-manager rules, company data, and the consent managers of the lab.
// Output: build/assets. Nothing is written when nothing changed, so that no needless compile follows.
import { build } from "esbuild";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "build", "assets");

function write(name, bytes) {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  const content = Buffer.from(bytes);
  if (existsSync(path) && readFileSync(path).equals(content)) return;
  writeFileSync(path, content);
}

// Scripts that are injected into pages: one self-contained file each, no module syntax.
const injected = [
  ["web/probe/main.ts", "probe.js"],
  ["web/finder/main.ts", "finder.js"],
  ["web/autoconsent/main.ts", "autoconsent.js"],
];

// One script for the browser that scans and for visitors'; `more`: further options of esbuild's.
async function bundled(entry, more = {}) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: "chrome120",
    charset: "utf8",
    legalComments: "none",
    write: false,
    ...more,
  });
  return result.outputFiles[0].text;
}

for (const [entry, name] of injected) {
  if (!existsSync(join(root, entry))) continue;
  write(name, await bundled(join(root, entry)));
}

// A question asked of a page: one expression whose value is the promise of the answer.
const asked = [["web/probe/state.ts", "state.js"]];

for (const [entry, name] of asked) {
  const text = await bundled(join(root, entry), { globalName: "question" });
  write(name, `(()=>{${text};return question.default()})()`);
}

// The same with an argument: the text of a function.
const called = [["web/document/main.ts", "document.js"]];

for (const [entry, name] of called) {
  const text = await bundled(join(root, entry), { globalName: "question" });
  write(name, `(url)=>{${text};return question.default(url)}`);
}

// The consent manager's tag: pieces that web/tag/publish.mjs puts together behind a configuration.
const tag = ["core", "panel", "autoblock", "declaration", "parts/consent_mode", "parts/erase", "parts/withdrawal", "parts/scripts", "parts/delivery",
  "parts/placeholder", "parts/sisters", "parts/shown", "parts/other_names",
  "parts/uet", "parts/clarity", "parts/matomo", "parts/meta", "parts/wordpress",
  ...["cookiebot", "cookiefirst", "klaro", "vanilla_cookieconsent"].map((name) => `parts/adapter_${name}`)];

for (const piece of tag) {
  const entry = join(root, "web/tag", piece.startsWith("parts/") ? `${piece}.ts` : `${piece}/main.ts`);
  if (!existsSync(entry)) continue;
  // A line's end before the next piece costs nothing and keeps a missing semicolon harmless.
  const text = (await bundled(entry)).replace(/^"use strict";\n?/, "");
  write(`tag/${piece.replace("parts/", "")}.js`, text);
}
write("tag/consentry.d.ts", readFileSync(join(root, "packaging/npm/consentry.d.ts")));

// Files taken from packages as they are.
const copied = [
  ["node_modules/@duckduckgo/autoconsent/rules/rules.json", "autoconsent-rules.json"],
  ["node_modules/klaro/dist/klaro.js", "lab/klaro.js"],
  ["node_modules/vanilla-cookieconsent/dist/cookieconsent.umd.js", "lab/vanilla-cookieconsent.js"],
  ["node_modules/vanilla-cookieconsent/dist/cookieconsent.css", "lab/vanilla-cookieconsent.css"],
  ["node_modules/cookieconsent/build/cookieconsent.min.js", "lab/osano-cookieconsent.js"],
  ["node_modules/cookieconsent/build/cookieconsent.min.css", "lab/osano-cookieconsent.css"],
  ["node_modules/orejime/dist/orejime-standard-en.js", "lab/orejime.js"],
  ["node_modules/orejime/dist/orejime-standard.css", "lab/orejime.css"],
  ["node_modules/tarteaucitronjs/tarteaucitron.min.js", "lab/tarteaucitron.js"],
  ["node_modules/tarteaucitronjs/css/tarteaucitron.min.css", "lab/tarteaucitron.css"],
  // What the lab's sites and third parties serve.
  ...readdirSync(join(root, "data/lab/web")).map((name) => [`data/lab/web/${name}`, `lab/${name}`]),
];

// A consent manager that ships as components needs a page to be one: for the lab, and one for the
// tests that is not embedded.
if (existsSync(join(root, "node_modules/@c15t/react"))) {
  const define = { "process.env.NODE_ENV": '"production"' };
  write("lab/c15t.js", await bundled(join(root, "web/lab/c15t.js"), { define }));
  write("lab/c15t.css", await bundled(join(root, "node_modules/@c15t/react/dist/styles.css")));
  write("../test-pages/c15t.js", await bundled(join(root, "test/io/browser/c15t_page.js"), { define }));
}

for (const [from, name] of copied) write(name, readFileSync(join(root, from)));

// Companies and categories from third-party-web (MIT), one entity a line, in a form that loads in a
// millisecond. domain-map.csv of the same package (6 MB of observed hosts) is left out: every host in
// it that has a known entity is found by that entity's domain patterns; the rest is "unknown".
function companies() {
  const folder = join(root, "node_modules/third-party-web");
  const version = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
  const entities = JSON.parse(readFileSync(join(folder, "dist/entities-nostats.json"), "utf8"));
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const lines = entities
    .filter((entity) => entity.domains.length > 0 && entity.name !== "Unknown" && entity.name !== "test")
    .map((entity) => {
      const domains = entity.domains.map((domain) => clean(domain).toLowerCase());
      return [clean(entity.name), clean(entity.company), entity.category, domains.join(" ")].join("\t");
    });
  const head = `# third-party-web ${version} MIT https://github.com/patrickhulce/third-party-web`;
  return [head, ...lines, ""].join("\n");
}

write("companies.tsv", companies());

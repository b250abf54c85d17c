// SPDX-License-Identifier: Apache-2.0
// The examples of docs/tag.md do what the page says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { root, serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

const manual = readFileSync(join(root, "docs/tag.md"), "utf8");
const examples = (language) => [...manual.matchAll(new RegExp("```" + language + "\\n([\\s\\S]*?)```", "g"))].map(([, text]) => text);
const local = (text, web) => text.replaceAll("https://third.example", `http://${web.third}`);

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

test("configuration, markup and calls work as printed", async () => {
  const [configuration] = examples("json");
  const [, markup] = examples("html");
  const [calls] = examples("js");
  serve(web, { config: JSON.parse(local(configuration, web).replace(`"${web.third}"`, '"third.example"')), body: local(markup, web) });
  const tab = await browser.openPage();
  await tab.go(web.site + "/");
  assert.deepEqual(web.thirdParties(), []);
  await tab.evaluate(`(async () => {${calls}})()`);
  assert.deepEqual(await tab.evaluate("[consentry.allowed('counter'), ...consentry.state.granted]"), [true, "statistics"]);
  await tab.until("window.ran?.includes('inline')");
  await tab.until("document.querySelectorAll('[data-consent]').length === 0");
  await tab.evaluate("new Promise((done) => setTimeout(done, 300))");
  const paths = web.thirdParties().map(({ path }) => path).sort();
  assert.deepEqual(paths, ["/a.css", "/a.js", "/counter.js", "/frame.html", "/pixel.svg"]);
  assert.deepEqual(tab.exceptions, []);
  await tab.close();
});

test("the head of strict autoblock is the one that the tests of autoblock use", () => {
  const [, , strict] = examples("html");
  serve(web, { config: { autoblock: "strict" } });
  assert.ok(web.pages.get("/").body.includes(strict.trim()));
});

// SPDX-License-Identifier: Apache-2.0
// The form in a frame, in a real browser: on the page of the organisation it works as it does alone, on
// another's it does not show, and what a token opens shows in no frame at all.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser } from "../web/tag/browser.mjs";
import { startMandates } from "./mandate_server.mjs";

let claims;
let browser;
let pages;
let port;
let framed; // path that the pages show in their frame

// The test's browser takes certificates as they are.
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), "mandate-frame-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    "-subj", "/CN=ours.example", "-days", "2", "-keyout", key, "-out", cert]);
  assert.equal(made.status, 0, String(made.stderr));
  const pems = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pems;
}

before(async () => {
  pages = createServer(certificate(), (request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>${request.headers.host}</title><iframe src="${claims.address}${framed}" width="600" height="600"></iframe>`);
  });
  await new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));
  port = pages.address().port;
  claims = await startMandates({ embed: `https://ours.example:${port}` });
  browser = await startBrowser();
});

after(async () => {
  await browser?.stop();
  await claims?.stop();
  pages?.close();
});

async function frameOn(host, path) {
  framed = path;
  const tab = await browser.openPage({ width: 800, height: 700 });
  await tab.go(`https://${host}:${port}/`);
  return tab;
}

const shown = (tab) => tab.evaluateInFrame("location.href + ' ' + document.body.innerText");

test("on a page of the organisation a person signs up inside the frame", async () => {
  const tab = await frameOn("ours.example", "/m/ours-theirs?language=nl");
  assert.match(await shown(tab), /Ons tegen Hen/);
  assert.equal(await tab.evaluateInFrame("document.documentElement.scrollWidth > innerWidth"), false);
  const values = { given_name: "Zebulon", family_name: "Quackenbush", email: "z.q@mail.example", signature: "Zebulon Quackenbush", country: "NL" };
  const ticks = [["adult", "yes"], ["respondent", "theirs"], ["account_holder", "yes"], ["power", "complaint77"], ["accept_text", "yes"], ["accept_fee", "yes"]];
  const loaded = tab.nextStop();
  await tab.evaluateInFrame(`(() => {
    for (const [name, value] of Object.entries(${JSON.stringify(values)})) document.getElementsByName(name)[0].value = value;
    for (const [name, value] of ${JSON.stringify(ticks)}) [...document.getElementsByName(name)].find((each) => each.value === value).click();
    document.querySelector("main form button").click();
  })()`);
  await loaded;
  assert.match(await shown(tab), /Kijk in uw mailbox/);
  const [mail] = await claims.sink.until(1);
  assert.equal(mail.to, values.email);
  await tab.close();
});

test("on another page the browser refuses to show the form", async () => {
  const tab = await frameOn("others.example", "/m/ours-theirs?language=nl");
  assert.match(await shown(tab), /^chrome-error:/);
  assert.doesNotMatch(await shown(tab), /Ons tegen Hen/);
  await tab.close();
});

test("what a token opens shows in no frame, the organisation's included", async () => {
  const [mail] = await claims.sink.until(1);
  const link = new RegExp("^http://127\\.0\\.0\\.1\\S+/confirm/\\S+$", "m").exec(mail.text)[0];
  const tab = await frameOn("ours.example", link.slice(claims.address.length));
  assert.match(await shown(tab), /^chrome-error:/);
  await tab.close();
  assert.match(claims.run("mandate", "list").stdout, /0 counted, 1 not confirmed/);
});

// SPDX-License-Identifier: Apache-2.0
// Mandates as people meet them: the real server, a mail server, and a browser without scripts that signs up
// in two languages, confirms, corrects nothing and withdraws. axe on each page, light and dark, wide and narrow.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser } from "../web/tag/browser.mjs";
import { root, startMandates } from "./mandate_server.mjs";

const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const PERSON = { given_name: "Zebulon", family_name: "Quackenbush", email: "zebulon.quackenbush@mail.example", signature: "Zebulon Quackenbush" };
let claims;
let browser;
before(async () => {
  claims = await startMandates();
  browser = await startBrowser();
});
after(async () => {
  await browser?.stop();
  await claims?.stop();
});

const SCREENS = [[320, 700, "light"], [320, 700, "dark"], [1280, 800, "light"], [1280, 800, "dark"]];

async function accessible(tab, name) {
  for (const [width, height, scheme] of SCREENS) {
    await tab.ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await tab.ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    const { found, passed } = await tab.evaluate("axe.run().then(({ violations, passes }) => ({ found: violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')), passed: passes.map(({ id }) => id) }))");
    assert.deepEqual(found, [], `${name} ${width} ${scheme}`);
    assert.ok(passed.includes("color-contrast"), "axe could measure: " + passed);
    assert.equal(await tab.evaluate("document.documentElement.scrollWidth > innerWidth"), false, `${name} ${width}: too wide`);
  }
}

const fill = (values, ticks) => `(() => {
  for (const [name, value] of Object.entries(${JSON.stringify(values)})) document.getElementsByName(name)[0].value = value;
  for (const [name, value] of ${JSON.stringify(ticks)}) [...document.getElementsByName(name)].find((each) => each.value === value).click();
})()`;

async function press(tab, selector = "main form button") {
  const loaded = tab.nextLoad();
  await tab.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  await loaded;
}

// The browser gives the focus when it first paints, which may be after the page's load.
const FOCUSED_ROLE = `new Promise((resolve) => {
  const role = () => document.activeElement.getAttribute("role");
  if (document.activeElement !== document.body) resolve(role());
  else addEventListener("focusin", () => resolve(role()), { once: true });
})`;

const words = (tab) => tab.evaluate("document.body.innerText");
const linkIn = (mail, verb) => new RegExp(`^http://127\\.0\\.0\\.1\\S+/${verb}/\\S+$`, "m").exec(mail.text)[0];
// Scripts of the page are off; axe is put in by the test itself.
const open = async (url) => {
  const tab = await browser.openPage({ width: 390, height: 844 });
  await tab.go(url);
  return tab;
};

let own;

test("a person signs up in Dutch, after a mistake, and nothing was ticked for them", async () => {
  const tab = await open(`${claims.address}/m/ours-theirs?language=nl`);
  assert.equal(await tab.evaluate("document.documentElement.lang"), "nl");
  assert.equal(await tab.evaluate("document.querySelectorAll(':checked:not(option)').length"), 0);
  assert.equal(await tab.evaluate("document.scripts.length"), 0);
  await tab.evaluate(axe);
  await accessible(tab, "form");
  await tab.evaluate(fill({ ...PERSON, email: "nobody" }, [["power", "damages82"]]));
  await press(tab);
  assert.match(await words(tab), /Kijk deze punten nog na/);
  assert.equal(await tab.evaluate(FOCUSED_ROLE), "alert");
  assert.equal(await tab.evaluate("document.getElementById('f-family_name').value"), PERSON.family_name);
  assert.equal(await tab.evaluate("[...document.querySelectorAll('.sum a')].every((each) => document.querySelector(each.getAttribute('href')))"), true);
  await tab.evaluate(axe);
  await accessible(tab, "form with mistakes");
  await tab.evaluate(fill({ email: PERSON.email, country: "NL" }, [["adult", "yes"], ["respondent", "theirs"], ["account_holder", "yes"], ["power", "complaint77"], ["accept_text", "yes"], ["accept_fee", "yes"]]));
  await press(tab);
  assert.match(await words(tab), /Kijk in uw mailbox/);
  await tab.evaluate(axe);
  await accessible(tab, "sent");
  await tab.close();
});

test("the mail's link shows a button, and only the button confirms", async () => {
  const [mail] = await claims.sink.until(1);
  assert.equal(mail.to, PERSON.email);
  assert.ok(!mail.text.includes(PERSON.family_name + " "), "the name stands in no mail");
  assert.match(claims.run("mandate", "list").stdout, /0 counted, 1 not confirmed/);
  const tab = await open(linkIn(mail, "confirm"));
  await tab.evaluate(axe);
  await accessible(tab, "confirm");
  assert.match(claims.run("mandate", "list").stdout, /0 counted/);
  await press(tab);
  assert.match(await words(tab), /Uw volmacht is bevestigd/);
  assert.match(await words(tab), /Ik geef Ours Foundation volmacht/);
  await tab.evaluate(axe);
  await accessible(tab, "confirmed");
  assert.match(claims.run("mandate", "list").stdout, /1 counted/);
  await tab.close();
  const [, second] = await claims.sink.until(2);
  assert.match(second.text, /Haar nummer: 1/);
  own = linkIn(second, "own");
});

test("another person signs up in Greek and is counted beside the first", async () => {
  const tab = await open(`${claims.address}/m/ours-theirs?language=el`);
  await tab.evaluate(fill({ ...PERSON, given_name: "Αλέξανδρος", family_name: "Παπαδόπουλος", email: "alexandros.p@mail.example", country: "GR" },
    [["adult", "yes"], ["respondent", "theirs-nl"], ["account_holder", "no"], ["power", "complaint77"], ["power", "settlement"], ["accept_text", "yes"], ["accept_fee", "yes"]]));
  await press(tab);
  assert.match(await words(tab), /Κοιτάξτε τα μηνύματά σας/);
  const mails = await claims.sink.until(3);
  assert.match(mails[2].text, /^Subject: =\?utf-8\?B\?/m);
  await tab.go(linkIn(mails[2], "confirm"));
  await press(tab);
  assert.match(await words(tab), /επιβεβαιώθηκε/);
  assert.match(claims.run("mandate", "list").stdout, /2 counted/);
  await tab.close();
  await claims.sink.until(4);
});

test("withdrawing takes one link and one button, and the count goes down", async () => {
  const tab = await open(own);
  await press(tab);
  assert.match(await words(tab), /Uw volmacht is ingetrokken/);
  await tab.evaluate(axe);
  await accessible(tab, "withdrawn");
  assert.match(claims.run("mandate", "list").stdout, /1 counted, 0 not confirmed yet, 1 withdrawn/);
  await tab.close();
});

test("metrics tell numbers, the log nobody, and the files of the store no name and no address", async () => {
  const metrics = await (await fetch(`${claims.address}/metrics`)).text();
  for (const line of ['mandates_total{fate="received"} 2', 'mandates_total{fate="confirmed"} 2', 'mandates_total{fate="withdrawn"} 1', "mandate_mails_sent_total 4", "mandate_mails_waiting 0"])
    assert.ok(metrics.includes(`consentry_${line}\n`), line + "\n" + metrics);
  await claims.end();
  const secrets = [PERSON.family_name, PERSON.given_name, PERSON.email, "Παπαδόπουλος", "alexandros.p", own.split("/").at(-1).slice(0, 64)];
  const said = { log: claims.log(), metrics };
  for (const name of readdirSync(claims.data)) if (name.startsWith("ledger.db")) said[name] = readFileSync(join(claims.data, name)).toString("utf8");
  for (const [where, text] of Object.entries(said))
    for (const secret of secrets) assert.ok(!text.toLowerCase().includes(secret.toLowerCase()), `${where} holds ${secret}`);
});

test("a server that cannot send mail keeps its forms closed and says why", async () => {
  const mute = await startMandates({ mail: false });
  const answer = await fetch(`${mute.address}/m/ours-theirs?language=en`);
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /This form is closed/);
  assert.match(mute.log(), /mandate_form_closed.*smtp_url/);
  await mute.stop();
});

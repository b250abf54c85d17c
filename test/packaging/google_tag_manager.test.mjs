// SPDX-License-Identifier: Apache-2.0
// The tag manager's template has every section, and its script does what it says with the calls that the
// manager offers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const text = readFileSync(join(root, "packaging/google-tag-manager/template.tpl"), "utf8");
const sections = Object.fromEntries(text.split(/^___(?=[A-Z_]+___$)/m).slice(1).map((part) => {
  const [name, ...rest] = part.split("___\n");
  return [name, rest.join("___\n")];
}));

function run(data, cookies = []) {
  const calls = [];
  const offered = {
    getCookieValues: (name) => (name === "consentry" ? cookies : []),
    gtagSet: (...all) => calls.push(["gtagSet", ...all]),
    injectScript: (url, done) => (calls.push(["injectScript", url]), done()),
    makeNumber: Number,
    setDefaultConsentState: (state) => calls.push(["default", state]),
    updateConsentState: (state) => calls.push(["update", state]),
  };
  let succeeded = 0;
  const whole = { marketing: "marketing", statistics: "statistics", functional: "functional", waitMs: "700", gtmOnSuccess: () => succeeded++, gtmOnFailure: assert.fail, ...data };
  new Function("require", "data", sections.SANDBOXED_JS_FOR_WEB_TEMPLATE)((name) => offered[name] ?? assert.fail(name), whole);
  assert.equal(succeeded, 1);
  return calls;
}

test("has the sections that the manager reads, and their JSON holds", () => {
  assert.deepEqual(Object.keys(sections), ["TERMS_OF_SERVICE", "INFO", "TEMPLATE_PARAMETERS", "SANDBOXED_JS_FOR_WEB_TEMPLATE", "WEB_PERMISSIONS", "TESTS", "NOTES"]);
  assert.equal(JSON.parse(sections.INFO).type, "TAG");
  const names = JSON.parse(sections.TEMPLATE_PARAMETERS).map(({ name }) => name);
  for (const [, name] of sections.SANDBOXED_JS_FOR_WEB_TEMPLATE.matchAll(/\bdata\.(\w+)/g)) assert.ok(names.includes(name) || name.startsWith("gtm"), name);
});

test("asks permission for every call that needs one, and for no more cookies than its own", () => {
  const permissions = JSON.parse(sections.WEB_PERMISSIONS).map(({ instance }) => instance);
  assert.deepEqual(permissions.map(({ key }) => key.publicId), ["access_consent", "get_cookies", "inject_script", "write_data_layer"]);
  const written = permissions[0].param[0].value.listItem.map(({ mapValue }) => mapValue[0].string).sort();
  const [[, state]] = run({});
  assert.deepEqual(written, Object.keys(state).filter((name) => name !== "wait_for_update").sort());
});

test("denies everything first, then loads the tag", () => {
  const [first, redact, load, ...rest] = run({ address: "https://consent.example/t/shop.js", redact: true }, ["v~t~i~marketing"]);
  assert.equal(first[0], "default");
  assert.deepEqual([first[1].ad_storage, first[1].analytics_storage, first[1].security_storage, first[1].wait_for_update], ["denied", "denied", "granted", 700]);
  assert.deepEqual([redact, load, rest], [["gtagSet", "ads_data_redaction", true], ["injectScript", "https://consent.example/t/shop.js"], []]);
});

test("applies a kept choice where the pages carry the tag", () => {
  const [, [kind, state]] = run({}, ["v~t~i~statistics.counter"]);
  assert.deepEqual([kind, state.analytics_storage, state.ad_storage], ["update", "granted", "denied"]);
  assert.equal(run({}, ["broken"]).length, 1);
});

// SPDX-License-Identifier: Apache-2.0
// Publishing with Node.js and by the program gives the same bytes and the same faults. Both are held
// against test/data/wire/tag-published.json; after a change made on purpose it is written anew by
//   CONSENTRY_UPDATE=1 node --test test/web/tag/same_as_program.test.mjs
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ADAPTERS, INTERFACES, publish } from "../../../web/tag/publish.mjs";
import { root, translations } from "./published.mjs";

// Stand-ins, so that a change of a script does not change the example.
const bundles = {
  core: "CORE;", panel: "PANEL;", autoblock: "AUTOBLOCK;", consentMode: "CONSENT_MODE;", erase: "ERASE;", withdrawal: "WITHDRAWAL;",
  scripts: "SCRIPTS;", delivery: "DELIVERY;",
  placeholder: "PLACEHOLDER;", sisters: "SISTERS;", shown: "SHOWN;", otherNames: "OTHER_NAMES;",
  interfaces: Object.fromEntries(Object.keys(INTERFACES).map((name) => [name, `${name.toUpperCase()};`])),
  adapters: Object.fromEntries(ADAPTERS.map((name) => [name, `${name.toUpperCase()};`])),
  placeholderTexts: { en: ["About {name}", "Load", "Always"] },
};
const folder = join(root, "test/data/wire");
const configs = JSON.parse(readFileSync(join(folder, "tag-configs.json"), "utf8"));

function results() {
  return configs.map((config) => {
    const { files, notice, faults } = publish(config, { bundles, translations });
    return { files, notice, faults };
  });
}

test("the example says what publishing gives", () => {
  const path = join(folder, "tag-published.json");
  const text = JSON.stringify(results(), null, 1) + "\n";
  if (process.env.CONSENTRY_UPDATE) writeFileSync(path, text);
  assert.equal(text, readFileSync(path, "utf8"));
});

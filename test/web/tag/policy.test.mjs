// SPDX-License-Identifier: Apache-2.0
// The policy that the tag enforces is the one that `consentry site csp` prints; the program is held
// against the same example (test/core/consent/tag_policy_test.cc).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { root, serve } from "./published.mjs";
import { startWeb } from "./web_server.mjs";

let web;
let browser;
before(async () => ([web, browser] = await Promise.all([startWeb(), startBrowser()])));
after(async () => Promise.all([browser?.stop(), web?.stop()]));

const { config, policies } = JSON.parse(readFileSync(join(root, "test/data/wire/tag-policy.json"), "utf8"));
const enforced = `[...document.querySelectorAll("meta[http-equiv]")].map(({ content }) => content).find((text) => text.startsWith("default-src"))`;

for (const { granted, policy } of policies) {
  test(`with ${granted.join(", ") || "nothing"} granted, what the tag enforces is what is printed`, async () => {
    serve(web, { config });
    const tab = await browser.openPage();
    await tab.go(web.site + "/");
    if (granted.length > 0) {
      await tab.evaluate(`consentry.set(${JSON.stringify(granted)})`);
      await tab.go(web.site + "/");
    }
    const own = new URL(web.site).host;
    const sources = (await tab.evaluate(enforced)).split(" ").filter((source) => !source.endsWith(own));
    // The tag names a host once more for each service that has it.
    assert.equal([...new Set(sources)].join(" "), policy);
  });
}

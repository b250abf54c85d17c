// SPDX-License-Identifier: Apache-2.0
// What the tag tells of a banner that is shown: exactly what the server's parser takes, and nothing when the visitor
// has decided or the site wants no statistics.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { bundles, publishSite } from "./published.mjs";

const site = { i: "shop", h: "0a1b2c3d", e: "https://consent.example/v1/consents" };

function sentFor(decided) {
  const sent = [];
  const $H = [];
  runInNewContext(bundles.shown, { $H, fetch: async (address, options) => void sent.push({ address, ...options }) });
  const follow = $H[0]({ language: "nl", site }, decided);
  follow({});
  return sent;
}

test("a banner that is shown is told once, without cookies and without a question before it", () => {
  const sent = sentFor(false);
  assert.deepEqual(JSON.parse(JSON.stringify(sent)), [{
    address: "https://consent.example/v1/shown", method: "POST", keepalive: true, credentials: "omit",
    body: "shop 0a1b2c3d nl",
  }]);
});

test("nothing is told where no banner is shown", () => {
  assert.equal(sentFor(true).length, 0);
});

test("the part travels only with a server, and not when the site wants no statistics", () => {
  const has = (config) => publishSite(config).files["shop.js"].includes('"shown"');
  assert.ok(has({ server: "https://consent.example" }));
  assert.ok(!has({}));
  assert.ok(!has({ server: "https://consent.example", statistics: false }));
});

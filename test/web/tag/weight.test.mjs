// SPDX-License-Identifier: Apache-2.0
// What a visitor downloads, Brotli, one language, with the configuration of a small shop.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { publishSite } from "./published.mjs";

const bytes = (text) => brotliCompressSync(text).length;
const weigh = (config) => {
  const { files } = publishSite(config);
  return { tag: bytes(files["shop.js"]), panel: bytes(files["shop.panel.js"]) };
};

test("a working banner with gating and refusal is at most 3,500 bytes, with its panel 8,000", (t) => {
  const { tag, panel } = weigh({});
  t.diagnostic(`tag ${tag}, panel ${panel}`);
  assert.ok(tag <= 3500, `${tag}`);
  assert.ok(tag + panel <= 8000, `${tag + panel}`);
});

test("with autoblock it is at most 5,500 bytes, also with Consent Mode and delivery; with its panel 8,000", (t) => {
  const { tag, panel } = weigh({ autoblock: "strict", consentMode: {}, server: "https://consent.example" });
  t.diagnostic(`tag ${tag}, panel ${panel}`);
  assert.ok(tag <= 5500, `${tag}`);
  assert.ok(tag + panel <= 8000, `${tag + panel}`);
});

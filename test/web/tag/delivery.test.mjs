// SPDX-License-Identifier: Apache-2.0
// The wire form of a choice: what the tag sends has the members of test/data/wire/choice.json, which
// the server's tests read as well.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { bundles, root } from "./published.mjs";

const example = JSON.parse(readFileSync(join(root, "test/data/wire/choice.json"), "utf8"));

/** Runs the part as a page would and lets one choice be made. */
function sentFor(decision, view, { paint = { then: (act) => act() }, events = {} } = {}) {
  const sent = [];
  const kept = new Map();
  const $H = [];
  runInNewContext(bundles.delivery, {
    $H, addEventListener: (name, act) => (events[name] = act), console,
    localStorage: { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) },
    fetch: async (address, options) => (sent.push({ address, ...options }), { status: 201 }),
  });
  $H[0](view)({ ...decision, paint });
  return { sent, waiting: () => JSON.parse(kept.get("consentry-queue")) };
}

const site = { i: "shop", h: example.notice, k: Object.keys(example.purposes), l: "box", e: "https://consent.example/v1/consents" };
const decision = {
  id: example.id, time: example.time, granted: ["statistics", "adnet"], event: "custom", language: "nl",
  clicks: example.clicks, ms: example.ms, left: [], reload: false,
};

test("the tag sends the members of the wire example, and no others", () => {
  const { sent } = sentFor(decision, { gpc: false, site });
  assert.equal(sent.length, 1);
  assert.equal(sent[0].address, site.e);
  assert.equal(sent[0].headers["content-type"], "application/json");
  assert.deepEqual(JSON.parse(sent[0].body), { ...example, key: `${example.id}-${example.time.toString(36)}` });
});

test("a choice that was answered waits no longer", async () => {
  const { waiting } = sentFor(decision, { gpc: false, site });
  assert.equal(waiting().length, 1);
  await new Promise(setImmediate);
  assert.deepEqual(waiting(), []);
});

test("neither storage nor network is asked before the click is painted", () => {
  const { sent, waiting } = sentFor(decision, { gpc: false, site }, { paint: { then() {} } });
  assert.deepEqual(sent, []);
  assert.throws(waiting);
});

test("a page that is left before it has painted the click sends the choice all the same, once", () => {
  const events = {};
  const { sent, waiting } = sentFor(decision, { gpc: false, site }, { paint: { then() {} }, events });
  events.pagehide();
  events.pagehide();
  assert.equal(sent.length, 1);
  assert.equal(sent[0].keepalive, true);
  assert.equal(waiting().length, 1);
});

test("a clock that was set back between question and answer makes no record that is refused", () => {
  const { sent } = sentFor({ ...decision, ms: -5000 }, { gpc: false, site });
  assert.equal(JSON.parse(sent[0].body).ms, 0);
});

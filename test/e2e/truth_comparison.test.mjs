// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, compareNetwork, describe, isGoodEnough, tellsTheSame } from "./truth_comparison.mjs";

const url = "https://a.example/";
const truthOf = (mustFind, mustNotFind) => ({ sites: [{ url, must_find: mustFind, must_not_find: mustNotFind }] });
const reportOf = (...findings) => ({
  sites: [{ url, status: "measured", findings: findings.map(([rule, verdict]) => ({ rule, verdict, phase: "before" })) }],
});

test("what must be found and is, at any level from risk up, is a hit", () => {
  const result = compare(truthOf(["R-1", "R-2"], []), reportOf(["R-1", "breach"], ["R-2", "risk"], ["R-2", "pass"]));
  assert.equal(result.all.recall, 1);
  assert.equal(result.all.precision, 1);
  assert.ok(isGoodEnough(result));
});

test("a pass, an info or a 'not measured' finds nothing", () => {
  for (const verdict of ["pass", "info", "not-measured", "not-applicable"]) {
    const result = compare(truthOf(["R-1"], []), reportOf(["R-1", verdict]));
    assert.equal(result.all.recall, 0, verdict);
    assert.ok(!isGoodEnough(result));
  }
});

test("one false breach is too many, however much was right", () => {
  const result = compare(truthOf(["R-1"], ["R-2"]), reportOf(["R-1", "breach"], ["R-2", "breach"]));
  assert.equal(result.levels.breach.precision, 0.5);
  assert.ok(!isGoodEnough(result));
  assert.match(describe(result).join("\n"), /false +R-2 breach/);
});

test("a false risk spoils precision but not the breaches'", () => {
  const result = compare(truthOf(["R-1"], ["R-2"]), reportOf(["R-1", "breach"], ["R-2", "risk"]));
  assert.equal(result.all.precision, 0.5);
  assert.equal(result.levels.breach.precision, 1);
});

test("a pair that the truth does not mention is counted apart", () => {
  const result = compare(truthOf(["R-1"], []), reportOf(["R-1", "breach"], ["R-9", "breach"]));
  assert.equal(result.all.precision, 1);
  assert.equal(result.levels.breach.unstated, 1);
});

test("a site that is missing from the report misses everything", () => {
  const result = compare(truthOf(["R-1"], []), { sites: [] });
  assert.deepEqual(result.unscanned, [url]);
  assert.equal(result.all.missed, 1);
});

test("the same address is recognised with and without its slash", () => {
  const result = compare({ sites: [{ url: "https://a.example", must_find: ["R-1"], must_not_find: [] }] }, reportOf(["R-1", "breach"]));
  assert.equal(result.all.recall, 1);
});

test("a truth that demands nothing proves nothing", () => {
  assert.ok(!isGoodEnough(compare(truthOf([], ["R-1"]), reportOf())));
});

test("99.96 % is not shown as 100 %", () => {
  const sites = Array.from({ length: 2500 }, (_, i) => ({ url: `https://s${i}.example/`, must_find: ["R-1"], must_not_find: [] }));
  const report = { sites: sites.slice(1).map((site) => ({ url: site.url, status: "measured", findings: [{ rule: "R-1", verdict: "breach" }] })) };
  assert.match(describe(compare({ sites }, report)).join("\n"), /99\.9 %/);
});

const networkTruth = {
  network: {
    domain: "ads.example", cookie: "uid", sites_with_script: 2,
    sites: [{ url: "https://a.example/", phases: ["before", "refuse"] }, { url: "https://b.example/", phases: ["accept"] }],
  },
};
const reach = { domains: ["ads.example"], sites: 2, sites_before_choice: 1, sites_after_refusal: 1, sites_after_withdrawal: 0,
  follows: true, identifier_names: ["uid"] };

test("the network told as it is tells the same", () => {
  assert.ok(tellsTheSame(compareNetwork(networkTruth, { companies: [reach] })));
});

test("a network that is missing, or followed by another name, differs", () => {
  assert.ok(!tellsTheSame(compareNetwork(networkTruth, { companies: [] })));
  assert.ok(!tellsTheSame(compareNetwork(networkTruth, { companies: [{ ...reach, identifier_names: ["other"] }] })));
  assert.ok(!tellsTheSame(compareNetwork(networkTruth, { companies: [{ ...reach, follows: false }] })));
});

test("a truth without a network asks nothing about it", () => {
  assert.ok(tellsTheSame(compareNetwork({ sites: [] }, { companies: [] })));
});

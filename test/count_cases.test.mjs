// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { countGtest, countTap, failedEntries } from "./count_cases.mjs";

test("a skipped or disabled case is not a passed one", () => {
  const xml = `<?xml version="1.0"?><testsuites tests="5" failures="1" disabled="1" errors="0" time="0">
    <testsuite name="A" tests="4" failures="1" disabled="1" skipped="1" errors="0"></testsuite>
    <testsuite name="B" tests="1" failures="0" disabled="0" skipped="0" errors="0"></testsuite></testsuites>`;
  assert.deepEqual(countGtest(xml), { passed: 2, failed: 1, skipped: 1 });
});

test("a file that is cut off counts nothing", () => {
  assert.deepEqual(countGtest("<?xml"), { passed: 0, failed: 0, skipped: 0 });
});

test("Node's cancelled tests are failures", () => {
  assert.deepEqual(countTap("# tests 4\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 0\n"),
    { passed: 2, failed: 2, skipped: 0 });
});

test("only failed entries of ctest are named", () => {
  const junit = '<testcase name="base" classname="base" time="0.1" status="run"/>' +
    '<testcase name="judge" classname="judge" time="0.2" status="fail"><failure/></testcase>';
  assert.deepEqual(failedEntries(junit), ["judge"]);
});

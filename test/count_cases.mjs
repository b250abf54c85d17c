// SPDX-License-Identifier: Apache-2.0
// How many test cases passed, failed and were skipped, from what test programs write.

function attribute(tag, name) {
  const match = new RegExp(`\\b${name}="(\\d+)"`).exec(tag);
  return match ? Number(match[1]) : 0;
}

// GoogleTest's XML. Disabled cases are not counted at all; skipped ones are no passes.
export function countGtest(xml) {
  const suites = xml.match(/<testsuites\b[^>]*>/)?.[0] ?? "";
  const failed = attribute(suites, "failures") + attribute(suites, "errors");
  const skipped = (xml.match(/<testsuite\b[^>]*>/g) ?? []).reduce((sum, tag) => sum + attribute(tag, "skipped"), 0);
  const passed = attribute(suites, "tests") - attribute(suites, "disabled") - failed - skipped;
  return { passed, failed, skipped };
}

// The summary comments of Node's TAP reporter.
export function countTap(tap) {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, "m").exec(tap)?.[1] ?? 0);
  return { passed: count("pass"), failed: count("fail") + count("cancelled"), skipped: count("skipped") };
}

// Names of the ctest entries that did not succeed, from ctest's JUnit file.
export function failedEntries(junit) {
  return [...junit.matchAll(/<testcase\b[^>]*\bname="([^"]+)"[^>]*\bstatus="(\w+)"/g)]
    .filter(([, , status]) => status === "fail")
    .map(([, name]) => name);
}

// SPDX-License-Identifier: Apache-2.0
// The built program as a reader of consent strings: thousands of them through one process.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function program() {
  const built = ["release", "dev", "asan"].map((preset) => join(root, "build", preset, "consentry"));
  const found = process.env.CONSENTRY_PROGRAM ?? built.find((path) => existsSync(path));
  assert.ok(found && existsSync(found), "the program is not built; run ./dev build, or set CONSENTRY_PROGRAM");
  return found;
}

// What the program says of each string, in order, and its exit status.
export function readStrings(strings) {
  const run = spawnSync(program(), ["tcf", "--format", "json", "-"], {
    input: strings.join("\n") + "\n",
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  assert.equal(run.signal, null, `ended by ${run.signal}`);
  assert.equal(run.stderr, "");
  const answers = run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(answers.length, strings.length);
  return { answers, status: run.status };
}

// The library forgets the order of restrictions; the string has one.
function orderedRestrictions(content) {
  const ordered = (a, b) => a.purpose - b.purpose || a.type - b.type;
  content.publisherRestrictions?.sort(ordered);
  return content;
}

// Every case is read as its library reads it, and nothing is found wrong with it.
export function assertReadAs(kind, cases) {
  const { answers, status } = readStrings(cases.map((one) => one.string));
  cases.forEach(({ string, content }, i) => {
    assert.deepEqual(answers[i].problems, [], string);
    assert.equal(answers[i].kind, kind, string);
    assert.deepEqual(orderedRestrictions(answers[i].content), orderedRestrictions(content), string);
  });
  assert.equal(status, 0);
}

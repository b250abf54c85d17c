// SPDX-License-Identifier: Apache-2.0
// Strings changed at random: the program ends of itself, answers each, and says where it is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Dice } from "./dice.mjs";
import { gppCase } from "./gpp_models.mjs";
import { readStrings } from "./program.mjs";
import { tcfCase } from "./tcf_models.mjs";

const kOriginals = 400;
const kDamagesOfEach = 50;
const kSeed = 20_260_303;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!";

function additionalConsent(dice) {
  const ids = () => dice.some(Array.from({ length: 30 }, (_, i) => 7 * i + 1)).join(".");
  return dice.chance(0.5) ? `1~${ids()}` : `2~${ids()}~dv.${dice.number(400, 3000)}`;
}

function original(dice) {
  const kind = dice.number(0, 3);
  if (kind === 0) return tcfCase(dice).string;
  if (kind === 1) return gppCase(dice).string;
  if (kind === 2) return additionalConsent(dice);
  return `1${dice.pick("YN-")}${dice.pick("YN-")}${dice.pick("YN-")}`;
}

function damaged(dice, string) {
  const at = dice.number(0, string.length - 1);
  const letter = dice.pick(alphabet);
  const kinds = [
    () => string.slice(0, at + 1),
    () => string.slice(0, at) + letter + string.slice(at + 1),
    () => string.slice(0, at) + letter + string.slice(at),
    () => string.slice(0, at) + string.slice(at + 1) + letter,
    () => string + string.slice(at),
  ];
  return dice.pick(kinds)();
}

const { strings, answers } = (() => {
  const dice = new Dice(kSeed);
  const made = [];
  for (let i = 0; i < kOriginals; ++i) {
    const whole = original(dice);
    for (let j = 0; j < kDamagesOfEach; ++j) made.push(damaged(dice, whole));
  }
  return { strings: made, answers: readStrings(made).answers };
})();

test(`${strings.length} damaged strings are each answered`, () => {
  assert.deepEqual(answers.map((answer) => answer.string), strings);
});

test("what is wrong with a damaged string is said with its place in it", () => {
  const wrong = answers.filter((answer) => !answer.wellFormed);
  assert.ok(wrong.length > strings.length / 4, `only ${wrong.length} of ${strings.length} were found wrong`);
  for (const answer of wrong) {
    assert.ok(answer.problems.length > 0, answer.string);
    for (const problem of answer.problems) {
      assert.ok(problem.text.length > 0, answer.string);
      assert.ok(problem.character >= 1 && problem.character <= answer.string.length + 1, JSON.stringify(answer));
    }
  }
});

test("a character that no consent string has is never passed over", () => {
  for (const answer of answers) {
    if (answer.string.includes("!")) assert.equal(answer.wellFormed, false, answer.string);
  }
});

test("a string that is found well-formed names no problem, and the others are not silent", () => {
  for (const answer of answers) assert.equal(answer.wellFormed, answer.problems.length === 0, answer.string);
});

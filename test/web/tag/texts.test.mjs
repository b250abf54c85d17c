// SPDX-License-Identifier: Apache-2.0
// Every language has every text, says accept and refuse with like weight, and is written in its script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { publishSite, translations } from "./published.mjs";

const EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split(" ");
// Norway, Iceland, Switzerland, the United Kingdom, the Union's regions and neighbours, widely spoken ones.
const FURTHER = ("nb nn is lb rm cy ca eu gl uk sr-Latn sr-Cyrl bs mk sq tr be ar he fa ur ru ja ko zh-Hans zh-Hant " +
  "pt-BR hi id vi").split(" ");
const LEAST = 60;
const LONGEST_LABEL = 28;
const MOST_WORDS = 60;
// Some scripts put no space between words.
const MOST_CHARACTERS = 300;
const SCRIPTS = { Jpan: ["Han", "Hiragana", "Katakana"], Kore: ["Hangul"], Hans: ["Han"], Hant: ["Han"] };
const RIGHT_TO_LEFT = ["Arab", "Hebr"];

const holes = (text) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
const paths = (value, at = "") =>
  typeof value === "string" ? [[at, value]] : Object.entries(value).flatMap(([key, each]) => paths(each, `${at}.${key}`));
const scriptOf = (tag) => new Intl.Locale(tag).maximize().script;

test("all 24 languages of the Union are there, and those of its neighbours and of the world", () => {
  const there = Object.keys(translations);
  assert.deepEqual([...EU, ...FURTHER].filter((tag) => !there.includes(tag)), []);
  assert.ok(there.length >= LEAST, `${there.length}`);
  assert.deepEqual(Intl.getCanonicalLocales(there), there);
});

test("no language is another one's copy", () => {
  const bodies = Object.values(translations).map(({ body }) => body);
  assert.equal(new Set(bodies).size, bodies.length);
});

for (const [tag, texts] of Object.entries(translations)) {
  test(`${tag}: complete, with the places to fill in`, () => {
    const mine = new Map(paths(texts));
    assert.deepEqual([...mine.keys()], paths(translations.en).map(([path]) => path));
    for (const [path, english] of paths(translations.en)) {
      assert.ok(mine.get(path).trim(), path);
      assert.equal(mine.get(path), mine.get(path).trim().normalize("NFC"), path);
      assert.deepEqual(holes(mine.get(path)), holes(english), path);
      if (tag !== "en" && english.length > 20) assert.notEqual(mine.get(path), english, path);
    }
  });

  test(`${tag}: a number stands in brackets, where no plural depends on it`, () => {
    assert.match(texts.body, /[(（]\{count\}[)）]/);
  });

  test(`${tag}: without services the number goes, and nothing beside it`, () => {
    const { files } = publishSite({ languages: [tag], services: [] });
    const body = texts.body.replace(/ ?[(（]\{count\}[)）]/, "").split(/\{\w+\}/);
    for (const part of body) assert.ok(files["shop.js"].includes(JSON.stringify(part).slice(1, -1)), part);
    assert.doesNotMatch(body.join("x"), /[()（）0]|  /);
  });

  test(`${tag}: accept and refuse are of comparable length, the first layer is short`, () => {
    const { accept, reject, settings, save, body } = texts;
    for (const label of [accept, reject, settings, save]) assert.ok(label.length <= LONGEST_LABEL, label);
    const ratio = accept.length / reject.length;
    assert.ok(ratio >= 0.6 && ratio <= 1.67, `${accept} / ${reject}`);
    assert.notEqual(accept, reject);
    assert.ok(body.split(" ").length <= MOST_WORDS, body);
    assert.ok(body.length <= MOST_CHARACTERS, body);
  });

  test(`${tag}: no letter of another script`, () => {
    const script = scriptOf(tag);
    // Common: letters that no one script owns, such as the marks of Uzbek.
    const allowed = new RegExp(`[\\p{Script=Common}${(SCRIPTS[script] ?? [script]).map((name) => `\\p{Script_Extensions=${name}}`).join("")}]`, "u");
    for (const [path, text] of paths(texts)) {
      const letters = text.replaceAll("Global Privacy Control", "").replace(/\{\w+\}/g, "").match(/\p{L}/gu) ?? [];
      assert.deepEqual(letters.filter((letter) => !allowed.test(letter)), [], path);
      assert.ok(letters.length > 0, path);
    }
  });

  test(`${tag}: published with the direction of its script`, () => {
    const { files } = publishSite({ languages: [tag] });
    assert.equal(/,"rtl"\]/.test(files["shop.js"]), RIGHT_TO_LEFT.includes(scriptOf(tag)));
  });
}

// SPDX-License-Identifier: Apache-2.0
// Every language has every text, and says accept and refuse with like weight.
import assert from "node:assert/strict";
import { test } from "node:test";
import { translations } from "./published.mjs";

const EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split(" ");
const LONGEST_LABEL = 28;
const holes = (text) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
const paths = (value, at = "") =>
  typeof value === "string" ? [[at, value]] : Object.entries(value).flatMap(([key, each]) => paths(each, `${at}.${key}`));

test("all 24 languages of the Union are there", () => {
  assert.deepEqual(Object.keys(translations).filter((tag) => EU.includes(tag)).sort(), EU);
});

for (const [tag, texts] of Object.entries(translations)) {
  test(`${tag}: complete, with the places to fill in`, () => {
    const mine = new Map(paths(texts));
    assert.deepEqual([...mine.keys()], paths(translations.en).map(([path]) => path));
    for (const [path, english] of paths(translations.en)) {
      assert.ok(mine.get(path).trim(), path);
      assert.deepEqual(holes(mine.get(path)), holes(english), path);
    }
  });

  test(`${tag}: accept and refuse are of comparable length, the first layer is short`, () => {
    const { accept, reject, settings, save, body } = texts;
    for (const label of [accept, reject, settings, save]) assert.ok(label.length <= LONGEST_LABEL, label);
    const ratio = accept.length / reject.length;
    assert.ok(ratio >= 0.6 && ratio <= 1.67, `${accept} / ${reject}`);
    assert.notEqual(accept, reject);
    assert.ok(body.split(" ").length <= 60, body);
  });
}

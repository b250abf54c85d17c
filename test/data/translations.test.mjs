// SPDX-License-Identifier: Apache-2.0
// The page of one's own consent in every language of the banner, that of mandates in every language of the Union,
// and who has read which text.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "data/translations");
// The texts of placeholders lie beside the folder, all languages in one file.
const PLACEHOLDERS = "placeholder-texts.json";
const read = (path) => JSON.parse(readFileSync(join(folder, path === PLACEHOLDERS ? ".." : "", path), "utf8"));
const EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split(" ");
const LONGEST_BUTTON = 32;

const pages = Object.fromEntries(
  readdirSync(join(folder, "my-consent")).map((name) => [name.replace(".json", ""), read(`my-consent/${name}`)]),
);


const declarations = Object.fromEntries(
  readdirSync(join(folder, "declaration")).map((name) => [name.replace(".json", ""), read(`declaration/${name}`)]),
);

const banners = readdirSync(join(folder, "tag")).map((name) => name.replace(".json", ""));
const placeholders = read(PLACEHOLDERS);
const SCRIPTS = { Jpan: ["Han", "Hiragana", "Katakana"], Kore: ["Hangul"], Hans: ["Han"], Hant: ["Han"] };
// Words that stand as they are in other scripts.
const KEPT = /[Cc]ookies?|\{name\}/g;

/** Letters of a text that are not of its language's script. */
function foreignLetters(tag, text) {
  const script = new Intl.Locale(tag).maximize().script;
  const own = (SCRIPTS[script] ?? [script]).map((name) => `\\p{Script_Extensions=${name}}`).join("");
  const allowed = new RegExp(`[\\p{Script=Common}${own}]`, "u");
  return (text.replace(KEPT, "").match(/\p{L}/gu) ?? []).filter((letter) => !allowed.test(letter));
}

test("the page of one's own consent speaks every language of the banner, in its script", () => {
  assert.deepEqual(Object.keys(pages), banners);
  for (const [tag, texts] of Object.entries(pages)) {
    for (const [key, text] of Object.entries(texts)) {
      // Digits of the number, and the name and letter of the law.
      const own = text.replace(/GDPR|\b[aefA-F]\b|-?[a-f](?=[-\u10D0-\u10FF\u0561-\u0587-])/g, "");
      assert.deepEqual(foreignLetters(tag, own), [], `${tag}: ${key}: ${text}`);
    }
  }
});

test("no language's page of one's own consent is another one's copy", () => {
  const wholes = Object.values(pages).map(({ intro, withdrawn }) => intro + withdrawn);
  assert.equal(new Set(wholes).size, wholes.length);
});

test("the declaration and the placeholders speak every language of the banner, in its script", () => {
  assert.ok(banners.length >= 60);
  assert.deepEqual(banners.filter((tag) => !declarations[tag] || !placeholders[tag]), []);
  for (const tag of banners) {
    const texts = [...Object.values(declarations[tag]), ...placeholders[tag]];
    for (const text of texts) {
      assert.deepEqual(foreignLetters(tag, text), [], `${tag}: ${text}`);
      assert.equal(text, text.trim().normalize("NFC"), `${tag}: ${text}`);
    }
  }
  assert.deepEqual(foreignLetters("ru", "Сooкie"), ["o", "o", "i", "e"]);
});

test("no language's declaration or placeholder is another one's copy", () => {
  const wholes = banners.map((tag) => declarations[tag].transfer + placeholders[tag][0]);
  assert.equal(new Set(wholes).size, wholes.length);
});

test("heads of the declaration's columns and buttons of placeholders stay short", () => {
  for (const tag of banners) {
    const heads = ["name", "provider", "purpose", "expiry", "kind", "country", "cookie", "session", "unknown"].map((key) => declarations[tag][key]);
    for (const head of heads) assert.ok(head.length <= 24, `${tag}: ${head}`);
    const [about, once, always] = placeholders[tag];
    assert.ok(once.length <= 28 && always.replace("{name}", "").length <= 28, `${tag}: ${once}, ${always}`);
    assert.ok(about.includes("{name}") && about.length <= 120, `${tag}: ${about}`);
    assert.ok(always.includes("{name}") && !once.includes("{"), tag);
  }
});

test("the declaration speaks the languages of the Union, with the same keys in each", () => {
  assert.deepEqual(EU.filter((tag) => !declarations[tag]), []);
  for (const [tag, texts] of Object.entries(declarations)) {
    assert.deepEqual(Object.keys(texts), Object.keys(declarations.en), tag);
    for (const [key, text] of Object.entries(texts)) {
      assert.ok(text.trim(), `${tag}: ${key}`);
      if (tag !== "en" && text.length > 20) assert.notEqual(text, declarations.en[key], `${tag}: ${key}`);
    }
  }
});

for (const [tag, texts] of Object.entries(pages)) {
  test(`${tag}: the page of one's own consent is complete`, () => {
    assert.deepEqual(Object.keys(texts), Object.keys(pages.en));
    for (const [key, text] of Object.entries(texts)) {
      assert.ok(text.trim(), key);
      assert.equal(text, text.trim().normalize("NFC"), key);
      if (tag !== "en" && text.length > 20) assert.notEqual(text, pages.en[key], key);
    }
    for (const key of ["show", "do_withdraw", "do_erase"]) assert.ok(texts[key].length <= LONGEST_BUTTON, texts[key]);
    assert.ok(texts.bad_number.includes("32"), texts.bad_number);
    const acts = ["accept_all", "reject_all", "custom", "withdraw"].map((key) => texts[key]);
    assert.equal(new Set(acts).size, acts.length);
  });
}

const mandates = Object.fromEntries(
  readdirSync(join(folder, "mandate")).map((name) => [name.replace(".json", ""), read(`mandate/${name}`)]),
);
const placesOf = (text) => (text.match(/\{\w+\}/g) ?? []).sort();

test("the form of a mandate speaks the languages of the Union, with the same keys in each", () => {
  assert.deepEqual(Object.keys(mandates), EU);
  for (const [tag, texts] of Object.entries(mandates)) assert.deepEqual(Object.keys(texts), Object.keys(mandates.en), tag);
});

for (const [tag, texts] of Object.entries(mandates)) {
  test(`${tag}: the form of a mandate is complete, in its own words and script`, () => {
    for (const [key, text] of Object.entries(texts)) {
      assert.ok(text.length > 1, key);
      assert.equal(text, text.trim().normalize("NFC"), key);
      assert.deepEqual(placesOf(text), placesOf(mandates.en[key]), key);
      // Names of standards stand as they are in other scripts, and so do the places to fill.
      assert.deepEqual(foreignLetters(tag, text.replace(/\{\w+\}|SHA-256|PDF/g, "")), [], `${key}: ${text}`);
      if (tag !== "en" && text.length > 20) assert.notEqual(text, mandates.en[key], key);
    }
    assert.equal(texts.language, texts.language.normalize("NFC"));
    for (const key of ["send", "do_confirm", "do_withdraw", "do_correct"]) assert.ok(texts[key].length <= LONGEST_BUTTON, texts[key]);
    for (const [key, number] of [["complaint77", "77"], ["court7879", "79"], ["damages82", "82"], ["sent", "7"], ["bad_link", "7"], ["mail_confirm", "7"], ["mail_ignore", "14"]])
      assert.ok(texts[key].includes(number), `${key}: ${texts[key]}`);
    const powers = ["complaint77", "court7879", "damages82", "optinout", "settlement"].map((key) => texts[key]);
    assert.equal(new Set(powers).size, powers.length);
  });
}

/** The text that a review is about, or nothing when the file does not say it any more. */
function reviewed({ file, key, text }) {
  const found = key.split(".").reduce((value, part) => value?.[part], read(file));
  return typeof found === "string" && found === text ? found : undefined;
}

function reviewFaults(reviews) {
  return reviews.flatMap((review) => {
    const { file, key, by, date } = review;
    const faults = [];
    if (file !== PLACEHOLDERS && !/^(tag|my-consent|mandate|report|declaration)\/[A-Za-z-]+\.json$/.test(file ?? "")) return [`${file}: no file of texts`];
    if (reviewed(review) === undefined) faults.push(`${file}: ${key}: the text has changed since`);
    if (!by?.trim()) faults.push(`${file}: ${key}: who has read it?`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date ?? "")) faults.push(`${file}: ${key}: when?`);
    return faults;
  });
}

test("each review names a text as it stands, a person and a day", () => {
  assert.deepEqual(reviewFaults(read("reviews.json").reviews), []);
});

test("a review of another wording, without a name, or of no text is found out", () => {
  const good = { file: "tag/nl.json", key: "categories.media.name", text: read("tag/nl.json").categories.media.name, by: "A. Reader", date: "2026-11-23" };
  assert.deepEqual(reviewFaults([good]), []);
  assert.deepEqual(reviewFaults([{ ...good, file: PLACEHOLDERS, key: "nl.1", text: placeholders.nl[1] }]), []);
  for (const bad of [{ text: "Media!" }, { by: " " }, { date: "yesterday" }, { key: "categories.media" }, { file: "../README.md" }])
    assert.equal(reviewFaults([{ ...good, ...bad }]).length, 1, JSON.stringify(bad));
});

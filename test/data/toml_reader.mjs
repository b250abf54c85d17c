// SPDX-License-Identifier: Apache-2.0
// Reads the part of TOML that data/services and data/cookies are written in: comments, strings, booleans, arrays, inline
// tables, [table] and [[table]]. Anything else is an error with its line, never a guess.

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  fail(what) {
    throw new Error(`line ${this.text.slice(0, this.at).split("\n").length}: ${what}`);
  }
  take(pattern) {
    const found = new RegExp(pattern.source, "y");
    found.lastIndex = this.at;
    const [whole, ...parts] = found.exec(this.text) ?? [];
    if (whole === undefined) return undefined;
    this.at += whole.length;
    return parts[0] ?? whole;
  }
  space() {
    this.take(/(?:\s|#[^\n]*)*/);
  }
  key() {
    return this.take(/([A-Za-z0-9_-]+)[ ]*/) ?? this.take(/"([^"\\\n]+)"[ ]*/) ?? this.fail("a key is needed");
  }
  value() {
    const text = this.take(/"(?:[^"\\\n]|\\["\\nt])*"/);
    if (text !== undefined) return JSON.parse(text);
    const word = this.take(/true\b|false\b/);
    if (word !== undefined) return word === "true";
    if (this.take(/\[/)) return this.list(/\]/, () => this.value());
    if (this.take(/\{/)) return this.table(this.list(/\}/, () => this.pair()));
    return this.fail("a text, true, false, a list or a table is needed");
  }
  list(end, each) {
    const all = [];
    for (this.space(); !this.take(end); this.space()) {
      all.push(each());
      this.space();
      if (this.take(/,/)) continue;
      if (this.take(end)) break;
      this.fail("a comma or the end is needed");
    }
    return all;
  }
  pair() {
    const key = this.key();
    if (!this.take(/=[ ]*/)) this.fail("= is needed");
    return [key, this.value()];
  }
  table(pairs, into = {}) {
    for (const [key, value] of pairs) {
      if (Object.hasOwn(into, key)) this.fail(`${key} stands twice`);
      into[key] = value;
    }
    return into;
  }
  header(root) {
    const name = this.take(/\[\[([A-Za-z0-9_-]+)\]\]/);
    if (name !== undefined) {
      const row = {};
      (root[name] ??= []).push(row);
      return row;
    }
    const single = this.take(/\[([A-Za-z0-9_-]+)\]/) ?? this.fail("a table's name is needed");
    return this.table([[single, {}]], root)[single];
  }
  document() {
    const root = {};
    let current = root;
    for (this.space(); this.at < this.text.length; this.space()) {
      if (this.text[this.at] === "[") current = this.header(root);
      else this.table([this.pair()], current);
      if (this.at < this.text.length && this.take(/[ ]*(?:#[^\n]*)?\n/) === undefined) this.fail("a new line is needed");
    }
    return root;
  }
}

export const readToml = (text) => new Reader(text).document();

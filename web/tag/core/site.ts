// SPDX-License-Identifier: Apache-2.0
// What the publisher puts in front of the script: one JSON value, keys short because every byte of it
// travels with each first page view. web/tag/publish.mjs is the only writer.

/**
 * One service: id, index of its category in `k`, stored names ("_ga*"), hosts (autoblock only), scripts
 * to load.
 */
export type Service = [
  id: string,
  category: number,
  stored: string[],
  hosts?: string[] | 0,
  scripts?: Record<string, string>[],
];

/** First-layer texts, in this order; the publisher has filled in owner, partners and purposes. */
export type BannerTexts = [
  title: string,
  body: string,
  accept: string,
  reject: string,
  settings: string,
  reopen: string,
  privacy: string,
  changed: string,
  gpc: string,
  /** "rtl" where the language is written so. */
  direction?: string,
];

export interface Site {
  /** Site id. */
  i: string;
  /** Notice version: hash over categories and services; another one means asking again. */
  h: string;
  /** Category ids; the first is the one that needs no consent. */
  k: string[];
  v: Service[];
  /** Layout, a class of the banner. */
  l: string;
  /** Style sheet of layout and theme, appended to ours. */
  c: string;
  /** Texts by language; the first is the fallback. */
  t: Record<string, BannerTexts>;
  /** Languages that go by another name, in lower case, to a language of `t`; in this order. */
  a?: Record<string, string>;
  /** Days a choice is kept. */
  d: number;
  /** Address of the privacy statement. */
  p?: string;
  /** Domain attribute of the own cookie. */
  o?: string;
  /** Global Privacy Control: 1 stands for a refusal, 2 is shown and asked all the same, 0 ignored. */
  g: number;
  /** Consent Mode: default commands, and which category grants which signal. */
  w?: { d: object[]; m: Record<string, string> };
  /** Address that takes choices; without it nothing is sent. */
  e?: string;
  /** Path on the site itself that expires cookies which no script reaches; "/*" in front stands for the page's own. */
  u?: string;
  /** Names of refused cookies that stayed all the same; written by the part that asks there. */
  f?: string[];
  /** 1 when the small button is not wanted. */
  n?: number;
  /** Sister domains, host names: a link to them carries the choice along. */
  s?: string[];
  /** Placeholders: names of the services that get them by id, and texts (about, load, always) by language. */
  q?: { n: Record<string, string>; t: Record<string, [about: string, load: string, always: string]> };
  /** Interfaces of other programs, by name: which category or service grants which signal. */
  x?: Record<string, Record<string, string>>;
  /** A service that this page view alone may load; written by the part for placeholders. */
  r?: string;
  /** Language that a call asked for since the page was loaded; written by the part of the adapters, empty without one. */
  m?: string;
  /** Autoblock: hosts that are the site's own, apart from the page's host. */
  b?: string[];
}

declare global {
  // Bound by the publisher in a block around the script, so it is no global of the page.
  const $C: Site;
  const $H: Part[];
}

/** What an optional part sees of the core. */
export interface View {
  site: Site;
  gpc: boolean;
  /** Of the banner. */
  language: string;
  allowed(key: string): boolean;
  cookies(): string;
  setCookie(text: string): void;
  /** Lets a held element go; a script after those before it. */
  release(held: Element): void;
}

/** What was decided, and how it came about. */
export interface Decision {
  id: string;
  time: number;
  granted: string[];
  event: string;
  language: string;
  clicks: number;
  /** Milliseconds between the banner's appearance and the choice; 0 when none was shown. */
  ms: number;
  /** Names of refused cookies that stayed; filled by the part that erases. */
  left: string[];
  /** Only a fresh page can load what is now allowed; set by autoblock. */
  reload: boolean;
  /** Resolves when the click is painted: time for what the visitor does not wait for. */
  paint: Promise<unknown>;
}

/** An optional part: called at the start, answers what is to be done at each decision. */
export type Part = (view: View, decided: boolean) => (decision: Decision) => void;

export const site: Site = $C;
export const script = document.currentScript as HTMLScriptElement | null;

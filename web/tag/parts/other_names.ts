// SPDX-License-Identifier: Apache-2.0
// Languages that pages and browsers call by names with which no text begins: "zh-TW", "no". Runs before the
// core picks a language, and leaves it no other one where such a name is the first that fits.
import { site } from "../core/site";

const fits = (tag: string, names: string[]): string | undefined => names.find((each) => (tag + "-").startsWith(each + "-"));

for (const tag of [document.documentElement.lang, ...navigator.languages]) {
  if (fits(tag, Object.keys(site.t))) break;
  const name = fits(tag.toLowerCase(), Object.keys(site.a!));
  if (!name) continue;
  const language = site.a![name]!;
  site.t = { [language]: site.t[language]! };
  break;
}

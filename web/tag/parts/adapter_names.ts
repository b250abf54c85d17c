// SPDX-License-Identifier: Apache-2.0
// What other managers call a category or service, as ours: `consentry site import` makes ids in the
// same way (src/core/consent/rival_words.h).
import type { Site } from "../core/site";

const OURS: Record<string, string> = {
  essential: "necessary", required: "necessary",
  preferences: "functional", functionality: "functional", personalization: "functional",
  performance: "statistics", analytics: "statistics", analytic: "statistics", measurement: "statistics",
  advertising: "marketing", ads: "marketing", targeting: "marketing",
  social: "media", video: "media",
};

const idOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-/, "").slice(0, 40).replace(/-$/, "");

/** The id of a category; the other manager's own where the site has none for it, so nothing grants it. */
export function categoryKey(site: Site, name: string): string {
  const id = idOf(name);
  const key = [id, OURS[id]].find((each) => site.k.includes(each!)) ?? id;
  return key === "necessary" ? site.k[0]! : key;
}

/** The id of a service, or else of a category. */
export function serviceKey(site: Site, name: string): string {
  const id = idOf(name);
  const known = (key: string): boolean => site.v.some(([each]) => each === key);
  return [id.slice(0, 32) + "-service", id].find(known) ?? categoryKey(site, name);
}

/** What is granted once one more is, or no longer; a category that loses a service goes on as the others. */
export function granting(site: Site, granted: string[], key: string, on: boolean): string[] {
  const servicesOf = (category: string): string[] =>
    site.v.filter(([, at]) => site.k[at] === category).map(([id]) => id);
  const service = site.v.find(([id]) => id === key);
  const parts = granted.flatMap((each) => (service && each === site.k[service[1]] ? servicesOf(each) : each));
  const without = parts.filter((each) => each !== key && (service || on || !servicesOf(key).includes(each)));
  const wanted = on ? [...without, key] : without;
  const whole = (category: string): boolean => {
    const all = servicesOf(category);
    return all.length > 0 && all.every((id) => wanted.includes(id));
  };
  return [...wanted, ...site.k.slice(1).filter(whole)];
}

// SPDX-License-Identifier: Apache-2.0
// Deletes what services without consent have stored on the site's own domain. Runs after a withdrawal
// and at the start of each page, for what was written late. Out of reach of a script: HttpOnly cookies,
// cookies of other paths, and whatever lies under other domains.
import type { Part } from "../core/site";

/** "_ga*" stands for every name that begins so. */
const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

export const part: Part = ({ allowed, cookies, setCookie, site }, decided) => {
  const erase = (): string[] => {
    const labels = location.hostname.split(".");
    const domains = ["", ...labels.map((_, at) => ";domain=" + labels.slice(at).join("."))];
    const patterns = site.v.flatMap(([id, , stored]) => (allowed(id) ? [] : stored));
    const refused = (name: string): boolean => patterns.some((pattern) => matches(pattern, name));
    const names = (): string[] => cookies().split("; ").map((pair) => pair.replace(/=.*/, "")).filter(refused);
    for (const name of names())
      for (const domain of domains)
        for (const path of ["/", location.pathname]) setCookie(`${name}=;max-age=0;path=${path}${domain}`);
    try {
      for (const area of [localStorage, sessionStorage])
        for (const key in area) if (refused(key)) area.removeItem(key);
      void indexedDB.databases().then((all) => {
        for (const { name } of all) if (refused(name!)) indexedDB.deleteDatabase(name!);
      });
    } catch {
      // Storage is closed to this page, so nothing lies in it.
    }
    return names();
  };

  if (decided) erase();
  return (decision) => {
    // Where nothing is withdrawn the click is painted first, for looking takes the browser a while.
    if (decision.reload) decision.left = erase();
    else void decision.paint.then(erase);
  };
};

$H.push(part);

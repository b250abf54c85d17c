// SPDX-License-Identifier: Apache-2.0
// Deletes what services without consent have stored on the site's own domain. Runs after a withdrawal
// and at the start of each page, for what was written late or for that page's path alone. Out of reach of a
// script: HttpOnly cookies (parts/withdrawal.ts), cookies of other paths, and whatever lies under other domains.
import type {} from "../core/site";

$H.push(({ allowed, cookies, setCookie, site }, decided) => {
  /** "_ga*" stands for every name that begins so. */
  const among = (name: string, granted: boolean): boolean =>
    site.v.some(
      ([id, , stored]) =>
        allowed(id) === granted &&
        stored.some((pattern) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern)),
    );
  // What a service that is allowed keeps too stays.
  const refused = (name: string): boolean => among(name, false) && !among(name, true);
  const erase = (): string[] => {
    const labels = location.hostname.split(".");
    const domains = ["", ...labels.map((_, at) => ";domain=" + labels.slice(at).join("."))];
    // Without a path it is the page's folder.
    const paths = ["", ";path=/", ";path=" + location.pathname];
    const names = (): string[] => cookies().split("; ").map((pair) => pair.replace(/=.*/, "")).filter(refused);
    // "__Host-" and "__Secure-" names want the second, cookies of this site alone (CHIPS) the third.
    for (const kind of ["", ";secure", ";secure;partitioned"])
      for (const name of names())
        for (const path of paths) for (const domain of domains) setCookie(name + "=;max-age=0" + path + domain + kind);
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
});

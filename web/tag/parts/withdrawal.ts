// SPDX-License-Identifier: Apache-2.0
// Asks the site's own server to expire what no script can reach: HttpOnly cookies of services without consent.
// At a refusal or withdrawal, and once more on the fresh page after it, for what was written until then. Each host
// of the site asks for itself. A browser sends cookies that are bound to a folder to addresses in that folder alone, so
// a path that begins with "/*/" is asked below the visitor's page. Names that stay are kept for the preferences, which
// tell them. Not in the file without "withdrawal" in the configuration.
import type { Part } from "../core/site";

const NAME = "consentry-erased";
// Cookies of one path alone are expired where the visitor is; of a site with endless folders the first ones.
const MOST_PLACES = 20;

/** For which choice, in which folders, and what stayed. */
interface Asked {
  choice: string;
  places: string[];
  left: string[];
}

export const part: Part = ({ allowed, cookies, site }, decided) => {
  const choice = (): string => /(?:^|; )consentry=([^;]*)/.exec(cookies())?.[1] ?? "";

  const expire = async (made: string, again: string): Promise<string[]> => {
    const body = `${site.i} ${location.pathname} ${made.split("~")[3] ?? ""}${again}`;
    const answer = await fetch(site.u!.replace("/*", location.pathname.replace(/\/$/, "")), { method: "POST", keepalive: true, body });
    if (!answer.ok) throw Error(answer.statusText);
    return ((await answer.json()) as { seen: string[] }).seen;
  };

  const clean = async (): Promise<void> => {
    if (site.v.every(([id]) => allowed(id))) return;
    const made = choice();
    const place = site.u!.startsWith("/*") ? location.pathname.replace(/\/[^/]*$/, "") : location.pathname.split("/")[1]!;
    const kept = JSON.parse(localStorage.getItem(NAME) ?? "{}") as Partial<Asked>;
    const asked: Asked = { choice: made, places: [], left: [], ...(kept.choice === made && kept) };
    site.f = asked.left;
    if (asked.places.includes(place) || asked.places.length >= MOST_PLACES) return;
    // What the server still sees when it is asked again has stayed.
    if ((await expire(made, asked.places[0] === undefined ? "" : " again"))[0]) asked.left = site.f = await expire(made, " again");
    asked.places.push(place);
    localStorage.setItem(NAME, JSON.stringify(asked));
  };
  // Without storage or network it is asked again on the next page.
  const tryIt = (): void => void clean().catch(() => {});

  // Not before the first paint, and not before what the page itself sets on its way.
  if (decided) addEventListener("load", tryIt);
  return (decision) => void decision.paint.then(tryIt);
};

$H.push(part);

// SPDX-License-Identifier: Apache-2.0
// One choice for several domains of one owner: a link to a sister domain carries it along, and a newer one
// that arrives is taken over before the core reads it. Only from pages of a sister, as the browser names
// them: anybody could write such a link, and so a page without a referrer is not believed.
import { site, type Part } from "../core/site";

const CARRIED = "#consentry=";
const isSister = (address: string): boolean => {
  try {
    return site.s!.includes(new URL(address).hostname);
  } catch {
    return false;
  }
};
const timeOf = (text?: string): number => parseInt(text?.split("~")[1] ?? "", 36) || 0;
const own = (): string | undefined => /(?:^|; )consentry=([^;]*)/.exec(document.cookie)?.[1];

const { hash } = location;
if (hash.startsWith(CARRIED)) {
  const text = hash.slice(CARRIED.length);
  // The page's own address again, before anything of the page sees it.
  history.replaceState(history.state, "", location.pathname + location.search);
  const arrives = /^[\da-f]{8}~[\da-z]{8,9}~[\da-f]{32}~[\w.-]*$/.test(text);
  if (arrives && isSister(document.referrer) && timeOf(text) > timeOf(own()) && timeOf(text) <= Date.now())
    document.cookie =
      `consentry=${text};path=/;samesite=lax;max-age=${Math.round(site.d * 86400 - (Date.now() - timeOf(text)) / 1000)}` +
      (site.o ? ";domain=" + site.o : "") +
      (location.protocol > "https" ? ";secure" : "");
}

export const part: Part = () => {
  const carry = ({ target }: Event): void => {
    const link = (target as Element).closest?.<HTMLAnchorElement>("a[href]");
    const choice = own();
    // A link to a place within a page keeps that place.
    if (choice && link && isSister(link.href) && (!link.hash || link.hash.startsWith(CARRIED))) link.hash = CARRIED + choice;
  };
  // Before the browser follows it, by whichever button or key.
  for (const name of ["click", "auxclick"]) addEventListener(name, carry, true);
  return () => {};
};

$H.push(part);

// SPDX-License-Identifier: Apache-2.0
// Fetches a page of the site and tells what stands in it, without rendering it and without running
// its scripts: headings, lines and tables in their order, and where it speaks of cookies further on.
// Without an address it tells the same of the page that is there, as its scripts have made it.
import { blocksOf, type Block } from "./blocks";

// A page beyond this is no text for readers; the rest of it is not read.
const MOST_BYTES = 1_500_000;
const FETCH_MS = 2_000;
const MOST_LINKS = 5;

interface Page {
  lang: string;
  cut: boolean;
  written: string;
  rendered: boolean;
  blocks: Block[];
  links: [string, string][];
}

interface Answer {
  status: number;
  page?: Page;
}

// Programs whose script writes the list into the page: what is fetched does not show it.
const WRITTEN: [string, string][] = [
  ["Cookiebot", "script#CookieDeclaration, script[src*='cookiebot.'][src*='/cd.js']"],
  ["OneTrust", "#ot-sdk-cookie-policy, #optanon-cookie-policy"],
  ["iubenda", "a.iubenda-embed, a[href*='iubenda.com/privacy-policy']"],
  ["CookieYes", "div.cky-audit-table-element, div[data-cky-tag='audit-table']"],
  ["Cookie Information", "script[src*='cookieinformation.com'][src*='declaration'], #cicc-template"],
  ["Usercentrics", ".uc-embed, [data-uc-embed], usercentrics-cookie-policy"],
  ["CookieFirst", "#cookiefirst-policy-page, #cookiefirst-cookies-table"],
  ["Termly", "[data-name='termly-embed'], [name='termly-embed']"],
  ["CookieScript", "script[src*='cookie-script.com'][src*='report'], [data-cookiescriptreport]"],
  ["Complianz", "#cmplz-cookies-overview, [id='cmplz-document'][data-src]"],
  ["Didomi", "[data-didomi-cookies], #didomi-vendors-list"],
];

// A frame that shows a list or a policy, of this site or another.
const FRAMED = "iframe[src*='cookie' i], iframe[src*='privac' i], iframe[title*='cookie' i], iframe[title*='privac' i]";

// Frames that nobody sees serve other ends.
function isShown(frame: Element): boolean {
  const small = ["width", "height"].some((side) => /^[01](px)?$/.test(frame.getAttribute(side) ?? ""));
  return !small && !frame.hasAttribute("hidden") && !/display:\s*none|visibility:\s*hidden/i.test(frame.getAttribute("style") ?? "");
}

// "Cookie" in Europe's languages.
const COOKIE =
  /cookie|koekje|kakor|evaste|evästeet|süti|piškot|piskot|kolačić|kolacic|slapuk|sīkda|sikda|küpsis|kupsis|fianán|ciastecz|бисквит|informasjonskaps|vafrakök|куки/i;

async function body(answer: Response): Promise<[string, boolean]> {
  const reader = answer.body?.getReader();
  if (!reader) return ["", false];
  const charset = /charset="?([\w-]+)/i.exec(answer.headers.get("content-type") ?? "")?.[1] ?? "utf-8";
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (size > MOST_BYTES) {
      void reader.cancel();
      break;
    }
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return [new TextDecoder(charset).decode(bytes), size > MOST_BYTES];
}

function further(doc: Document, url: string): [string, string][] {
  const found: [string, string][] = [];
  for (const link of doc.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    const label = (link.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 80);
    let target: URL;
    try {
      target = new URL(link.getAttribute("href") ?? "", url);
    } catch {
      continue;
    }
    const here = new URL(url);
    const elsewhere = target.origin !== here.origin || target.pathname === here.pathname;
    if (elsewhere || !(COOKIE.test(label) || COOKIE.test(target.pathname))) continue;
    if (!found.some(([, known]) => known === target.href)) found.push([label, target.href.split("#")[0]!]);
    if (found.length === MOST_LINKS) break;
  }
  return found;
}

function pageOf(doc: Document, url: string, long: boolean, rendered: boolean): Page {
  const framed = [...doc.querySelectorAll(FRAMED)].some(isShown) ? "a frame" : "";
  const written = WRITTEN.find(([, selector]) => doc.querySelector(selector))?.[0] ?? framed;
  const links = further(doc, url);
  const { blocks, cut } = blocksOf(doc);
  return { lang: doc.documentElement.lang.slice(0, 20), cut: cut || long, written, rendered, blocks, links };
}

export default async function read(url: string): Promise<Answer> {
  if (url === "") {
    return { status: 200, page: pageOf(document.cloneNode(true) as Document, location.href, false, true) };
  }
  let answer: Response;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
  } catch {
    return { status: 0 };
  }
  // That it answers is known from here on, whatever becomes of what it says.
  const status = answer.status;
  try {
    if (!answer.ok || !/html/i.test(answer.headers.get("content-type") ?? "")) return { status };
    const [text, long] = await body(answer);
    const doc = new DOMParser().parseFromString(text, "text/html");
    return { status, page: pageOf(doc, new URL(answer.url || url, location.href).href, long, false) };
  } catch {
    return { status };
  }
}

// SPDX-License-Identifier: Apache-2.0
// The visitor's choice: read before the first paint, kept in one first-party cookie, or in local
// storage where cookies are refused. A category that is granted grants all its services.
import { site } from "./site";

const NAME = "consentry";

export interface Choice {
  /** Random, means nothing outside this site; lets the visitor find the own records. */
  id: string;
  /** Milliseconds since 1970. */
  time: number;
  /** Ids of categories and single services. */
  granted: string[];
}

/** Undefined: not asked, expired, or asked about something else since. */
export let choice: Choice | undefined;
/** A choice exists, but purposes or services changed since it was made. */
export let outdated = false;

const native = Object.getOwnPropertyDescriptor(Document.prototype, "cookie")!;
export const cookies = native.get!.bind(document) as () => string;
export const setCookie = native.set!.bind(document) as (text: string) => void;

export const gpc = !!site.g && !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;

// Asked of the browser quickly. Storage is fetched from the disk, and reading a cookie back takes a while,
// before the first paint or before a click is painted. A domain of our own may be the wrong one, and a frame of
// another site is told that cookies are enabled where they are refused.
const cookiesLast = (): boolean => navigator.cookieEnabled && !site.o && top === self;

function stored(): unknown {
  try {
    return cookies().match(/(?:^|; )consentry=([^;]*)/)?.[1] ?? (cookiesLast() || localStorage.getItem(NAME));
  } catch {
    // Neither can be read.
  }
}

export function readChoice(): void {
  // What is no choice has no "~", and so no time.
  const [version, time, id, granted = ""] = String(stored()).split("~");
  const made = parseInt(time!, 36);
  // Milliseconds of so many days.
  if (!(Math.abs(Date.now() - made) < site.d * 864e5)) return;
  outdated = version !== site.h;
  if (!outdated) choice = { id: id!, time: made, granted: granted.split(".").filter(Boolean) };
}

/** The stored text holds no more than version, time, random id and granted ids. */
export function keepChoice(granted: string[]): Choice {
  const time = Date.now();
  // Time first, then 80 random bits; randomUUID is missing on pages without TLS.
  const fresh = (): string =>
    crypto.getRandomValues(new Uint8Array(20)).reduce((id, part) => id + (part & 15).toString(16), "0" + time.toString(16));
  choice = { id: choice?.id ?? fresh(), time, granted };
  outdated = false;
  const text = [site.h, time.toString(36), choice.id, granted.join(".")].join("~");
  try {
    setCookie(
      `${NAME}=${text};path=/;samesite=lax;max-age=${site.d * 864e2}` +
        (site.o ? ";domain=" + site.o : "") +
        (location.protocol > "https" ? ";secure" : ""),
    );
    if (!cookiesLast() && !cookies().includes(text)) localStorage.setItem(NAME, text);
  } catch {
    // Neither cookie nor storage: the choice holds for this page view.
  }
  return choice;
}

export function allowed(key: string): boolean {
  const granted = choice?.granted ?? [];
  const service = site.v.find((each) => each[0] === key);
  const category = service ? site.k[service[1]]! : key;
  return category === site.k[0] || granted.includes(key) || granted.includes(category);
}

// SPDX-License-Identifier: Apache-2.0
// Delivers choices to the owner's server: kept in storage until the server has answered, sent again at
// the next page or when the network is back. Storage and network wait for the click to be painted, or for
// the page to be left. Without an address this part is not in the file.
import type { Decision, Part } from "../core/site";

const NAME = "consentry-queue";
// A visitor makes few choices; more than this wait only when a server never answers.
const LONGEST = 20;

type Entry = Record<string, unknown>;

let kept: Entry[] = [];

function waiting(change?: (list: Entry[]) => Entry[]): Entry[] {
  try {
    kept = JSON.parse(localStorage.getItem(NAME) ?? "[]") as Entry[];
  } catch {
    // No storage: what waits is kept for this page view.
  }
  if (!change) return kept;
  kept = change(kept);
  try {
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // As above.
  }
  return kept;
}

async function send(address: string, entry: Entry): Promise<void> {
  const { status } = await fetch(address, {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(entry),
  });
  // A refusal of the record itself will not change; too many, too slow and broken servers may.
  if (status < 500 && status !== 429 && status !== 408) waiting((list) => list.filter((each) => each.key !== entry.key));
}

export const part: Part = ({ gpc, site }) => {
  const sendAll = (): void => waiting().forEach((entry) => void send(site.e!, entry).catch(() => {}));
  // Not before the first paint: storage is fetched from the disk while the page waits.
  for (const name of ["online", "load"]) addEventListener(name, sendAll);
  const made: Entry[] = [];
  const deliver = (): void => {
    for (const entry of made.splice(0)) {
      waiting((list) => [...list, entry].slice(-LONGEST));
      void send(site.e!, entry).catch(() => {});
    }
  };
  addEventListener("pagehide", deliver);
  return ({ id, time, granted, event, language, clicks, ms, paint }: Decision) => {
    made.push({
      site: site.i,
      id,
      key: id + "-" + time.toString(36),
      event,
      purposes: Object.fromEntries(site.k.map((each, at) => [each, !at || granted.includes(each)])),
      services: granted.filter((each) => !site.k.includes(each)),
      notice: site.h,
      language,
      layout: site.l,
      clicks,
      // Clocks are set.
      ms: Math.max(0, ms),
      time,
      signals: { gpc },
    });
    void paint.then(deliver);
  };
};

$H.push(part);

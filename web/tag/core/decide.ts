// SPDX-License-Identifier: Apache-2.0
// What follows from a choice, in one place: keep it, let the optional parts do theirs, tell the page,
// release what is allowed.
import { clicks, hideBanner, language, since } from "./banner";
import { allowed, keepChoice } from "./choice";
import { openGate, wait } from "./gate";
import { site, type Decision } from "./site";

const optional = site.k.slice(1);
const ids = [...optional, ...site.v.filter(([, at]) => at).map(([id]) => id)];

/** What the parts answered at the start. */
export const followers: ((decision: Decision) => void)[] = [];

export const tell = (name: string, detail: unknown): boolean =>
  dispatchEvent(new CustomEvent("consentry:" + name, { detail }));

/** Resolves after the next paint, or soon where nothing is painted. */
const painted = (): Promise<unknown> =>
  new Promise((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve));
  });

export type Outcome = Pick<Decision, "granted" | "left" | "event">;

export function decide(wanted: string[]): Outcome {
  const before = ids.filter(allowed);
  const granted = ids.filter((id) => wanted.includes(id));
  const event = granted[0]
    ? optional.every((id) => granted.includes(id)) ? "accept_all" : "custom"
    : before[0] ? "withdraw" : "reject_all";
  const paint = painted();
  const decision: Decision = {
    ...keepChoice(granted),
    event,
    language,
    clicks,
    ms: since && Date.now() - since,
    left: [],
    reload: before.some((id) => !allowed(id)),
    paint,
  };
  wait(paint);
  hideBanner();
  for (const follow of followers) follow(decision);
  const outcome = { granted, event, left: decision.left };
  tell("choice", outcome);
  // What already runs cannot be stopped otherwise.
  if (decision.reload) void paint.then(() => location.reload());
  else openGate();
  return outcome;
}

export const acceptAll = async (): Promise<Outcome> => decide(optional);
export const rejectAll = async (): Promise<Outcome> => decide([]);

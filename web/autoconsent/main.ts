// SPDX-License-Identifier: Apache-2.0
// autoconsent (MPL-2.0, npm) in one frame, on a leash: it runs in an isolated world, its heuristics are off, it
// waits for our word before it acts, and every click it wants to make is asked for first.
//
// Its messages are fetched by the program (next), what it asks is answered (answer). Its own word that a
// choice was made counts for nothing here.
import AutoConsent from "@duckduckgo/autoconsent";
import { labelOf } from "../finder/controls";
import { Roots, boxOf } from "../finder/dom";

type Message = Record<string, unknown>;

// More than that waits for nobody.
const kMaxQueue = 500;
const kConfig = {
  enabled: true,
  autoAction: null,
  disabledCmps: [],
  enablePrehide: false,
  enableCosmeticRules: false, // they hide the banner, which chooses nothing
  enableGeneratedRules: true,
  enableHeuristicDetection: false,
  heuristicMode: "off" as const, // its second tier accepts when asked to refuse
  detectRetries: 1,
  isMainWorld: false,
  visualTest: false,
};

const queue: Message[] = [];
const asked = new Map<string, (value: unknown) => void>();
let wake: (() => void) | null = null;
let lastQuestion = 0;
let consent: AutoConsent | null = null;

function post(message: Message): void {
  if (message["type"] === "report" || queue.length >= kMaxQueue) return;
  queue.push(message);
  wake?.();
}

// The prototype of this world alone: the page's own clicks are not touched.
function leashClicks(): void {
  const click = HTMLElement.prototype.click;
  HTMLElement.prototype.click = function (this: HTMLElement): void {
    const id = `click-${++lastQuestion}`;
    const box = boxOf(this);
    asked.set(id, (allowed) => allowed === true && click.call(this));
    post({ type: "click", id, label: labelOf(this, new Roots([])), rect: [box.x, box.y, box.w, box.h] });
  };
}

// Rules bound to other addresses than this one only cost time.
function concerns(rule: { runContext?: { urlPattern?: string } }): boolean {
  const pattern = rule.runContext?.urlPattern;
  try {
    return !pattern || new RegExp(pattern).test(location.href);
  } catch {
    return false;
  }
}

function start(rulesText: string): boolean {
  try {
    const rules = (JSON.parse(rulesText) as { autoconsent: { runContext?: { urlPattern?: string } }[] }).autoconsent;
    leashClicks();
    consent = new AutoConsent(async (message) => post({ ...message }), kConfig, { autoconsent: rules.filter(concerns) as never });
    return true;
  } catch {
    return false;
  }
}

// Messages since the last call; waits for the first one at most so long.
function next(milliseconds: number): Promise<Message[]> {
  return new Promise((resolve) => {
    const give = (): void => {
      clearTimeout(timer);
      wake = null;
      resolve(queue.splice(0));
    };
    const timer = setTimeout(give, milliseconds);
    if (queue.length > 0) give();
    else wake = give;
  });
}

function answer(id: string, value: unknown): void {
  const waiting = asked.get(id);
  asked.delete(id);
  if (waiting) waiting(value);
  else void consent?.receiveMessageCallback({ type: "evalResp", id, result: value });
}

function act(choice: "optIn" | "optOut"): void {
  void consent?.receiveMessageCallback({ type: choice }).catch(() => post({ type: "autoconsentError" }));
}

Object.assign(globalThis, { consentryCmp: { start, next, answer, act } });

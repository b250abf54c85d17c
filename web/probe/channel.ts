// SPDX-License-Identifier: Apache-2.0
// Reports to the browser room over the binding, which is taken from the global object before any script
// of the page runs.

declare const CONSENTRY_CHANNEL: string;

// A page that is chattier than this is described well enough by what came before.
const kMaxReports = 1500;
const kMaxText = 4000;
const kMaxFrames = 10;
// Frames taken from the engine: ours on top, then the page's.
const kStackDepth = 24;

const scope = globalThis as unknown as Record<string, unknown>;
const send = scope[CONSENTRY_CHANNEL] as ((text: string) => void) | undefined;
delete scope[CONSENTRY_CHANNEL];
const stringify = JSON.stringify;
const NativeError = Error;
const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
const split = String.prototype.split;
const slice = String.prototype.slice;
const exec = RegExp.prototype.exec;
const place = /(?:https?|blob|data|file|wss?):[^\s()]*:\d+:\d+/;

let reports = 0;
let dropped = 0;

export const connected = typeof send === "function";

export function cut(text: unknown, limit = kMaxText): string {
  return apply(slice, String(text), [0, limit]) as string;
}

// "url:line:column", innermost first. A page's own prepareStackTrace must not see ours.
export function stack(): string[] {
  const holder = NativeError as unknown as { stackTraceLimit: number };
  const limit = holder.stackTraceLimit;
  const prepare = getOwnPropertyDescriptor(NativeError, "prepareStackTrace");
  let text = "";
  try {
    if (prepare?.configurable) Reflect.deleteProperty(NativeError, "prepareStackTrace");
    holder.stackTraceLimit = kStackDepth;
    text = String(new NativeError().stack);
  } finally {
    holder.stackTraceLimit = limit;
    if (prepare?.configurable) defineProperty(NativeError, "prepareStackTrace", prepare);
  }
  const frames: string[] = [];
  for (const line of apply(split, text, ["\n"]) as string[]) {
    const found = apply(exec, place, [line]) as RegExpExecArray | null;
    if (found && frames.length < kMaxFrames) frames[frames.length] = cut(found[0], 500);
  }
  return frames;
}

function address(): string {
  return typeof location === "object" ? cut(location.href, 2000) : "";
}

export function report(message: Record<string, unknown>): void {
  if (!send) return;
  if (reports >= kMaxReports) {
    // Said at once and then ever more rarely: there is no moment known to be the last.
    dropped += 1;
    if ((dropped & (dropped - 1)) === 0) send(stringify({ k: "dropped", n: dropped, u: address() }));
    return;
  }
  reports += 1;
  send(stringify({ ...message, u: address() }));
}

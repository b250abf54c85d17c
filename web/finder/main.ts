// SPDX-License-Identifier: Apache-2.0
// Finds consent banners in one frame and hands out their controls. Runs in an isolated world: the page
// sees nothing of it, and nothing of the page is changed. What labels mean is not decided here.
//
// Every function returns plain JSON and never throws. Elements are named by handles, numbers that stay
// valid until the document goes.
import { fillOf } from "./colour";
import { CandidateSearch, extentOf, kNamed } from "./candidates";
import { type Clickable, type Control, clickablesBelow, describe, kMaxControls, labelElements, labelOf, shownFor, trimmed } from "./controls";
import { type Box, Roots, ancestors, areaOf, boxOf, elementsBelow, isVisible, overlap, possibleHosts, viewport, visibleText } from "./dom";
import { pageSide } from "./page_side";
import { blocksPage, pageSample } from "./surroundings";
import { Terms } from "./terms";

const kMaxText = 4000;
const kMaxCandidates = 6;
const kMaxOutside = 60;
const kMaxWaysBack = 1500;
const kMaxWayLabel = 80;

interface View {
  handle: number;
  how: string;
  text: string;
  pageLanguage: string;
  box: [number, number, number, number];
  viewport: [number, number];
  fill: number[];
  named: boolean; // its markup calls it a cookie or consent box
  fields: number; // text inputs: a banner has none, a newsletter pop-up has
  pageSample: string; // text of the page around it; "" in a frame, which does not see the page
  blocksPage: boolean | null; // the page behind it cannot be used; null when that could not be seen
  controls: Control[];
}

interface Look {
  candidates: View[];
  hinted: boolean; // something announces a banner that is not there (yet)
  age: number;     // milliseconds since the navigation began
  hosts: number[]; // elements that may have a closed shadow root, for the caller to find out
}

const handles = new Map<number, Element>();
const numbers = new WeakMap<Element, number>();
let lastHandle = 0;
let roots = new Roots([]);
let speaking = new Terms([]);
let boxes: Element[] = []; // that the last look returned
const shells = new WeakMap<Element, Element>(); // of a box: what holds it and nothing else

function handleOf(element: Element): number {
  const known = numbers.get(element);
  if (known !== undefined) return known;
  numbers.set(element, ++lastHandle);
  handles.set(lastHandle, element);
  return lastHandle;
}

const tuple = (box: Box): [number, number, number, number] => {
  const round = (n: number): number => Math.round(n * 10) / 10;
  return [round(box.x), round(box.y), round(box.w), round(box.h)];
};

function described(list: readonly Clickable[], around: Box, banner: Element | null): Control[] {
  return list.map(({ element, soft }) => {
    const control = describe(element, roots, around, handleOf(element), soft);
    if (banner && control.look.clipped) control.inBox = true;
    if (banner && control.visible && control.inView && isCovered(element, banner)) {
      control.visible = false;
      control.look.covered = true;
    }
    return control;
  });
}

// Something that does not belong to the banner lies over the middle of the control, and over its label's.
function isCovered(element: Element, banner: Element): boolean {
  const belongs = (at: Element): boolean => at.contains(element) || banner.contains(at) || [...ancestors(banner)].includes(at);
  return [shownFor(element), ...labelElements(element)].every((part) => {
    const box = boxOf(part);
    const at = document.elementFromPoint(box.x + box.w / 2, box.y + box.h / 2);
    return at !== null && !belongs(at);
  });
}

function viewOf(element: Element, how: string): View {
  const box = extentOf(element);
  return {
    handle: handleOf(element),
    how,
    text: visibleText(element, roots, kMaxText, "\n"),
    pageLanguage: (document.documentElement.lang || "").toLowerCase(),
    box: tuple(box),
    viewport: [innerWidth, innerHeight],
    fill: fillOf(element),
    named: [...ancestors(element)].some((at) => !at.matches("html,body") && at.matches(kNamed)) || element.querySelector(kNamed) !== null,
    fields: [...element.querySelectorAll("input[type=text],input[type=email],input[type=tel],input:not([type]),textarea")].filter(isVisible).length,
    pageSample: "",
    blocksPage: null,
    controls: described(trimmed(clickablesBelow(element, roots), kMaxControls), box, element),
  };
}

// Both are dear, and only the few best boxes are worth it.
function withSurroundings(view: View): View {
  const banner = handles.get(view.handle);
  if (!banner || window.top !== window) return view;
  return { ...view, pageSample: pageSample(banner), blocksPage: blocksPage(banner, extentOf(banner), roots) };
}

const kAnnouncing =
  /cookie[-_ ]?(consent|banner|notice|bar|law|info|wall|hub|first|bot|yes|script|pro|manager|control)|consent|gdpr|onetrust|didomi|usercentrics|quantcast|tarteaucitron|klaro|orejime|axeptio|iubenda|trustarc|sourcepoint|sp-prod|cmp[-_.]|tcf|privacy-?(center|mgmt|manager)/i;

// Scripts that speak of consent: the banner may still come.
function announced(): boolean {
  for (const script of document.scripts) {
    if (kAnnouncing.test(script.src) || (script.src === "" && script.type !== "application/ld+json" && kAnnouncing.test(script.text))) return true;
  }
  return false;
}

function score(view: View, terms: Terms): number {
  const base = view.how === "flow" ? 0 : 4;
  return base + Math.min(terms.count(view.text), 6) + Math.min(view.controls.filter((control) => !control.soft && control.visible).length, 4);
}

// What speaks of consent, told once a document: with every look it would cost as much as a small page's search.
function speak(terms: readonly string[]): boolean {
  speaking = new Terms(terms);
  return true;
}

// Roots of elements that left the page since they were found say nothing about it.
function opened(closedRoots: readonly unknown[]): Roots {
  return new Roots(closedRoots.filter((root): root is ShadowRoot => root instanceof ShadowRoot && root.host.isConnected));
}

function look(...closedRoots: ShadowRoot[]): Look {
  roots = opened(closedRoots);
  const search = new CandidateSearch(roots, speaking, boxes);
  const views = search
    .run()
    .slice(0, kMaxCandidates * 3)
    .map(({ element, how }) => viewOf(element, how))
    .filter((view) => view.controls.length > 0 && view.text.length > 0)
    .map((view) => ({ view, score: score(view, speaking) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, kMaxCandidates);
  boxes = views.flatMap(({ view }) => handles.get(view.handle) ?? []);
  for (const box of boxes) if (!shells.has(box)) shells.set(box, shellOf(box));
  return { candidates: views.map(({ view }) => withSurroundings(view)), hinted: search.hidden || announced(), age: performance.now(), hosts: hosts() };
}

// Controls in view that stand outside a box: some banners keep their refusal there.
function outside(handle: number): Control[] {
  const banner = handles.get(handle);
  if (!banner || !document.body) return [];
  const around = extentOf(banner);
  const list = clickablesBelow(document.body, roots)
    .filter(({ element, soft }) => !soft && !banner.contains(element) && isVisible(element) && overlap(boxOf(element), viewport()) > 0)
    .filter(({ element }) => (element.textContent ?? "").trim().length <= kMaxWayLabel);
  return described(list.slice(0, kMaxOutside), around, null);
}

interface Way {
  handle: number;
  label: string;
  control: string;
  href: string;
  visible: boolean;
  iconic: boolean; // no text: only its name in the markup speaks of consent
}

function isFloating(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (getComputedStyle(at).position === "fixed") return areaOf(boxOf(at)) < areaOf(viewport()) * 0.15;
  }
  return false;
}

// A floating tab that says no more than "Cookies"; what is longer has to say what it does.
const kMaxTabLabel = 12;

// Everything clickable with a short label, for the reader of labels to pick the ways back to the choice.
function waysBack(...closedRoots: ShadowRoot[]): Way[] {
  roots = opened(closedRoots);
  if (!document.body) return [];
  const ways: Way[] = [];
  for (const { element, soft } of clickablesBelow(document.body, roots).concat(loneButtons())) {
    if (ways.length >= kMaxWaysBack) break;
    const label = labelOf(element, roots);
    const names = `${element.id} ${element.getAttribute("class") ?? ""}`;
    const link = element instanceof HTMLAnchorElement;
    const hint = `${names} ${label} ${element.getAttribute("aria-label") ?? ""} ${element.getAttribute("title") ?? ""}`;
    const small = (element.textContent ?? "").trim().length <= kMaxTabLabel && !link && isFloating(element);
    const iconic = (small || (element.textContent ?? "").trim() === "") && /cookie|consent|privacy|revoke|cmp/i.test(hint);
    if ((soft || label === "" || label.length > kMaxWayLabel) && !iconic) continue;
    ways.push({
      handle: handleOf(element),
      label,
      control: isFloating(element) ? "floating" : link ? "link" : "button",
      href: element.getAttribute("href") ?? "",
      visible: isVisible(element),
      iconic,
    });
  }
  return ways;
}

// Small fixed boxes named after consent that are neither button nor link ("revoke" tabs).
function loneButtons(): Clickable[] {
  const named = document.querySelectorAll("[class*=revoke i],[id*=revoke i],[class*=cookie-icon i],[class*=cc-revoke i]");
  return [...named].filter((element) => isFloating(element)).map((element) => ({ element, soft: false }));
}

// More places than that are not asked about.
const kMaxHosts = 24;

// Handles of elements that may have a closed shadow root, for the caller to find out.
function hosts(): number[] {
  return possibleHosts(kMaxHosts).map(handleOf);
}

interface Aim {
  rect: [number, number, number, number];
  hit: boolean; // a click on its middle reaches it
  connected: boolean;
}

function reaches(target: Element): boolean {
  const box = boxOf(target);
  const root = target.getRootNode() as Document | ShadowRoot;
  const at = root.elementFromPoint(box.x + box.w / 2, box.y + box.h / 2);
  return at !== null && target.contains(at);
}

// Brings a control into view and says where to click.
function aim(handle: number): Aim {
  const element = handles.get(handle);
  if (!element?.isConnected) return { rect: [0, 0, 0, 0], hit: false, connected: false };
  const target = shownFor(element);
  if (overlap(boxOf(target), viewport()) < areaOf(boxOf(target)) * 0.9) {
    target.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  }
  for (const part of [target, ...labelElements(element)]) {
    if (reaches(part)) return { rect: tuple(boxOf(part)), hit: true, connected: true };
  }
  return { rect: tuple(boxOf(target)), hit: false, connected: true };
}

// For what a mouse cannot reach.
function press(handle: number): boolean {
  const element = handles.get(handle);
  if (!(element instanceof HTMLElement)) return false;
  element.click();
  return true;
}

// The outermost element around a box that says nothing more than it does; itself, where there is none.
function shellOf(box: Element): Element {
  const text = visibleText(box, roots, kMaxText);
  let shell = box;
  for (const at of ancestors(box)) {
    if (at.matches("html,body") || visibleText(at, roots, kMaxText) !== text) break;
    shell = at;
  }
  return shell;
}

const isSeen = (at: Element): boolean => isVisible(at) && areaOf(boxOf(at)) > 100 && overlap(boxOf(at), viewport()) > 0;

// A button that opens the choice again often takes the banner's place.
const isPressed = (at: Element): boolean => at.closest("button,a,[role=button],[onclick]") !== null || getComputedStyle(at).cursor === "pointer";
const says = (at: Element): boolean => [...at.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());

// What took the place of the box: a word, a picture or a movement that asks for patience. An empty
// curtain is nothing.
function isAtWork(shell: Element): boolean {
  const seen = [shell, ...elementsBelow(shell, roots, 2000)].filter((at) => isSeen(at) && !isPressed(at));
  return seen.some((at) => says(at) || at.matches("img,svg,canvas,progress,video") || at.getAnimations().length > 0);
}

// Is the box, or anything in it, still shown, or something else where it stood?
function shown(handle: number): boolean {
  const element = handles.get(handle);
  if (!element) return false;
  if (element.isConnected && (isSeen(element) || elementsBelow(element, roots, 2000).some(isSeen))) return true;
  const shell = shells.get(element);
  return shell !== undefined && shell !== element && shell.isConnected && isAtWork(shell);
}

// Resolves with true at the next change of the document, with false after the time.
function changed(milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (value: boolean): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(value);
    };
    const observer = new MutationObserver(() => done(true));
    for (const root of roots.all) observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "style", "hidden", "open", "aria-hidden", "aria-checked"] });
    const timer = setTimeout(() => done(false), milliseconds);
  });
}

// What a site keeps on the device under this origin, to see a choice being recorded.
function stored(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const area of ["localStorage", "sessionStorage"] as const) {
    try {
      for (const [key, value] of Object.entries(globalThis[area]).slice(0, 300)) found[key] = String(value).slice(0, 400);
    } catch {
      // a frame without storage
    }
  }
  return found;
}

function safely<A extends unknown[], R>(action: (...args: A) => R, otherwise: R): (...args: A) => R {
  return (...args) => {
    try {
      return action(...args);
    } catch {
      return otherwise;
    }
  };
}

Object.assign(globalThis, {
  consentryFinder: {
    speak: safely(speak, false),
    look: safely(look, { candidates: [], hinted: false, age: 0, hosts: [] }),
    outside: safely(outside, []),
    waysBack: safely(waysBack, []),
    hosts: safely(hosts, []),
    element: (handle: number) => handles.get(handle) ?? null,
    aim: safely(aim, { rect: [0, 0, 0, 0], hit: false, connected: false }),
    press: safely(press, false),
    shown: safely(shown, false),
    changed: safely(changed, Promise.resolve(false)),
    stored: safely(stored, {}),
    pageSide: () => pageSide.toString(),
  },
});

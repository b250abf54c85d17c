// SPDX-License-Identifier: Apache-2.0
// Boxes that may be a consent banner: from every text that speaks of consent, climb to what holds it.
import { type Box, type Roots, ancestors, areaOf, boxOf, isVisible, overlap, textNodes, viewport } from "./dom";
import type { Terms } from "./terms";

// Pages about cookies speak of them on every line.
const kMaxSeeds = 300;
const kMaxBoxText = 8000;
// A banner in the flow of the page is a short block at its top or bottom.
const kMaxFlowText = 2500;
const kFlowReach = 900; // pixels from either end of the page
const kDialogs = "[role=dialog],[role=alertdialog],[aria-modal=true],dialog[open],[popover]:popover-open";
export const kNamed =
  "[id*=cookie i],[class*=cookie i],[id*=consent i],[class*=consent i],[id*=gdpr i],[class*=gdpr i],[id*=cmp i],[aria-label*=cookie i],[aria-label*=consent i]";
const kTitledControls = "button[title],button[aria-label],[role=button][title],[role=button][aria-label],a[title]";
const kPageParts = "html,body,main,article,header,footer,nav";
const kButtons = "button,a[href],input,[role=button],[role=switch],[role=checkbox],[onclick],[tabindex]";

// What a panel of settings has even where it does not say what is set.
const kSwitches = "input[type=checkbox],[role=switch],[role=checkbox]";
// Lists of products have hundreds of filters.
const kMaxSwitchSeeds = 40;

export interface Candidate {
  element: Element;
  how: string;
}

function isShadow(element: Element): boolean {
  return element.getRootNode() instanceof ShadowRoot;
}

// Why an element is a layer of its own above or beside the page; "" when it is part of the flow.
function layerKind(element: Element): string {
  if (element.matches("html,body")) return "";
  if (element.matches(kDialogs)) return "dialog";
  const style = getComputedStyle(element);
  if (style.position === "fixed" || style.position === "sticky") return style.position;
  const z = Number.parseInt(style.zIndex, 10);
  return style.position === "absolute" && z >= 10 ? "overlay" : "";
}

function hasButtons(element: Element, roots: Roots): boolean {
  if (element.querySelector(kButtons)) return true;
  return [element, ...element.querySelectorAll("*")].some((at) => roots.shadowOf(at)?.querySelector(kButtons));
}

const tooLong = (element: Element, limit: number): boolean => (element.textContent ?? "").length > limit * 3;

// The biggest block around a seed that is still a short block by itself.
function flowBlock(seed: Element, roots: Roots): Element | null {
  let block: Element | null = null;
  for (const at of ancestors(seed)) {
    if (at.matches("html,body,main")) break;
    if (tooLong(at, kMaxFlowText)) break;
    if (hasButtons(at, roots)) block = at;
    if (block && at.matches(kPageParts)) break;
  }
  return block;
}

function atAnEnd(box: Box): boolean {
  const height = Math.max(document.documentElement.scrollHeight, innerHeight);
  const top = box.y + scrollY;
  return top < kFlowReach || top + box.h > height - kFlowReach;
}

function named(kind: string, element: Element): string {
  return isShadow(element) ? "shadow" : kind;
}

// An overlay that covers the whole page is only the curtain; the box is what stands in it.
function withoutCurtain(element: Element): Element {
  let at = element;
  for (let step = 0; step < 6; ++step) {
    if (overlap(boxOf(at), viewport()) < areaOf(viewport()) * 0.75) return at;
    const below: Element[] = [...at.children].filter((child) => isVisible(child) && (child.textContent ?? "").trim() !== "");
    if (below.length !== 1 || !below[0]) return at;
    at = below[0];
  }
  return element;
}

// A layer that is not drawn as a box itself (a wrapper of no height around fixed children).
function drawn(element: Element): boolean {
  return isVisible(element) || [...element.children].some(isVisible);
}

export class CandidateSearch {
  private readonly found = new Map<Element, string>();
  hidden = false; // something speaks of consent but is not shown (yet)

  constructor(
    private readonly roots: Roots,
    private readonly terms: Terms,
    private readonly seenBefore: Iterable<Element> = [],
  ) {}

  run(): Candidate[] {
    for (const seed of this.seeds()) this.climb(seed);
    for (const seed of this.silentSeeds()) if (drawn(seed)) this.climb(seed);
    if (window.top !== window && document.body) this.add(document.body, "iframe");
    return [...this.found].map(([element, how]) => ({ element, how }));
  }

  private seeds(): Set<Element> {
    const seeds = new Set<Element>();
    for (const root of this.roots.all) {
      for (const node of textNodes(root)) {
        if (seeds.size >= kMaxSeeds) return seeds;
        if (node.data.length > 5 && node.parentElement && this.terms.isIn(node.data)) seeds.add(node.parentElement);
      }
      // A banner may speak of "personal information" and leave the cookies to its controls' titles.
      for (const control of root.querySelectorAll(kTitledControls)) {
        if (seeds.size >= kMaxSeeds) break;
        const title = `${control.getAttribute("title") ?? ""} ${control.getAttribute("aria-label") ?? ""}`;
        if (this.terms.isIn(title)) seeds.add(control);
      }
      for (const element of root.querySelectorAll(`${kDialogs},${kNamed}`)) {
        if (seeds.size >= kMaxSeeds * 2) return seeds;
        seeds.add(element);
      }
    }
    return seeds;
  }

  // A second layer often takes the first one's place, or is a panel of switches, and says no more what it is about.
  private silentSeeds(): Set<Element> {
    const seeds = new Set<Element>([...this.seenBefore].filter((element) => element.isConnected));
    for (const root of this.roots.all) {
      // The switch itself is often hidden under what is drawn for it.
      for (const element of [...root.querySelectorAll(kSwitches)].slice(0, kMaxSwitchSeeds)) seeds.add(element.parentElement ?? element);
    }
    return seeds;
  }

  private climb(seed: Element): void {
    if (seed.matches("html,body,script,style,link")) return;
    if (!drawn(seed)) {
      this.hidden = true;
      return;
    }
    let layered = false;
    for (const at of ancestors(seed)) {
      const kind = layerKind(at);
      if (kind === "") continue;
      layered = true;
      if (!tooLong(at, kMaxBoxText) && drawn(at)) this.add(withoutCurtain(at), kind);
    }
    if (layered) return;
    const block = flowBlock(seed, this.roots);
    if (block && isVisible(block) && atAnEnd(boxOf(block))) this.add(block, "flow");
  }

  private add(element: Element, kind: string): void {
    if (!this.found.has(element)) this.found.set(element, kind === "iframe" ? kind : named(kind, element));
  }
}

// The visible extent of a box: its own, or of what it holds when it has none (a wrapper of fixed children).
export function extentOf(element: Element): Box {
  if (element.matches("body,html")) return viewport();
  const own = boxOf(element);
  if (areaOf(own) > 100) return own;
  const parts = [...element.querySelectorAll("*")].filter(isVisible).map(boxOf);
  if (parts.length === 0) return own;
  const x = Math.min(...parts.map((part) => part.x));
  const y = Math.min(...parts.map((part) => part.y));
  const right = Math.max(...parts.map((part) => part.x + part.w));
  const bottom = Math.max(...parts.map((part) => part.y + part.h));
  return { x, y, w: right - x, h: bottom - y };
}

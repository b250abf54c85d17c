// SPDX-License-Identifier: Apache-2.0
// The document as a visitor meets it: shadow roots opened, what is not rendered left out.

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

// Elements beyond this are not looked at: a consent banner comes early or is appended last, so both
// ends of the document are kept.
const kMaxElements = 30_000;

const kSilent = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD", "META", "LINK", "TITLE"]);

export function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

export function* ancestors(element: Element): Generator<Element> {
  for (let at: Element | null = element; at; at = parentOf(at)) yield at;
}

// Closed roots cannot be reached from their hosts; the caller hands them in.
export class Roots {
  readonly all: (Document | ShadowRoot)[] = [];
  private readonly closed = new Map<Element, ShadowRoot>();

  constructor(closedRoots: readonly ShadowRoot[]) {
    for (const root of closedRoots) this.closed.set(root.host, root);
    this.add(document);
    for (const root of closedRoots) this.add(root);
  }

  shadowOf(element: Element): ShadowRoot | null {
    return element.shadowRoot ?? this.closed.get(element) ?? null;
  }

  private add(root: Document | ShadowRoot): void {
    if (this.all.includes(root)) return;
    this.all.push(root);
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) this.add(element.shadowRoot);
    }
  }
}

const kHosts = new Set("ARTICLE ASIDE BLOCKQUOTE DIV FOOTER HEADER MAIN NAV P SECTION SPAN".split(" "));

// Elements that may hide a closed shadow root: custom elements, and empty ones where page parts are put.
export function possibleHosts(limit: number): Element[] {
  const found: Element[] = [];
  for (const element of document.querySelectorAll("*")) {
    if (found.length >= limit) break;
    if (element.shadowRoot) continue;
    const custom = element.tagName.includes("-");
    const empty = kHosts.has(element.tagName) && element.childElementCount === 0 && (element.textContent ?? "").trim() === "";
    const placed = element.id !== "" || element.parentElement === document.body;
    if (custom || (empty && placed)) found.push(element);
  }
  return found;
}

// All elements below one, shadow trees included, in document order.
export function elementsBelow(top: Element, roots: Roots, limit = kMaxElements): Element[] {
  const found: Element[] = [];
  const visit = (root: ParentNode): void => {
    for (const element of root.querySelectorAll("*")) {
      if (found.length >= limit) return;
      if (kSilent.has(element.tagName)) continue;
      found.push(element);
      const shadow = roots.shadowOf(element);
      if (shadow) visit(shadow);
    }
  };
  const own = roots.shadowOf(top);
  if (own) visit(own);
  visit(top);
  return found;
}

export function textNodes(root: Document | ShadowRoot): Text[] {
  const start = root instanceof Document ? root.body : root;
  if (!start) return [];
  const walker = document.createTreeWalker(start, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node && nodes.length < kMaxElements; node = walker.nextNode()) {
    if (node.parentElement && kSilent.has(node.parentElement.tagName)) continue;
    nodes.push(node as Text);
  }
  return nodes;
}

export function isRendered(element: Element): boolean {
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

export function boxOf(element: Element): Box {
  const rect = element.getBoundingClientRect();
  return { x: rect.x, y: rect.y, w: rect.width, h: rect.height };
}

export const areaOf = (box: Box): number => Math.max(0, box.w) * Math.max(0, box.h);
export const viewport = (): Box => ({ x: 0, y: 0, w: innerWidth, h: innerHeight });

export function overlap(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

// Rendered, with area, and not parked outside the page (left of or above it).
export function isVisible(element: Element): boolean {
  if (!isRendered(element)) return false;
  const box = boxOf(element);
  return areaOf(box) > 4 && box.x + box.w + scrollX > 0 && box.y + box.h + scrollY > 0;
}

// What stands on lines of its own, whatever its style makes of it.
const kBlocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DETAILS DIALOG DIV DL DT FIELDSET FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TR UL".split(" "),
);

// Visible text in reading order of the tree, blanks collapsed; a line for each block when asked for.
export function visibleText(top: Element, roots: Roots, limit: number, blank: " " | "\n" = " "): string {
  let text = "";
  const visit = (node: Node): void => {
    if (text.length >= limit) return;
    if (node instanceof Text) {
      const words = node.data.replace(/\s+/g, " ");
      if (words !== " " && words !== "") text += (text === "" || /\s$/.test(text) ? "" : " ") + words.trim() + " ";
      return;
    }
    const block = node instanceof Element && kBlocks.has(node.tagName);
    if (block && text !== "") text = text.trimEnd() + blank;
    if (node instanceof Element && (kSilent.has(node.tagName) || !node.checkVisibility({ visibilityProperty: true }))) {
      // display: contents has no box of its own and is judged by its children
      if (kSilent.has(node.tagName) || getComputedStyle(node).display !== "contents") return;
    }
    const shadow = node instanceof Element ? roots.shadowOf(node) : null;
    if (shadow) shadow.childNodes.forEach(visit);
    node.childNodes.forEach(visit);
    if (block && text !== "") text = text.trimEnd() + blank;
  };
  visit(top);
  return text.trim().slice(0, limit);
}

// SPDX-License-Identifier: Apache-2.0
// Where declared styles do not tell how a text is seen, and why. Composited colours (colour.ts) are right
// where plain fills lie behind plain text; with anything named here only a picture shows it.
import { parseColour } from "./colour";
import { type Box, ancestors, areaOf, boxOf, overlap } from "./dom";

export type Doubt =
  | "background-image" | "gradient" | "clip-text" | "filter" | "backdrop-filter" | "blend" | "mask" | "opacity"
  | "text-shadow" | "text-stroke" | "overlap" | "pseudo-element" | "apart" | "frame" | "canvas" | "image";

const kOpaque = 0.995;
// Points of the text, as shares of its width, at which is asked what lies there.
const kPoints = [0.15, 0.5, 0.85];
// Children of one element that are asked whether they lie over the text without being in a click's way.
const kMaxChildren = 60;
const kReplaced = "img,svg,video,canvas,iframe,object,embed,picture";

function paints(element: Element): boolean {
  if (element.matches(kReplaced)) return true;
  const style = getComputedStyle(element);
  if (style.visibility !== "visible" || Number(style.opacity) < 0.01) return false;
  return parseColour(style.backgroundColor)[3] > 0 || style.backgroundImage !== "none" || style.backdropFilter !== "none";
}

const inside = (text: Box, box: Box): boolean => overlap(text, box) > areaOf(text) * 0.98;

// A generated box that is painted under or over the text.
function hasPaintedPseudo(element: Element): boolean {
  return ["::before", "::after"].some((which) => {
    const style = getComputedStyle(element, which);
    if (style.content === "none" || style.content === "normal" || (style.position !== "absolute" && style.position !== "fixed")) return false;
    return parseColour(style.backgroundColor)[3] > 0 || style.backgroundImage !== "none";
  });
}

// What changes everything in an element, also what it was given as colours.
function effects(style: CSSStyleDeclaration): Doubt[] {
  const found: Doubt[] = [];
  if (style.filter !== "none" && style.filter !== "") found.push("filter");
  if (style.mixBlendMode !== "normal") found.push("blend");
  if (Number(style.opacity) < kOpaque) found.push("opacity");
  const mask = style.getPropertyValue("mask-image") || style.getPropertyValue("-webkit-mask-image");
  if (mask !== "none" && mask !== "") found.push("mask");
  return found;
}

function inkDoubts(style: CSSStyleDeclaration): Doubt[] {
  const found: Doubt[] = [];
  if (style.textShadow !== "none") found.push("text-shadow");
  if (Number.parseFloat(style.getPropertyValue("-webkit-text-stroke-width")) > 0) found.push("text-stroke");
  return found;
}

function groundDoubts(style: CSSStyleDeclaration): Doubt[] {
  const found: Doubt[] = [];
  if (style.backdropFilter !== "none" && style.backdropFilter !== undefined) found.push("backdrop-filter");
  if (style.backgroundImage === "none") return found;
  if ((style.getPropertyValue("background-clip") || "").includes("text")) found.push("clip-text");
  const drawn = style.backgroundImage.replace(/(?:repeating-)?(?:linear|radial|conic)-gradient\(/g, "");
  found.push(drawn === style.backgroundImage || /url\(|image-set\(|element\(|paint\(/.test(drawn) ? "background-image" : "gradient");
  return found;
}

// Something else's paint lies over the text, or between it and its ground.
function isOverlapped(holder: Element, text: Box, chain: ReadonlySet<Element>, ground: Element | null): boolean {
  const foreign = (at: Element): boolean => !chain.has(at) && !holder.contains(at) && paints(at);
  const root = holder.getRootNode() as Document | ShadowRoot;
  for (const share of kPoints) {
    for (const at of root.elementsFromPoint(text.x + text.w * share, text.y + text.h / 2)) {
      if (at === ground) break;
      if (foreign(at)) return true;
    }
  }
  // What lets clicks through is in no answer of the above.
  for (const around of chain) {
    for (const child of [...around.children].slice(0, kMaxChildren)) {
      if (chain.has(child) || overlap(text, boxOf(child)) === 0) continue;
      if (getComputedStyle(child).pointerEvents === "none" && foreign(child)) return true;
    }
  }
  return false;
}

// `holder` is the element that holds the text, `text` where the text stands, `control` what is clicked;
// `written`: its label is text at all.
export function doubtsOf(holder: Element, control: Element, text: Box, written: boolean): Doubt[] {
  const found = new Set<Doubt>(written ? [] : ["image"]);
  const chain = new Set(ancestors(holder));
  let ground: Element | null = null;
  let inControl = true;
  inkDoubts(getComputedStyle(holder)).forEach((doubt) => found.add(doubt));
  for (const at of chain) {
    const style = getComputedStyle(at);
    effects(style).forEach((doubt) => found.add(doubt));
    if (!ground) {
      groundDoubts(style).forEach((doubt) => found.add(doubt));
      if (inControl && hasPaintedPseudo(at)) found.add("pseudo-element");
      const fill = parseColour(style.backgroundColor)[3];
      if (fill > 0 && !at.matches("html,body") && !inside(text, boxOf(at))) found.add("apart");
      if (fill >= kOpaque) ground = at;
    }
    if (at === control) inControl = false;
  }
  if (!ground && window.top !== window) found.add("frame");
  if (!ground && /dark/.test(getComputedStyle(document.documentElement).colorScheme)) found.add("canvas");
  if (isOverlapped(holder, text, chain, ground)) found.add("overlap");
  return [...found];
}

// SPDX-License-Identifier: Apache-2.0
// The page around a banner: in what language it speaks, and whether it can be used.
import { type Box, type Roots, ancestors, areaOf, boxOf, overlap, textNodes, viewport } from "./dom";

const kMaxSample = 1500; // characters: enough to tell a language
const kMinLine = 12;     // shorter texts are names and numbers

export function pageSample(banner: Element): string {
  let sample = "";
  for (const node of textNodes(document)) {
    const text = node.data.replace(/\s+/g, " ").trim();
    if (text.length < kMinLine || banner.contains(node)) continue;
    if (!node.parentElement?.checkVisibility({ visibilityProperty: true })) continue;
    sample += (sample === "" ? "" : "\n") + text;
    if (sample.length >= kMaxSample) break;
  }
  return sample.slice(0, kMaxSample);
}

// Places of the window as shares of its width and height.
const kPlaces: readonly [number, number][] = [
  [0.5, 0.5], [0.06, 0.06], [0.94, 0.06], [0.06, 0.94], [0.94, 0.94], [0.5, 0.15], [0.5, 0.85],
];

function topmost(x: number, y: number, roots: Roots): Element | null {
  let at = document.elementFromPoint(x, y);
  for (let depth = 0; at && depth < 8; ++depth) {
    const inner: Element | null = roots.shadowOf(at)?.elementFromPoint(x, y) ?? null;
    if (!inner || inner === at) break;
    at = inner;
  }
  return at;
}

function isCurtain(element: Element, banner: Element): boolean {
  if (element.matches("dialog:modal")) return true;
  if (getComputedStyle(element).position !== "fixed") return false;
  if (overlap(boxOf(element), viewport()) < areaOf(viewport()) * 0.9) return false;
  return element.contains(banner) || (element.textContent ?? "").trim() === "";
}

// A click beside the banner reaches a curtain, or a page that was made inert, and nothing else.
export function blocksPage(banner: Element, box: Box, roots: Roots): boolean | null {
  const outside = kPlaces
    .map(([x, y]) => ({ x: x * innerWidth, y: y * innerHeight }))
    .filter(({ x, y }) => overlap({ x: x - 1, y: y - 1, w: 2, h: 2 }, box) === 0);
  if (outside.length < 2) return null;
  const inert = [...document.querySelectorAll("[inert]")].some((at) => areaOf(boxOf(at)) > areaOf(viewport()) * 0.5);
  return outside.every(({ x, y }) => {
    const at = topmost(x, y, roots);
    if (!at || at.matches("html,body")) return inert;
    return [...ancestors(at)].some((around) => isCurtain(around, banner));
  });
}

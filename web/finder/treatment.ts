// SPDX-License-Identifier: Apache-2.0
// How a control is set off from text, and whether a visitor without a mouse, or who does not scroll, meets it.
import { type Rgba, fillOf, over, parseColour } from "./colour";
import { ancestors, boxOf } from "./dom";

export interface Treatment {
  bordered: boolean;  // a line or a shadow around it that an eye can tell from its ground
  padding: number;    // CSS pixels left or right of the label, the smaller
  underlined: boolean;
  fontFamily: string;
  fontStyle: string;  // "normal" "italic" "oblique"
  opacity: number;    // of itself and everything around it
  focusable: boolean; // the Tab key stops at it
  clipped: boolean;   // a box around it has to be scrolled first
  covered: boolean;   // something that is not the banner's lies over it
  ground: Rgba;       // what the control stands on
}

const kVisibleDifference = 12; // of 255, summed over the channels
const kMaxFamily = 120;

function hasBorder(control: Element): boolean {
  const style = getComputedStyle(control);
  if (style.boxShadow !== "none" && style.boxShadow !== "") return true;
  const drawn = Number.parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== "none" && style.borderLeftStyle !== "none";
  if (!drawn) return false;
  const ground = fillOf(control.parentElement ?? control);
  const line = over(parseColour(style.borderTopColor), ground);
  return Math.abs(line[0] - ground[0]) + Math.abs(line[1] - ground[1]) + Math.abs(line[2] - ground[2]) > kVisibleDifference;
}

function isUnderlined(control: Element, holder: Element): boolean {
  for (const at of ancestors(holder)) {
    if (getComputedStyle(at).textDecorationLine.includes("underline")) return true;
    if (at === control) break;
  }
  return false;
}

function isFocusable(element: Element): boolean {
  if (element.closest("[inert]")) return false;
  const stops = (at: Element): boolean => (at as HTMLElement).tabIndex >= 0;
  const around = element.closest("button,a[href],[role=button],label");
  return stops(element) || (around !== null && stops(around)) || [...element.querySelectorAll("*")].some(stops);
}

// Its middle lies outside a box around it that shows only a part of what it holds.
export function isClipped(element: Element): boolean {
  const box = boxOf(element);
  const x = box.x + box.w / 2;
  const y = box.y + box.h / 2;
  let first = true;
  for (const at of ancestors(element)) {
    if (first || at.matches("html,body")) {
      first = false;
      continue;
    }
    const style = getComputedStyle(at);
    if (style.position === "fixed" && style.overflow === "visible") return false;
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    const around = boxOf(at);
    if (around.w < 1 || around.h < 1) continue;
    if (y > around.y + around.h || y < around.y || x > around.x + around.w || x < around.x) return true;
  }
  return false;
}

export function treatmentOf(element: Element, shown: Element, holder: Element): Treatment {
  const style = getComputedStyle(shown);
  const text = getComputedStyle(holder);
  let opacity = 1;
  for (const at of ancestors(shown)) opacity *= Number(getComputedStyle(at).opacity);
  return {
    bordered: hasBorder(shown),
    padding: Math.min(Number.parseFloat(style.paddingLeft) || 0, Number.parseFloat(style.paddingRight) || 0),
    underlined: isUnderlined(shown, holder),
    fontFamily: text.fontFamily.slice(0, kMaxFamily),
    fontStyle: text.fontStyle,
    opacity: Math.round(opacity * 100) / 100,
    focusable: isFocusable(element),
    clipped: isClipped(shown),
    covered: false,
    ground: fillOf(shown.parentElement ?? shown),
  };
}

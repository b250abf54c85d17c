// SPDX-License-Identifier: Apache-2.0
// What can be clicked in a box, and how it looks.
import { type Rgba, paintOf } from "./colour";
import { type Doubt, doubtsOf } from "./doubts";
import { type Treatment, isClipped, treatmentOf } from "./treatment";
import { type Box, type Roots, ancestors, areaOf, boxOf, elementsBelow, isRendered, isVisible, overlap, parentOf, viewport, visibleText } from "./dom";

// A banner with more is a vendor list; its first and last controls are kept.
export const kMaxControls = 120;
const kMaxLabel = 200;
// Text that is clickable without looking so is believed only when it is as short as a button's.
const kMaxSoftLabel = 40;
// Who owns the page: a name that stands there may be any word, also one that buttons carry.
const kOwnersNotice = /^(©|\(c\)\s|copyright\b)/i;

export interface Control {
  handle: number;
  soft: boolean; // nothing but its text says that it can be clicked
  heads: "surely" | "maybe" | ""; // the head of a list's entry, which opens what is below it
  label: string;
  tag: string;
  role: string;
  kind: string;
  href: string;
  rect: [number, number, number, number];
  textColour: Rgba;
  fill: Rgba;
  filled: boolean;
  fontPx: number;
  fontWeight: number;
  visible: boolean;
  inView: boolean;
  inBox: boolean;
  inParagraph: boolean;
  disabled: boolean;
  checked: boolean | null;
  look: Treatment;
  textRect: [number, number, number, number]; // of its first text; its own where it has none
  doubts: Doubt[]; // why styles do not tell how that text is seen; only of what is in view
}

const kHard =
  "button,a,input:not([type=hidden]):not([type=text]):not([type=email]):not([type=search]):not([type=password]):not([type=tel]):not([type=number]):not([type=url])," +
  "summary,[role=button],[role=link],[role=switch],[role=checkbox],[role=radio],[role=menuitem],[role=tab],[onclick]";
const kToggles = "input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],[role=radio]";
const kCross = /^[\s×✕✖⨯╳❌🗙xX]$/u;
const kCloseHint = /\b(close|dismiss|exit|cross|sluit\w*|schlie\w*|fermer|cerrar|chiudi|fechar|zamknij|luk|stäng|sulje|zav[rř]\w*)\b|btn-?close|close-?(btn|button|icon)/i;

export function isToggle(element: Element): boolean {
  return element.matches(kToggles);
}

function words(text: string | null | undefined): string {
  return (text ?? "").replace(/\s+/g, " ").trim().slice(0, kMaxLabel);
}

function referenced(element: Element, attribute: string): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean);
  return words(ids.map((id) => root.getElementById(id)?.textContent ?? "").join(" "));
}

export function labelElements(element: Element): HTMLLabelElement[] {
  return element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
}

// A toggle's name: its labels, else the shortest text around it.
function toggleLabel(element: Element, roots: Roots): string {
  const own = labelElements(element).map((label) => words(visibleText(label, roots, kMaxLabel)) || words(label.textContent)).find(Boolean);
  if (own) return own;
  let at = parentOf(element);
  for (let step = 0; at && step < 4; ++step, at = parentOf(at)) {
    const text = words(visibleText(at, roots, kMaxLabel));
    if (text) return text;
  }
  return "";
}

// A symbol alone says less than the name that the element carries for those who cannot see it.
function speaks(text: string): boolean {
  return text.length > 3 || /[\p{L}\p{N}]/u.test(text);
}

export function labelOf(element: Element, roots: Roots): string {
  const named = words(element.getAttribute("aria-label")) || referenced(element, "aria-labelledby");
  if (isToggle(element)) return named || toggleLabel(element, roots);
  const seen = words(visibleText(element, roots, kMaxLabel));
  if (seen && !kCross.test(seen) && (!named || speaks(seen))) return seen;
  if (element instanceof HTMLInputElement && element.value) return words(element.value);
  const picture = element.querySelector("img[alt],svg title");
  return named || words(element.getAttribute("title")) || words(picture?.getAttribute("alt") ?? picture?.textContent) || seen || words(element.textContent);
}

function kindOf(element: Element, label: string, box: Box, around: Box): string {
  const role = element.getAttribute("role") ?? "";
  if (role === "switch") return "switch";
  if (element.matches("input[type=checkbox],[role=checkbox]")) return "checkbox";
  if (element.matches("input[type=radio],[role=radio]")) return "radio";
  const iconic = (element.textContent ?? "").trim() === "" || kCross.test(words(element.textContent));
  if (iconic && !(element instanceof HTMLInputElement) && box.w <= 80 && box.h <= 80) {
    const hint = `${element.id} ${element.getAttribute("class") ?? ""} ${label}`;
    const corner = box.x + box.w > around.x + around.w * 0.8 && box.y < around.y + Math.max(60, around.h * 0.3);
    if (kCross.test(label) || kCloseHint.test(hint) || (corner && label === "")) return "close";
  }
  return element instanceof HTMLAnchorElement && element.hasAttribute("href") && role !== "button" ? "link" : "button";
}

function checkedOf(element: Element): boolean | null {
  if (!isToggle(element)) return null;
  const aria = element.getAttribute("aria-checked");
  if (element instanceof HTMLInputElement && aria === null) return element.checked;
  return aria === null ? element.getAttribute("aria-pressed") === "true" : aria === "true";
}

function firstText(element: Element): Text | null {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement && (node as Text).data.trim() !== "" && isRendered(node.parentElement)) return node as Text;
  }
  return null;
}

// Where the label is written: tight, so that neither border nor symbol is taken for it.
function textBox(text: Text | null, shown: Element): Box {
  if (!text) {
    const style = getComputedStyle(shown);
    const box = boxOf(shown);
    const edge = (side: string): number =>
      (Number.parseFloat(style.getPropertyValue(`padding-${side}`)) || 0) + (Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0);
    return { x: box.x + edge("left"), y: box.y + edge("top"), w: box.w - edge("left") - edge("right"), h: box.h - edge("top") - edge("bottom") };
  }
  const range = document.createRange();
  range.setStart(text, text.data.length - text.data.trimStart().length);
  range.setEnd(text, text.data.trimEnd().length);
  const rect = range.getBoundingClientRect();
  return { x: rect.x, y: rect.y, w: rect.width, h: rect.height };
}

const rounded = (box: Box): [number, number, number, number] => {
  const round = (n: number): number => Math.round(n * 10) / 10;
  return [round(box.x), round(box.y), round(box.w), round(box.h)];
};

function inRunningText(element: Element, label: string): boolean {
  const parent = element.parentElement;
  if (!parent || !getComputedStyle(element).display.startsWith("inline")) return false;
  let around = 0;
  for (const node of parent.childNodes) {
    if (node instanceof Text) around += node.data.trim().length;
  }
  return around >= 20 && around > label.length;
}

// A styled toggle hides its input; what a visitor sees and clicks is the label or the row beside it.
export function shownFor(element: Element): Element {
  const box = boxOf(element);
  const plain = isRendered(element) && areaOf(box) > 16 && Number(getComputedStyle(element).opacity) > 0.01;
  if (plain || !isToggle(element)) return element;
  return labelElements(element).find(isVisible) ?? [...ancestors(element)].slice(1, 3).find((at) => isVisible(at) && boxOf(at).h < 80) ?? element;
}

// What opens the text below it says so by its markup; an element without any may do as much.
function headOf(element: Element): Control["heads"] {
  if (element.matches("summary,[aria-expanded],[role=tab]")) return "surely";
  if (element.closest("h1,h2,h3,h4,h5,h6,[role=heading],dt,legend")) return "surely";
  return element.matches(kHard) ? "" : "maybe";
}

export function describe(element: Element, roots: Roots, around: Box, handle: number, soft: boolean): Control {
  const shown = shownFor(element);
  const box = boxOf(shown);
  const label = labelOf(element, roots);
  // The style of the element that carries the first text is the label's.
  const text = firstText(shown);
  const holder = text?.parentElement ?? shown;
  const style = getComputedStyle(holder);
  const paint = paintOf(holder, shown);
  const written = textBox(text, shown);
  const visible = isVisible(shown);
  const inView = areaOf(box) > 0 && overlap(box, viewport()) > areaOf(box) * 0.5 && !isClipped(shown);
  const middle: Box = { x: box.x + box.w / 2, y: box.y + box.h / 2, w: 1, h: 1 };
  return {
    handle,
    soft,
    heads: headOf(element),
    label,
    tag: element.tagName.toLowerCase(),
    role: element.getAttribute("role") ?? "",
    kind: kindOf(element, label, box, around),
    href: element.getAttribute("href") ?? "",
    rect: rounded(box),
    textColour: paint.text,
    fill: paint.fill,
    filled: paint.filled,
    fontPx: Number.parseFloat(style.fontSize) || 0,
    fontWeight: Number.parseFloat(style.fontWeight) || 400,
    visible,
    inView,
    inBox: overlap(middle, around) > 0,
    inParagraph: inRunningText(element, label),
    disabled: element.matches(":disabled,[aria-disabled=true]"),
    checked: checkedOf(element),
    look: treatmentOf(element, shown, holder),
    textRect: rounded(written),
    doubts: visible && inView && !isToggle(element) ? doubtsOf(holder, shown, written, text !== null || shown instanceof HTMLInputElement) : [],
  };
}

function isSoft(element: Element): boolean {
  if (element.childElementCount > 1) return false;
  const text = (element.textContent ?? "").trim();
  if (text.length < 2 || text.length > kMaxSoftLabel || /[.:;?…]$/.test(text) || kOwnersNotice.test(text)) return false;
  return !/^H[1-6]$|^(OPTION|TD|TH|LABEL|INPUT|TEXTAREA|SELECT|SVG)$/i.test(element.tagName);
}

// A toggle's name, or the word beside it that says how it stands ("disabled"), does what the toggle
// does: it is no button that refuses or accepts, though it may read like one.
function namesToggle(element: Element): boolean {
  const toggle = element.closest("label")?.control;
  return toggle !== null && toggle !== undefined && isToggle(toggle);
}

// Where the hand cursor begins, something can be clicked.
function beginsPointer(element: Element): boolean {
  if (getComputedStyle(element).cursor !== "pointer") return false;
  const parent = parentOf(element);
  return !parent || getComputedStyle(parent).cursor !== "pointer";
}

export interface Clickable {
  element: Element;
  soft: boolean;
}

// In document order, none inside another.
export function clickablesBelow(top: Element, roots: Roots): Clickable[] {
  const found: Clickable[] = [];
  const taken = new Set<Element>();
  const inside = (element: Element): boolean => {
    for (let at = parentOf(element); at && at !== top; at = parentOf(at)) if (taken.has(at)) return true;
    return false;
  };
  for (const element of elementsBelow(top, roots, 6000)) {
    const toggle = isToggle(element);
    const hard = toggle || element.matches(kHard);
    if (!hard && ((!isSoft(element) && !beginsPointer(element)) || namesToggle(element))) continue;
    if (!toggle && inside(element)) continue;
    if (!toggle && element.querySelector(kToggles) && !element.matches("button,a")) continue;
    const clickable = hard || beginsPointer(element);
    if (!clickable && [...element.querySelectorAll("*")].some((below) => below.matches(kHard))) continue;
    if (clickable) taken.add(element);
    found.push({ element, soft: !clickable });
  }
  // Text inside something clickable that was found later (a label around it) is no control of its own.
  return found.filter((one) => !one.soft || !inside(one.element));
}

export function trimmed<T>(list: readonly T[], limit: number): T[] {
  if (list.length <= limit) return [...list];
  return [...list.slice(0, limit / 2), ...list.slice(list.length - limit / 2)];
}

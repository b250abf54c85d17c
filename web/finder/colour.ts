// SPDX-License-Identifier: Apache-2.0
// Colours as they reach the eye: everything beneath composited, opacity of every ancestor included.
// Images cannot be read from here; of a gradient the first colour stands for all.
import { ancestors } from "./dom";

export type Rgba = [number, number, number, number];

const kWhite: Rgba = [255, 255, 255, 1];

let painter: CanvasRenderingContext2D | null = null;

// Computed values may be color(srgb …), oklch(…) and the like; a canvas of one pixel knows them all.
function throughCanvas(value: string): Rgba {
  painter ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }) as unknown as CanvasRenderingContext2D;
  painter.clearRect(0, 0, 1, 1);
  painter.fillStyle = "#0000";
  painter.fillStyle = value;
  painter.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = painter.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

export function parseColour(value: string): Rgba {
  const match = /^rgba?\(([^)]+)\)$/.exec(value);
  if (!match?.[1]) return value === "" || value === "transparent" ? [0, 0, 0, 0] : throughCanvas(value);
  const [r = 0, g = 0, b = 0, a = 1] = match[1].split(/[\s,/]+/).map(Number);
  return [r, g, b, a];
}

export function over(top: Rgba, below: Rgba): Rgba {
  const alpha = top[3] + below[3] * (1 - top[3]);
  if (alpha <= 0) return [0, 0, 0, 0];
  const mix = (i: 0 | 1 | 2): number => (top[i] * top[3] + below[i] * below[3] * (1 - top[3])) / alpha;
  return [mix(0), mix(1), mix(2), alpha];
}

// What an element paints behind its content by itself; alpha 0 when nothing.
export function ownFill(style: CSSStyleDeclaration): Rgba {
  const colour = parseColour(style.backgroundColor);
  if (!style.backgroundImage.includes("gradient(")) return colour;
  const first = /(rgba?\([^)]+\)|#[0-9a-f]{3,8}\b|(?:oklch|oklab|color|hsla?)\([^)]+\))/i.exec(style.backgroundImage);
  return first?.[1] ? over(parseColour(first[1]), colour) : colour;
}

interface Layer {
  fill: Rgba;
  opacity: number;
}

// From the element outwards.
function layersOf(element: Element): Layer[] {
  const layers: Layer[] = [];
  for (const at of ancestors(element)) {
    const style = getComputedStyle(at);
    layers.push({ fill: ownFill(style), opacity: Number(style.opacity) });
  }
  return layers;
}

// An element's opacity is that of itself and everything around it, seen against what lies behind.
function composite(layers: readonly Layer[]): Rgba {
  let seen = kWhite;
  let opacity = 1;
  for (let i = layers.length - 1; i >= 0; --i) {
    const layer = layers[i] as Layer;
    opacity *= layer.opacity;
    seen = over([layer.fill[0], layer.fill[1], layer.fill[2], layer.fill[3] * opacity], seen);
  }
  return seen;
}

export interface Paint {
  text: Rgba;
  fill: Rgba;     // effective, behind the label
  filled: boolean; // its own, and different from what lies around it
}

const kVisibleDifference = 12; // of 255, summed over the channels: below that no eye tells them apart

function rounded(colour: Rgba): Rgba {
  return [Math.round(colour[0]), Math.round(colour[1]), Math.round(colour[2]), Math.round(colour[3] * 100) / 100];
}

// `label` is the element that holds the text, `control` what is clicked, around it.
export function paintOf(label: Element, control: Element): Paint {
  const layers = layersOf(label);
  const fill = composite(layers);
  const style = getComputedStyle(label);
  const opacity = layers.reduce((product, layer) => product * layer.opacity, 1);
  const ink = parseColour(style.getPropertyValue("-webkit-text-fill-color") || style.color);
  const text = over([ink[0], ink[1], ink[2], ink[3] * opacity], fill);
  const depth = [...ancestors(label)].indexOf(control);
  const around = composite(layers.slice((depth < 0 ? 0 : depth) + 1));
  const difference = Math.abs(fill[0] - around[0]) + Math.abs(fill[1] - around[1]) + Math.abs(fill[2] - around[2]);
  return { text: rounded(text), fill: rounded(fill), filled: difference > kVisibleDifference };
}

export function fillOf(element: Element): Rgba {
  return rounded(composite(layersOf(element)));
}

// SPDX-License-Identifier: Apache-2.0
// Layout and theme tokens -> the style sheet that follows the one of core/style.ts, and whether its
// colours can be read (WCAG 2.2, 1.4.3: 4.5 to 1).

/** Token -> custom property. A colour may be one value, or [light, dark]. */
const COLOURS = { background: "--bg", text: "--fg", main: "--main", onMain: "--on" };
const OTHERS = { radius: "--radius", font: "--font" };
const DEFAULTS = {
  background: ["#ffffff", "#1b1d22"],
  text: ["#1b1d22", "#f1f2f4"],
  main: ["#1f4a8c", "#a9c7ff"],
  onMain: ["#ffffff", "#1b1d22"],
};
/** Where the banner stands; each site gets the rules of its own layout. */
const LAYOUTS = {
  bar: ".bar{inset:auto 0 0;max-width:none;border-radius:0;padding-inline:max(1.25em,50% - 36em)}",
  box: ".box{inset:auto 1em 1em;margin:auto;max-width:40em}",
  corner: ".corner{inset:auto 1em 1em;margin:auto;margin-inline-end:0;max-width:26em}",
  centre: ".centre{inset:1em;height:fit-content;margin:auto;max-width:40em}::backdrop{background:#0008}",
};
const SCHEMES = { auto: "light dark", light: "light", dark: "dark" };
const SAFE = /^[\w\s#%.,()"'-]{1,120}$/;
const READABLE = 4.5;

const both = (value) => (Array.isArray(value) ? value : [value, value]);

function luminance(hex) {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join("") : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const part = parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function unreadable(theme) {
  const faults = [];
  const shades = { auto: [0, 1], light: [0], dark: [1] }[theme.scheme ?? "auto"] ?? [];
  for (const [front, back] of [["text", "background"], ["onMain", "main"]]) {
    for (const shade of shades) {
      const [a, b] = [front, back].map((name) => both(theme[name] ?? DEFAULTS[name])[shade]);
      const ratio = contrast(a, b);
      if (ratio < READABLE) faults.push(`theme: ${front} ${a} on ${back} ${b} has a contrast of ${ratio.toFixed(2)}, below 4.5 (UI-05)`);
    }
  }
  return faults;
}

export function themeFaults(theme) {
  const faults = [];
  const known = { ...COLOURS, ...OTHERS, scheme: 1 };
  for (const name of Object.keys(theme)) if (!(name in known)) faults.push(`theme: no token '${name}'`);
  if (!((theme.scheme ?? "auto") in SCHEMES)) faults.push(`theme: scheme is auto, light or dark`);
  for (const name in OTHERS) if (theme[name] !== undefined && !SAFE.test(theme[name])) faults.push(`theme: ${name} holds what a style value cannot`);
  for (const name in COLOURS) {
    if (theme[name] !== undefined && !both(theme[name]).every((value) => /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(value)))
      faults.push(`theme: ${name} is a colour such as #1f4a8c, or two of them for light and dark`);
  }
  return faults.length > 0 ? faults : unreadable(theme);
}

export function bannerSheet(layout, theme) {
  const rules = [];
  // Unless told otherwise a button's text has the banner's ground; a new ground must not change it.
  if (theme.background !== undefined && theme.onMain === undefined) rules.push(`--on:light-dark(${DEFAULTS.onMain.join()})`);
  for (const [name, property] of Object.entries(COLOURS)) {
    if (theme[name] !== undefined) rules.push(`${property}:light-dark(${both(theme[name]).join()})`);
  }
  for (const [name, property] of Object.entries(OTHERS)) {
    if (theme[name] !== undefined) rules.push(`${property}:${theme[name]}`);
  }
  if (theme.scheme && theme.scheme !== "auto") rules.push(`color-scheme:${SCHEMES[theme.scheme]}`);
  return LAYOUTS[layout] + (rules.length > 0 ? `:host{${rules.join(";")}}` : "");
}

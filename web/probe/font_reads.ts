// SPDX-License-Identifier: Apache-2.0
// Which fonts are installed: asked for by name, listed, tried as local faces, or told from the size of
// a text that is set in one font after another.
import { cut } from "./channel";
import { watchConstructor, watchGetter, watchMethod } from "./disguise";
import { read } from "./reads";

// Measuring an element lays the page out anew; beyond this many the cost of looking is saved.
const kMaxMeasured = 4000;
// Told when these are reached; the rule book's limit lies between.
const kMarks = [30, 60, 120];
const kFamily = /font(?:-family)?:([^;]*)/i;
const getAttribute = typeof Element === "function" ? Element.prototype.getAttribute : undefined;
const exec = RegExp.prototype.exec;
const { apply } = Reflect;

// Reports how many distinct names one way of asking has been given.
function counter(member: string): (name: string) => void {
  const names = new Set<string>();
  return (name) => {
    const before = names.size;
    if (before >= 200) return;
    names.add(name);
    if (names.size > before && kMarks.includes(names.size)) read("fonts", member, { fonts: names.size });
  };
}

function watchMeasuring(): void {
  let measured = 0;
  const see = counter("HTMLElement.offsetWidth");
  const look = (self: unknown): void => {
    if (measured >= kMaxMeasured) return;
    measured += 1;
    const style = apply(getAttribute as () => string, self, ["style"]) as string | null;
    const family = style ? (apply(exec, kFamily, [style]) as RegExpExecArray | null)?.[1] : undefined;
    if (family) see(cut(family, 200));
  };
  for (const name of ["offsetWidth", "offsetHeight"]) watchGetter(HTMLElement.prototype, name, look);
  watchMethod(Element.prototype, "getBoundingClientRect", look);
}

export function watchFonts(): void {
  const scope = globalThis as unknown as Record<string, { prototype: object } | undefined>;
  const asked = counter("FontFaceSet.check");
  watchMethod(scope["FontFaceSet"]?.prototype, "check", (_self, args) => asked(cut(args[0], 200)));
  const tried = counter("FontFace");
  watchConstructor("FontFace", (_self, args) => {
    if (typeof args[1] === "string" && args[1].includes("local(")) tried(cut(args[1], 200));
  });
  watchMethod(globalThis, "queryLocalFonts", () => read("fonts", "Window.queryLocalFonts", { count: kMarks[0] }));
  if (typeof HTMLElement === "function") watchMeasuring();
}

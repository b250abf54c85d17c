// SPDX-License-Identifier: Apache-2.0
// What is drawn on a canvas before it is read, by the criteria of Englehardt and Narayanan, "Online
// Tracking: A 1-million-site Measurement and Analysis" (2016): size, distinct characters, colours, and
// the calls that drawing for show makes.
import { cut } from "./channel";
import { watchMethod, watchSetter } from "./disguise";
import { read } from "./reads";

const kMaxCharacters = 200;

type Drawn = {
  characters: Set<string>;
  colours: Set<string>;
  fonts: Set<string>;
  measured: number;
  save: boolean;
  restore: boolean;
};
type Context = { canvas: { width: number; height: number }; fillStyle: unknown; font: string };

const drawings = new WeakMap<object, Drawn>();
const listening = new WeakSet<object>();

function drawingOf(canvas: object): Drawn {
  let drawn = drawings.get(canvas);
  if (!drawn) {
    drawn = { characters: new Set(), colours: new Set(), fonts: new Set(), measured: 0, save: false, restore: false };
    drawings.set(canvas, drawn);
  }
  return drawn;
}

function detailsOf(canvas: { width: number; height: number }): Record<string, unknown> {
  const drawn = drawingOf(canvas);
  return {
    width: canvas.width,
    height: canvas.height,
    text: [...drawn.characters].join(""),
    characters: drawn.characters.size,
    colours: drawn.colours.size,
    save: drawn.save,
    restore: drawn.restore,
    listener: listening.has(canvas),
  };
}

function watchContext(name: string): void {
  const proto = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[name]?.prototype;
  const drawnBy = (self: unknown): Drawn => drawingOf((self as Context).canvas);
  for (const method of ["fillText", "strokeText"]) {
    watchMethod(proto, method, (self, args) => {
      const drawn = drawnBy(self);
      for (const c of cut(args[0], 1000)) if (drawn.characters.size < kMaxCharacters) drawn.characters.add(c);
    });
  }
  for (const style of ["fillStyle", "strokeStyle"]) {
    watchSetter(proto, style, (self, args) => {
      const colours = drawnBy(self).colours;
      if (typeof args[0] === "string" && colours.size < kMaxCharacters) colours.add(args[0]);
    });
  }
  watchMethod(proto, "save", (self) => void (drawnBy(self).save = true));
  watchMethod(proto, "restore", (self) => void (drawnBy(self).restore = true));
  watchSetter(proto, "font", (self, args) => {
    const fonts = drawnBy(self).fonts;
    if (fonts.size < kMaxCharacters) fonts.add(cut(args[0], 200));
  });
  watchMethod(proto, "measureText", (self) => {
    const drawn = drawnBy(self);
    drawn.measured += 1;
    // Fifty fonts measured is the mark; told when it is reached, and once more well beyond it.
    if (drawn.measured !== 50 && drawn.measured !== 150) return;
    read("canvas-font", `${name}.measureText`, { fonts: drawn.fonts.size, count: drawn.measured });
  });
  watchMethod(proto, "getImageData", (self, args) => {
    const canvas = (self as Context).canvas;
    read("canvas", `${name}.getImageData`, { ...detailsOf(canvas), readWidth: Number(args[2]), readHeight: Number(args[3]) });
  });
}

export function watchCanvas(): void {
  watchContext("CanvasRenderingContext2D");
  watchContext("OffscreenCanvasRenderingContext2D");
  const onCanvas = (owner: object | undefined, prefix: string, names: string[]): void => {
    for (const name of names) {
      watchMethod(owner, name, (self) => {
        read("canvas", `${prefix}.${name}`, detailsOf(self as { width: number; height: number }));
      });
    }
  };
  if (typeof HTMLCanvasElement === "function") {
    onCanvas(HTMLCanvasElement.prototype, "HTMLCanvasElement", ["toDataURL", "toBlob"]);
    watchMethod(EventTarget.prototype, "addEventListener", (self) => {
      if (self instanceof HTMLCanvasElement) listening.add(self);
    });
  }
  if (typeof OffscreenCanvas === "function") {
    onCanvas(OffscreenCanvas.prototype, "OffscreenCanvas", ["convertToBlob"]);
  }
}

function watchWebglContext(name: string): void {
  const proto = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[name]?.prototype;
  watchMethod(proto, "getParameter", (_self, args) => read("webgl", `${name}.getParameter`, { parameter: Number(args[0]) }));
  watchMethod(proto, "getExtension", (_self, args) => {
    if (args[0] === "WEBGL_debug_renderer_info") read("webgl", `${name}.getExtension`, { name: args[0] });
  });
  for (const method of ["getSupportedExtensions", "readPixels", "getShaderPrecisionFormat"]) {
    watchMethod(proto, method, () => read("webgl", `${name}.${method}`));
  }
}

const kWebglContexts: Record<string, string> = {
  webgl: "WebGLRenderingContext",
  "experimental-webgl": "WebGLRenderingContext",
  webgl2: "WebGL2RenderingContext",
};

// Watched from the first context on: the browser makes these interfaces, with hundreds of members, when they
// are first touched, and most pages never do. What a page took from a prototype before it had any context is
// not seen.
export function watchWebgl(): void {
  const waiting = new Set(Object.values(kWebglContexts));
  for (const canvas of ["HTMLCanvasElement", "OffscreenCanvas"]) {
    const proto = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[canvas]?.prototype;
    watchMethod(proto, "getContext", (_self, args) => {
      const name = typeof args[0] === "string" && kWebglContexts[args[0]];
      if (name && waiting.delete(name)) watchWebglContext(name);
    });
  }
}

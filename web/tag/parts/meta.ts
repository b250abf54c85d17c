// SPDX-License-Identifier: Apache-2.0
// Meta's pixel: revoked before anything else is said to it, granted with consent. Its snippet does
// nothing where fbq is there already, so we wait until the snippet has made it, and speak first.
import type { Part } from "../core/site";

type Pixel = ((...command: unknown[]) => void) & { queue?: unknown };

export const part: Part = ({ allowed, site }) => {
  let pixel: Pixel | undefined;
  let told = false;
  const tell = (): void => {
    told = true;
    pixel!("consent", allowed(site.x!.meta!.consent ?? "") ? "grant" : "revoke");
  };
  Object.defineProperty(window, "fbq", {
    configurable: true,
    enumerable: true,
    get() {
      // Whoever asks for it is about to call it; its queue tells that it can be called.
      if (pixel?.queue && !told) tell();
      return pixel;
    },
    set(made: Pixel | undefined) {
      pixel = made;
      told = false;
    },
  });
  return () => void (pixel?.queue && tell());
};

$H.push(part);

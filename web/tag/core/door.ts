// SPDX-License-Identifier: Apache-2.0
// Fetches the preferences panel when it is first asked for: SITE.panel.js lies beside SITE.js.
import type { Panel } from "../panel/panel";
import { trusted } from "./trusted";
import { script } from "./site";

let arriving: Promise<Panel> | undefined;

export function fetchPanel(): Promise<Panel> {
  return (arriving ??= new Promise<Panel>((resolve, reject) => {
    const made = document.createElement("script");
    addEventListener("consentry:panel", (event) => resolve((event as CustomEvent<Panel>).detail));
    made.onerror = (fault) => {
      arriving = undefined;
      reject(fault);
    };
    made.nonce = script!.nonce;
    made.src = trusted("createScriptURL", (script!.src || script!.dataset.from!).replace(".js", ".panel.js"));
    document.head.append(made);
  }));
}

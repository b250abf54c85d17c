// SPDX-License-Identifier: Apache-2.0
// Second file of a site, SITE.panel.js: hands itself to the tag that asked for it.
import { panel } from "./panel";

dispatchEvent(new CustomEvent("consentry:panel", { detail: panel }));

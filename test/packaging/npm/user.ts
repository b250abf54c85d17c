// SPDX-License-Identifier: Apache-2.0
// What somebody writes who has installed the package; @ts-expect-error marks what the compiler must refuse.
import { loadTag, onChange, when, type ConsentEvent, type ConsentState } from "@consentry/tag";
import { useConsent as inReact } from "@consentry/tag/react";
import { useAllowed as inVue } from "@consentry/tag/vue";

void loadTag("https://consent.example/t/shop.js", { nonce: "n" });
onChange((now: ConsentState, event: ConsentEvent | undefined) => console.log(now.granted.includes("counter"), event));
void when("counter").then(() => inReact().decided && inVue("counter").value);

addEventListener("consentry:ready", ({ detail }) => detail.decided && detail.language.length);
window.addEventListener("consentry:choice", ({ detail }) => console.log(detail.event === "withdraw", detail.left));
const since: number | undefined = window.consentry?.state.time;
void consentry.set(["statistics"]).then(({ granted }) => granted.length === since);

// @ts-expect-error A key is one name.
window.consentry.allowed(["statistics"]);
// @ts-expect-error No such event of a choice.
addEventListener("consentry:choice", ({ detail }) => detail.event === "accept");
// @ts-expect-error What the tag says is not for pages to change.
window.consentry.state = {};

// SPDX-License-Identifier: Apache-2.0
// Sites of the tests, published from what web/build.mjs has built.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ADAPTERS, INTERFACES, publish } from "../../../web/tag/publish.mjs";

export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const built = (name) => readFileSync(join(root, "build/assets/tag", `${name}.js`), "utf8");

export const bundles = {
  core: built("core"), panel: built("panel"), autoblock: built("autoblock"),
  consentMode: built("consent_mode"), erase: built("erase"), withdrawal: built("withdrawal"), scripts: built("scripts"), delivery: built("delivery"),
  placeholder: built("placeholder"), sisters: built("sisters"), shown: built("shown"), otherNames: built("other_names"),
  interfaces: Object.fromEntries(Object.keys(INTERFACES).map((name) => [name, built(name)])),
  adapters: Object.fromEntries(ADAPTERS.map((name) => [name, built(`adapter_${name.replace("-", "_")}`)])),
  placeholderTexts: JSON.parse(readFileSync(join(root, "data/placeholder-texts.json"), "utf8")),
};
const folder = join(root, "data/translations/tag");
export const translations = Object.fromEntries(
  readdirSync(folder).map((name) => [name.replace(".json", ""), JSON.parse(readFileSync(join(folder, name), "utf8"))]),
);

export const shop = {
  site: "shop",
  owner: "Corner Shop",
  privacy: "/privacy",
  categories: ["necessary", "statistics", "marketing"],
  services: [
    { id: "basket", name: "Basket", category: "necessary", stores: ["basket"] },
    { id: "counter", name: "Counter", category: "statistics", hosts: ["third.example"], stores: ["_count*", "counted"] },
    { id: "adnet", name: "Ad Net", category: "marketing", hosts: ["ads.example"], stores: ["_ad"] },
  ],
};

export function publishSite(config) {
  const { files, faults, notice } = publish({ ...shop, ...config }, { bundles, translations });
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return { files, notice };
}

/** Serves tag and page; the page's own parts follow the tag in the head or stand in the body. */
export function serve(web, { config = {}, head = "", body = "", lang = "en", headers = {}, attributes = "", path = "/", inline = false } = {}) {
  const { files } = publishSite(config);
  for (const [name, text] of Object.entries(files)) web.pages.set(`/t/${name}`, { type: "text/javascript", body: text });
  const tag = inline
    ? `<script data-from="/t/shop.js"${attributes}>${files["shop.js"]}</script>`
    : `<script src="/t/shop.js"${attributes}></script>`;
  // See docs/tag.md: keeps the browser from loading ahead of the tag.
  const halt = config.autoblock ? '<meta http-equiv="Content-Security-Policy" content="base-uri *">' : "";
  web.pages.set(path, {
    headers,
    body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Shop</title><meta name="viewport" content="width=device-width">
${tag}${halt}${head}</head><body><main><h1>Shop</h1>${body}</main></body></html>`,
  });
  web.pages.set("/privacy", { body: "<!doctype html><title>Privacy</title>" });
  return files;
}

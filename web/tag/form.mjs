// SPDX-License-Identifier: Apache-2.0
// SITE.html: the question as a page that needs no script. The form goes to the consent server, which
// answers with what it has kept.

const STYLE = ":root{color-scheme:light dark;--main:light-dark(#1f4a8c,#a9c7ff);--on:light-dark(#fff,#14161a)}" +
  "*{box-sizing:border-box}" +
  "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:auto;padding:1.5rem 1rem;" +
  "background:light-dark(#fff,#14161a);color:light-dark(#1b1d22,#f1f2f4)}" +
  "h1{font-size:1.6rem;line-height:1.2}a{color:inherit}nav a{display:inline-block;padding:.625rem .5rem;min-height:2.75rem}" +
  "label{display:flex;gap:.75em;align-items:start;padding-block:.5em}" +
  "input{flex:none;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--main)}label span{display:block}" +
  ".r{display:flex;flex-wrap:wrap;gap:.75rem}" +
  "button{flex:1 1 9em;font:inherit;font-weight:600;padding:.6em .8em;min-height:2.75rem;border:0;border-radius:.5em;" +
  "background:var(--main);color:var(--on);cursor:pointer}" +
  ":focus-visible{outline:3px solid;outline-offset:2px}";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => text.replace(/[&<>"]/g, (found) => ENTITIES[found]);
const hidden = (name, value) => `<input type="hidden" name="${name}" value="${escape(value)}">`;
const button = (act, label) => `<button name="act" value="${act}">${escape(label)}</button>`;

/**
 * page: { site, notice, server, privacy, language, direction, languages, ids, banner, categories, save }; tags of the
 * languages with what their speakers call them; ids of the categories, the first needs no consent; banner and
 * categories as the tag's texts.
 */
export function choiceForm(page) {
  const { site, language, banner } = page;
  const [title, body, accept, reject, , , privacy] = banner;
  const link = /^https?:/.test(page.privacy) ? ` <a href="${escape(page.privacy)}">${escape(privacy)}</a>` : "";
  const boxes = page.ids.slice(1).map((id, at) => {
    const [name, description] = page.categories[at + 1];
    return `<label><input type="checkbox" name="purpose-${id}" value="1"><span><b>${escape(name)}</b><span>${escape(description)}</span></span></label>`;
  });
  const others = page.languages.filter(([tag]) => tag !== language)
    .map(([tag, name]) => ` <a href="${site}.${tag}.html" lang="${tag}" hreflang="${tag}">${escape(name)}</a>`);
  return `<!doctype html><html lang="${language}" dir="${page.direction}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">' +
    `<title>${escape(title)}</title><style>${STYLE}</style></head><body><main><h1>${escape(title)}</h1>` +
    `<p>${escape(body)}${link}</p><form method="post" action="${escape(page.server)}/v1/forms">` +
    hidden("site", site) + hidden("notice", page.notice) + hidden("language", language) + boxes.join("") +
    `<p class="r">${button("reject", reject)}${button("accept", accept)}${button("save", page.save)}</p></form>` +
    (others.length > 0 ? `<nav>${others.join("").slice(1)}</nav>` : "") + "</main></body></html>\n";
}

// SPDX-License-Identifier: Apache-2.0
// Shapes of banners, as site owners build them without a consent manager. Each page keeps the choice
// in a cookie of the site's own name and reports it to the server, which is the only witness.

const STYLE = `
  body { font: 16px/1.5 sans-serif; margin: 2rem; min-height: 160vh }
  .ask { background: #fff; color: #222; border: 1px solid #999; padding: 16px; box-sizing: border-box; z-index: 9999 }
  .bar { position: fixed; left: 0; right: 0; bottom: 0 }
  .top { position: sticky; top: 0 }
  .box { position: fixed; right: 24px; bottom: 24px; width: 360px }
  .modal { position: fixed; inset: 0; background: rgba(0,0,0,.6); display: flex; align-items: center; justify-content: center; z-index: 9999 }
  .modal > .ask { width: 560px }
  .slide { transform: translateY(100%); transition: transform .4s } .slide.in { transform: none }
  .choice { display: inline-block; padding: 8px 16px; margin: 4px; border: 1px solid #333; background: #eee; color: #111; cursor: pointer; text-decoration: none; font: inherit }
  .caps { text-transform: uppercase } .plain { background: none; border: 0; text-decoration: underline; color: #036; cursor: pointer; font: inherit }
  label { display: block; padding: 4px }`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

// How a control is written down.
const CONTROLS = {
  button: (act, label) => `<button class="choice" data-act="${act}">${label}</button>`,
  nested: (act, label) => `<button class="choice" data-act="${act}"><span><i></i><b>${label}</b></span></button>`,
  link: (act, label) => `<a class="choice" href="#" data-act="${act}">${label}</a>`,
  role: (act, label) => `<div role="button" tabindex="0" class="choice caps" data-act="${act}">${label}</div>`,
  span: (act, label) => `<span class="choice" data-act="${act}">${label}</span>`,
  input: (act, label) => `<input type="button" class="choice" data-act="${act}" value="${label}">`,
  custom: (act, label) => `<x-button tabindex="0" class="choice" data-act="${act}">${label}</x-button>`,
};

function firstLayer({ words, control, refusal, policy }) {
  const write = CONTROLS[control];
  const refuse = refusal === "none" ? "" : refusal === "text" ? `<button class="plain" data-act="refuse">${words.refuse}</button>` : write("refuse", words.refuse);
  const settings = refusal === "none" ? write("settings", words.settings) : "";
  return `<p>${words.text} <a href="/privacy">${policy}</a></p>${write("accept", words.accept)}${refuse}${settings}`;
}

function secondLayer({ words, control, saving }) {
  const write = CONTROLS[control];
  const ticks = words.ticks.map((name, i) => `<label><input type="checkbox" ${i === 0 ? "checked disabled" : `data-tick="${i}"${saving === "ticked" ? " checked" : ""}`}> ${name}</label>`).join("");
  const reject = saving === "reject" ? write("refuse", words.reject) : "";
  return `<h2>${words.settings}</h2>${ticks}${reject}${write("save", words.save)}${write("accept", words.accept)}`;
}

// The banner's own script; `root` is where its controls live.
const BEHAVIOUR = `
  function tell(choice) {
    document.cookie = NAME + "=" + choice + ";path=/;max-age=15000000";
    fetch("/witness?choice=" + choice, { method: "POST", keepalive: true });
  }
  function wire(root, done) {
    root.addEventListener("click", (event) => {
      const control = event.composedPath().find((node) => node.dataset && node.dataset.act);
      if (!control) return;
      event.preventDefault();
      const act = control.dataset.act;
      if (act === "settings") {
        root.querySelector("[data-layer='1']").hidden = true;
        root.querySelector("[data-layer='2']").hidden = false;
        return;
      }
      const ticked = [...root.querySelectorAll("[data-tick]")].filter((box) => box.checked).length;
      const all = root.querySelectorAll("[data-tick]").length;
      done(act !== "save" ? act : ticked === 0 ? "refuse" : ticked === all ? "accept" : "part");
    });
  }`;

const layers = (recipe) => `<div data-layer="1">${firstLayer(recipe)}</div><div data-layer="2" hidden>${secondLayer(recipe)}</div>`;

// Where the banner lives: script that puts it there, given its HTML.
const PLACES = {
  bar: (inner) => place(`<div class="ask bar">${inner}</div>`),
  top: (inner) => place(`<section class="ask top">${inner}</section>`) + "document.body.prepend(host);",
  box: (inner) => place(`<aside class="ask box">${inner}</aside>`),
  modal: (inner) => place(`<div class="modal"><div class="ask" role="dialog" aria-modal="true">${inner}</div></div>`) + `document.documentElement.style.overflow = "hidden";`,
  dialog: (inner) => place(`<dialog class="ask">${inner}</dialog>`) + "host.showModal();",
  slide: (inner) => place(`<div class="ask bar slide">${inner}</div>`) + `requestAnimationFrame(() => requestAnimationFrame(() => host.classList.add("in")));`,
  late: (inner) => `setTimeout(() => { ${place(`<div class="ask bar">${inner}</div>`)} }, 2500);`,
  open: (inner) => shadow(inner, "open"),
  closed: (inner) => shadow(inner, "closed"),
  frame: (inner, site) => framed(site.own),
  foreign: (inner, site) => framed(site.foreign),
};
const quoted = (html) => JSON.stringify(html).replaceAll("</script", "<\\/script");
const place = (html) => `const host = made(${quoted(html)}); document.body.append(host); wire(host, (choice) => { tell(choice); host.remove(); document.documentElement.style.overflow = ""; });`;
const shadow = (inner, mode) => `const host = document.createElement("div"); const root = host.attachShadow({ mode: "${mode}" });
  root.innerHTML = ${quoted(`<style>${STYLE}</style><div class="ask bar">${inner}</div>`)};
  document.body.append(host); wire(root, (choice) => { tell(choice); host.remove(); });`;
const framed = (address) => `const host = document.createElement("iframe"); host.src = ${JSON.stringify(address)};
  host.style = "position:fixed;left:0;right:0;bottom:0;width:100%;height:320px;border:0;z-index:9999;background:#fff";
  document.body.append(host);
  addEventListener("message", (event) => { if (event.source === host.contentWindow) { tell(event.data.choice); host.remove(); } });`;

// The page of one site. recipe: {language, words, place, control, refusal, saving, cookie, policy, title, own, foreign}
export function page(recipe) {
  const begin = PLACES[recipe.place](layers(recipe), recipe);
  return `<!doctype html><html lang="${recipe.language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(recipe.title)}</title><style>${STYLE}</style>
<h1>${escaped(recipe.title)}</h1><nav><a href="/">1</a> <a href="/second">2</a></nav><main><p>${escaped(recipe.title)}</p></main>
<footer><a href="/privacy">${recipe.policy}</a></footer>
<script>const NAME = ${JSON.stringify(recipe.cookie)};
  const made = (html) => { const box = document.createElement("template"); box.innerHTML = html; return box.content.firstChild; };
  ${BEHAVIOUR}
  if (!document.cookie.includes(NAME + "=")) { ${begin} }</script></html>`;
}

// The document of a banner that lives in a frame.
export function frameDocument(recipe) {
  return `<!doctype html><html lang="${recipe.language}"><meta charset="utf-8"><style>${STYLE} body { margin: 0; min-height: 0 }</style>
<body><div class="ask">${layers(recipe)}</div><script>${BEHAVIOUR}
  wire(document.body, (choice) => parent.postMessage({ choice }, "*"));</script></body></html>`;
}

export const PLACE_NAMES = Object.keys(PLACES);
export const CONTROL_NAMES = Object.keys(CONTROLS);

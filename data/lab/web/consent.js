// SPDX-License-Identifier: Apache-2.0
// A consent banner in several layouts: asks, stores the answer, and offers a way back to it.
(() => {
  "use strict";
  const site = window.siteConsent;
  const ui = site.banner;
  const text = ui.text;
  const faults = site.faults;
  const categories = ["statistics", "marketing"];
  let host = null;

  // ---- what was chosen
  const encode = {
    json: (c) => encodeURIComponent(JSON.stringify({ necessary: true, ...c })),
    flags: (c) => `necessary:1,statistics:${c.statistics ? 1 : 0},marketing:${c.marketing ? 1 : 0}`,
    word: (c) => (c.statistics && c.marketing ? "granted" : c.statistics ? "statistics" : c.marketing ? "marketing" : "denied"),
  };
  const decode = {
    json: (v) => JSON.parse(decodeURIComponent(v)),
    flags: (v) => ({ statistics: v.includes("statistics:1"), marketing: v.includes("marketing:1") }),
    word: (v) => ({ statistics: v === "granted" || v === "statistics", marketing: v === "granted" || v === "marketing" }),
  };

  function stored() {
    const found = ui.store.local
      ? localStorage.getItem(ui.store.name)
      : (document.cookie.split("; ").find((c) => c.startsWith(ui.store.name + "=")) || "").slice(ui.store.name.length + 1);
    if (!found) return null;
    const value = decode[ui.store.shape](found);
    return { statistics: value.statistics === true, marketing: value.marketing === true };
  }

  const days = (choice) => (!faults.shortRefusal ? 180 : choice.statistics || choice.marketing ? 365 : 30);

  function store(choice) {
    const value = encode[ui.store.shape](choice);
    if (ui.hub) new Image().src = `${ui.hub}/keep?choice=${choice.marketing ? "granted" : "denied"}`;
    if (ui.store.local) localStorage.setItem(ui.store.name, value);
    else document.cookie = `${ui.store.name}=${value}; path=/; max-age=${days(choice) * 86400}; SameSite=Lax; Secure`;
  }

  function decide(choice) {
    if (ui.framed) {
      parent.postMessage({ consentChoice: choice }, "*");
      return;
    }
    const refused = !choice.statistics && !choice.marketing;
    const first = stored() === null;
    const kept = refused && first && ui.storesRefusalAsConsent ? { statistics: true, marketing: true } : choice;
    if (!(refused && first && faults.forgetsRefusal)) store(kept);
    close();
    window.siteTags.apply(kept);
  }

  // ---- how it looks
  function element(tag, name, content) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (content) made.textContent = content;
    return made;
  }

  function control(kind, label, act) {
    const tag = kind === "settings" ? ui.settingsTag : ui.buttonTag;
    const made = element(tag, `cc-control cc-${kind}`, label);
    if (tag === "button") made.type = "button";
    if (tag === "a") made.href = "#";
    if (tag === "div" || tag === "a") made.setAttribute("role", "button");
    if (tag === "div") made.tabIndex = 0;
    made.addEventListener("click", (event) => {
      event.preventDefault();
      act();
    });
    return made;
  }

  function toggle(id, label, note, checked, fixed) {
    const row = element("div", "cc-row");
    const words = element("label", "cc-label");
    words.append(element("strong", "", label), element("span", "cc-note", note));
    let input;
    if (ui.switches) {
      input = element("button", "cc-switch");
      input.type = "button";
      input.setAttribute("role", "switch");
      input.setAttribute("aria-checked", String(checked));
      input.setAttribute("aria-label", label);
      if (!fixed) input.addEventListener("click", () => input.setAttribute("aria-checked", String(input.getAttribute("aria-checked") !== "true")));
    } else {
      input = element("input", "cc-check");
      input.type = "checkbox";
      input.checked = checked;
    }
    input.id = `cc-${id}`;
    input.disabled = fixed;
    words.htmlFor = input.id;
    row.append(words, input);
    return { row, on: () => (ui.switches ? input.getAttribute("aria-checked") === "true" : input.checked) };
  }

  function toggles(box, current) {
    if (ui.flaw === "one-toggle") return oddToggles(box, current);
    const list = element("div", "cc-toggles");
    list.append(toggle("necessary", text.necessary, ui.necessaryItems ? `${text.necessaryText} (${ui.necessaryItems})` : text.necessaryText, true, true).row);
    const made = {};
    for (const category of categories) {
      const on = current ? current[category] : ui.preticked;
      made[category] = toggle(category, text[category], text[category + "Text"], on, false);
      list.append(made[category].row);
    }
    if (ui.flaw === "legitimate-interest" && !current) list.append(toggle("interest", text.interest, text.marketingText, true, false).row);
    box.append(list);
    return () => ({ statistics: made.statistics.on(), marketing: made.marketing.on() });
  }

  // One switch for everything.
  function oddToggles(box, current) {
    const list = element("div", "cc-toggles");
    list.append(toggle("necessary", text.necessary, text.necessaryText, true, true).row);
    const one = toggle("both", `${text.statistics} & ${text.marketing}`, text.statisticsText, current ? current.statistics : false, false);
    list.append(one.row);
    box.append(list);
    return () => ({ statistics: one.on(), marketing: one.on() });
  }

  const all = { statistics: true, marketing: true };
  const none = { statistics: false, marketing: false };

  function firstLayer(box) {
    const chosen = ui.togglesOn === 1 ? toggles(box, null) : null;
    const row = element("div", "cc-buttons");
    if (chosen) row.append(control("save", text.save, () => decide(chosen())));
    else if (ui.refuseLayer > 1 || ui.togglesOn === 2) row.append(control("settings", text.settings, () => show(2)));
    if (ui.flaw === "consent-or-pay") row.append(control("settings", text.pay, () => location.assign("/contact")));
    const refusal = ui.refuseLayer === 1 ? control("refuse", text.refuse, refuse) : null;
    const elsewhere = ui.flaw === "refuse-outside" || ui.flaw === "refuse-below";
    if (refusal && !elsewhere) row.append(refusal);
    row.append(control("accept", text.accept, () => decide(all)));
    box.append(row);
    if (refusal && elsewhere) placeElsewhere(box, refusal);
  }

  function placeElsewhere(box, refusal) {
    const below = ui.flaw === "refuse-below";
    const place = element("div", below ? "cc-filler" : "cc-outside");
    place.append(refusal);
    (below ? box : host).append(place);
  }

  function refuse() {
    if (ui.flaw === "slow-refusal") {
      box.replaceChildren(element("p", "cc-text", "…"));
      setTimeout(() => decide(none), 4200);
    } else if (ui.flaw === "asks-again") {
      const row = element("div", "cc-buttons");
      row.append(control("accept", text.accept, () => decide(all)), control("refuse", text.sureRefuse, () => decide(none)));
      box.replaceChildren(element("h2", "cc-title", text.title), element("p", "cc-text", text.sure), row);
    } else decide(none);
  }

  function secondLayer(box, current) {
    const row = element("div", "cc-buttons");
    if (ui.refuseLayer === 3 && !current) {
      box.append(element("p", "cc-text", text.partnersText));
      row.append(control("settings", text.partners, () => show(3)));
    } else {
      const chosen = toggles(box, current);
      row.append(control("save", text.save, () => decide(chosen())));
      if ((ui.refuseLayer <= 2 || current) && !(current && faults.withdrawByToggles)) row.append(control("refuse", ui.refuseLayer === 1 ? text.refuse : text.refuseDeep, () => decide(none)));
    }
    row.append(control("accept", text.accept, () => decide(all)));
    box.append(row);
  }

  function thirdLayer(box) {
    const list = element("ul", "cc-partners");
    for (const partner of ui.partners) list.append(element("li", "", partner));
    const row = element("div", "cc-buttons");
    row.append(control("refuse", text.refuseDeep, () => decide(none)), control("accept", text.accept, () => decide(all)));
    box.append(list, row);
  }

  function fill(box, layer, current) {
    box.classList.toggle("cc-deep", layer > 1);
    box.replaceChildren(element("h2", "cc-title", text.title), element("p", "cc-text", text.text));
    if (layer === 1) firstLayer(box);
    else if (layer === 2) secondLayer(box, current);
    else thirdLayer(box);
    if (ui.framed) parent.postMessage({ consentHeight: box.scrollHeight }, "*");
  }

  // What some sites take for an answer.
  function listenForMore() {
    if (stored() !== null) return;
    const agree = () => host && decide(all);
    if (ui.flaw === "waiting-consents") setTimeout(agree, 3400);
    if (ui.flaw === "scrolling-consents") addEventListener("scroll", agree, { once: true });
    if (ui.flaw === "escape-consents") addEventListener("keydown", (event) => event.key === "Escape" && agree());
    if (ui.flaw !== "cross-consents" && ui.flaw !== "cross-refuses") return;
    const cross = element("button", "cc-cross", "\u00d7");
    cross.type = "button";
    cross.setAttribute("aria-label", text.close);
    cross.addEventListener("click", () => decide(ui.flaw === "cross-consents" ? all : none));
    box.append(cross);
  }

  let box = null;
  function show(layer, current) {
    if (!box) open();
    fill(box, layer, current);
    if (layer === 1) listenForMore();
  }

  function open() {
    host = element("div", "cc-host");
    const root = ui.layout === "shadow" ? host.attachShadow({ mode: ui.closedShadow ? "closed" : "open" }) : host;
    const style = element("style");
    style.textContent = ui.css;
    box = element("div", `cc-box cc-${ui.framed ? "framed" : ui.layout === "bar" || ui.layout === "modal" ? ui.layout : "corner"}`);
    box.classList.add(`cc-flaw-${ui.flaw}`);
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", text.title);
    if (ui.layout === "modal") root.append(element("div", "cc-veil"));
    root.append(style, box);
    document.body.append(host);
  }

  const bits = (choice) => `${choice.statistics ? 1 : 0}${choice.marketing ? 1 : 0}`;

  function openFrame(layer, current) {
    host = element("iframe");
    host.title = text.title;
    host.src = ui.frameSource + (layer === 2 ? `#settings-${bits(current)}` : "");
    host.style.cssText = "position:fixed;left:0;right:0;bottom:0;width:100%;height:220px;max-height:90vh;border:0;z-index:2147483000;box-shadow:0 -4px 24px rgba(0,0,0,.25);background:#fff";
    document.body.append(host);
  }

  function close() {
    if (host) host.remove();
    host = null;
    box = null;
  }

  function ask(layer, current) {
    if (host) return;
    if (ui.layout === "frame") openFrame(layer, current);
    else show(layer, current);
  }

  // ---- the way back
  function offerReopening() {
    const reopen = (event) => {
      event.preventDefault();
      ask(2, (!faults.panelForgets && stored()) || none);
    };
    document.querySelectorAll("[data-open-consent]").forEach((link) => link.addEventListener("click", reopen));
    if (ui.reopen !== "floating" || document.querySelector(".cc-reopen")) return;
    const button = element("button", "cc-reopen", "Cookies");
    button.type = "button";
    button.setAttribute("aria-label", ui.reopenLabel);
    button.title = ui.reopenLabel;
    button.style.cssText = "position:fixed;left:14px;bottom:14px;z-index:2147482000;border:0;border-radius:24px;padding:10px 14px;font:600 13px sans-serif;background:#26323a;color:#fff;cursor:pointer";
    button.addEventListener("click", reopen);
    document.body.append(button);
  }

  function begin() {
    if (ui.framed) {
      const settings = /^#settings-(.)(.)$/.exec(location.hash);
      const current = settings ? { statistics: settings[1] === "1", marketing: settings[2] === "1" } : null;
      show(current ? 2 : 1, current);
      return;
    }
    addEventListener("message", (event) => {
      if (!host || event.source !== host.contentWindow) return;
      if (event.data.consentHeight) host.style.height = `${event.data.consentHeight}px`;
      if (event.data.consentChoice) decide(event.data.consentChoice);
    });
    // Given on another site.
    if (window.sharedConsent && !stored()) store(window.sharedConsent);
    const choice = stored();
    if (faults.turnsAway && choice && !choice.statistics && !choice.marketing && location.pathname === "/") {
      location.replace("/contact");
      return;
    }
    if (choice) {
      window.siteTags.apply(choice);
      offerReopening();
    } else {
      const refusedBySignal = faults.hidesUnderGpc && navigator.globalPrivacyControl === true;
      if (!refusedBySignal) setTimeout(() => ask(1, null), ui.delay);
      offerReopening();
    }
  }
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();
})();

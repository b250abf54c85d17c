// SPDX-License-Identifier: Apache-2.0
// The advertising network: tells its hub who reads what, and fills the page's slots with what the
// hub thinks of this reader. The identifier is a third-party cookie that only the hub sees.
(() => {
  const me = document.currentScript;
  const hub = "https://hub.mirovante.example/v3";
  const about = document.querySelector('meta[name="page-topic"]');
  const query = new URLSearchParams({
    at: location.hostname,
    page: location.pathname,
    title: document.title.slice(0, 120),
    topic: about ? about.content : "",
    cs: me.dataset.cs || "unknown",
  });
  const slot = document.querySelector("[data-slot]");
  fetch(`${hub}/hello?${query}`, { credentials: "include", mode: "cors" })
    .then((answer) => answer.json())
    .then((fill) => {
      if (!slot) return;
      const card = document.createElement("a");
      card.href = "#";
      card.className = "promo-card";
      card.style.cssText = `display:block;padding:18px;border-radius:10px;text-decoration:none;color:#fff;background:${fill.colour}`;
      const title = document.createElement("strong");
      title.textContent = fill.title;
      const line = document.createElement("span");
      line.style.cssText = "display:block;margin-top:6px;font-size:14px";
      line.textContent = fill.line;
      card.append(title, line);
      slot.append(card);
    })
    .catch(() => {});
})();

// SPDX-License-Identifier: Apache-2.0
(() => {
  const id = document.currentScript.dataset.id;
  const domain = location.hostname.replace(/^www\./, "");
  const get = (name) => (document.cookie.split("; ").find((c) => c.startsWith(name + "=")) || "").slice(name.length + 1);
  const hex = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const keep = (name, days) => {
    if (!get(name)) document.cookie = `${name}=${hex()}; path=/; domain=${domain}; max-age=${days * 86400}`;
    return get(name);
  };
  new Image().src = `https://bat.bing.com/action/0?ti=${id}&Ver=2&mid=${crypto.randomUUID()}&sid=${keep("_uetsid", 1)}&vid=${keep("_uetvid", 390)}&vids=1&pi=918639831&lg=${navigator.language}&sw=${screen.width}&sh=${screen.height}&tl=${encodeURIComponent(document.title)}&p=${encodeURIComponent(location.href)}&evt=pageLoad&sv=1`;
})();

// SPDX-License-Identifier: Apache-2.0
(() => {
  const id = document.currentScript.dataset.id;
  const domain = location.hostname.replace(/^www\./, "");
  const now = Math.floor(Date.now() / 1000);
  const digits = () => 100000000 + (crypto.getRandomValues(new Uint32Array(1))[0] % 1900000000);
  const get = (name) => (document.cookie.split("; ").find((c) => c.startsWith(name + "=")) || "").slice(name.length + 1);
  const keep = (name, make, days) => {
    if (!get(name)) document.cookie = `${name}=${make()}; path=/; domain=${domain}; max-age=${days * 86400}`;
    return get(name);
  };
  const client = keep("_ga", () => `GA1.2.${digits()}.${now}`, 400).split(".").slice(2).join(".");
  const day = keep("_gid", () => `GA1.2.${digits()}.${now}`, 1).split(".").slice(2).join(".");
  navigator.sendBeacon(`https://www.google-analytics.com/j/collect?v=1&_v=j101&a=${digits()}&t=pageview&_s=1&dl=${encodeURIComponent(location.href)}&dt=${encodeURIComponent(document.title)}&tid=${id}&cid=${client}&_gid=${day}&z=${digits()}`);
})();

// SPDX-License-Identifier: Apache-2.0
(() => {
  const id = document.currentScript.src.split("/").pop();
  const domain = location.hostname.replace(/^www\./, "");
  const get = (name) => (document.cookie.split("; ").find((c) => c.startsWith(name + "=")) || "").slice(name.length + 1);
  const word = (n) => [...crypto.getRandomValues(new Uint8Array(n))].map((b) => (b % 36).toString(36)).join("");
  const keep = (name, make, days) => {
    if (!get(name)) document.cookie = `${name}=${make()}; path=/; domain=${domain}; max-age=${days * 86400}`;
    return get(name);
  };
  const user = keep("_clck", () => `${word(7)}%7C2%7Cg1c%7C0%7C${1000 + (Date.now() % 9000)}`, 365);
  const session = keep("_clsk", () => `${word(7)}%7C${Date.now()}%7C1%7C1%7Ci.clarity.ms%2Fcollect`, 1);
  navigator.sendBeacon("https://i.clarity.ms/collect", JSON.stringify({ e: ["0.7.62", 1, 0, 0, id, user.split("%7C")[0], session.split("%7C")[0], 1], a: [[0, location.href]] }));
})();

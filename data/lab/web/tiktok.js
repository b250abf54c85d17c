// SPDX-License-Identifier: Apache-2.0
(() => {
  const id = new URL(document.currentScript.src).searchParams.get("sdkid");
  const domain = location.hostname.replace(/^www\./, "");
  const get = (name) => (document.cookie.split("; ").find((c) => c.startsWith(name + "=")) || "").slice(name.length + 1);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  if (!get("_ttp")) {
    const value = [...crypto.getRandomValues(new Uint8Array(27))].map((b) => alphabet[b % 64]).join("");
    document.cookie = `_ttp=${value}; path=/; domain=${domain}; max-age=33696000; SameSite=Lax; Secure`;
  }
  fetch("https://analytics.tiktok.com/api/v2/pixel", {
    method: "POST", mode: "no-cors", credentials: "include", keepalive: true,
    body: JSON.stringify({ event: "Pageview", timestamp: new Date().toISOString(), context: { pixel: { code: id }, page: { url: location.href }, user: { anonymous_id: get("_ttp") } } }),
  });
})();

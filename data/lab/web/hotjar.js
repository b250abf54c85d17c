// SPDX-License-Identifier: Apache-2.0
(() => {
  const id = /hotjar-(\d+)/.exec(document.currentScript.src)[1];
  const domain = location.hostname.replace(/^www\./, "");
  const get = (name) => (document.cookie.split("; ").find((c) => c.startsWith(name + "=")) || "").slice(name.length + 1);
  const keep = (name, make, seconds) => {
    if (!get(name)) document.cookie = `${name}=${btoa(JSON.stringify(make()))}; path=/; domain=${domain}; max-age=${seconds}; SameSite=None; Secure`;
    return JSON.parse(atob(decodeURIComponent(get(name))));
  };
  const user = keep("_hjSessionUser_" + id, () => ({ id: crypto.randomUUID(), created: Date.now(), existing: false }), 31536000);
  const session = keep("_hjSession_" + id, () => ({ id: crypto.randomUUID(), c: Date.now(), s: 0, r: 0, sb: 0 }), 1800);
  navigator.sendBeacon(`https://vc.hotjar.io/sessions/${id}?s=0.25&r=${Math.random()}`, JSON.stringify({ user_id: user.id, session_id: session.id, url: location.href }));
})();

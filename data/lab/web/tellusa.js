// SPDX-License-Identifier: Apache-2.0
// A small analytics company: an identifier in local storage and, where the site asks for it, a
// first-party cookie as a second place for the same visitor.
(() => {
  const me = document.currentScript;
  let visitor = localStorage.getItem("tls.visitor");
  if (!visitor) {
    visitor = crypto.randomUUID();
    localStorage.setItem("tls.visitor", visitor);
  }
  if (me.dataset.id === "cookie" && !document.cookie.includes("tls_uid=")) {
    const domain = location.hostname.replace(/^www\./, "");
    const value = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    document.cookie = `tls_uid=${value}; path=/; domain=${domain}; max-age=31536000; SameSite=Lax; Secure`;
  }
  new Image().src = `https://in.tellusa.example/v1/e?u=${visitor}&p=${encodeURIComponent(location.pathname)}&w=${innerWidth}`;
})();

// SPDX-License-Identifier: Apache-2.0
// Keeps the identifier that an advertisement's link carried, to claim a later sale.
(() => {
  const click = new URLSearchParams(location.search).get("gclid");
  const domain = location.hostname.replace(/^www\./, "");
  if (click) document.cookie = `kh_click=${click}; path=/; domain=${domain}; max-age=7776000; SameSite=Lax; Secure`;
})();

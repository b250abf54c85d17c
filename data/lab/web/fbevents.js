// SPDX-License-Identifier: Apache-2.0
(() => {
  const id = document.currentScript.dataset.id;
  const domain = location.hostname.replace(/^www\./, "");
  const get = (name) => (document.cookie.split("; ").find((c) => c.startsWith(name + "=")) || "").slice(name.length + 1);
  if (!get("_fbp")) {
    const random = crypto.getRandomValues(new Uint32Array(2));
    const number = String((BigInt(random[0]) * 4294967296n + BigInt(random[1])) % 1000000000000000000n);
    document.cookie = `_fbp=fb.1.${Date.now()}.${number}; path=/; domain=${domain}; max-age=7776000; SameSite=Lax`;
  }
  new Image().src = `https://www.facebook.com/tr/?id=${id}&ev=PageView&dl=${encodeURIComponent(location.href)}&rl=&if=false&ts=${Date.now()}&sw=${screen.width}&sh=${screen.height}&v=2.9.179&r=stable&fbp=${get("_fbp")}&it=${Date.now()}&coo=false&rqm=GET`;
})();

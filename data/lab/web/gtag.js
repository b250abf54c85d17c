// SPDX-License-Identifier: Apache-2.0
(() => {
  const state = document.currentScript.dataset.gcs ? `&gcs=${document.currentScript.dataset.gcs}` : "";
  const id = new URL(document.currentScript.src).searchParams.get("id");
  const domain = location.hostname.replace(/^www\./, "");
  const now = Math.floor(Date.now() / 1000);
  const digits = () => 100000000 + (crypto.getRandomValues(new Uint32Array(1))[0] % 1900000000);
  const get = (name) => (document.cookie.split("; ").find((c) => c.startsWith(name + "=")) || "").slice(name.length + 1);
  const keep = (name, make, days) => {
    if (!get(name)) document.cookie = `${name}=${make()}; path=/; domain=${domain}; max-age=${days * 86400}; SameSite=Lax`;
    return get(name);
  };
  const page = `dl=${encodeURIComponent(location.href)}&dt=${encodeURIComponent(document.title)}&sr=${screen.width}x${screen.height}&ul=${navigator.language.toLowerCase()}`;
  if (id.startsWith("G-")) {
    const ga = keep("_ga", () => `GA1.1.${digits()}.${now}`, 400);
    keep("_ga_" + id.slice(2), () => `GS1.1.${now}.1.0.${now}.0.0.0`, 400);
    const client = ga.split(".").slice(2).join(".");
    navigator.sendBeacon(`https://www.google-analytics.com/g/collect?v=2&tid=${id}&_p=${digits()}&cid=${client}&${page}&en=page_view&_s=1&sid=${now}&sct=1&seg=0${state}`);
  } else {
    const auid = keep("_gcl_au", () => `1.1.${digits()}.${now}`, 90);
    new Image().src = `https://googleads.g.doubleclick.net/pagead/viewthroughconversion/${id.slice(3)}/?random=${Date.now()}&cv=11&fst=${Date.now()}&fmt=3&bg=ffffff&guid=ON&auid=${auid.split(".").slice(2).join(".")}&url=${encodeURIComponent(location.href)}`;
  }
})();

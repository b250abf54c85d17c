// SPDX-License-Identifier: Apache-2.0
// Thirty services that sites commonly embed, under their real host names, and a page that embeds them in
// every way a page can. test/e2e/fake_web.mjs plays the hosts; nothing leaves this machine.

// id, host, category, names that it stores on the site's own domain.
const SERVICES = [
  ["google-analytics", "www.google-analytics.com", "statistics", ["_ga", "_ga_*"]],
  ["google-tag-manager", "www.googletagmanager.com", "statistics", ["_gtm_probe"]],
  ["hotjar", "static.hotjar.com", "statistics", ["_hjSession*"]],
  ["clarity", "www.clarity.ms", "statistics", ["_clck", "_clsk"]],
  ["matomo-cloud", "cdn.matomo.cloud", "statistics", ["_pk_id*"]],
  ["heap", "cdn.heapanalytics.com", "statistics", ["_hp2_id*"]],
  ["mixpanel", "cdn.mxpnl.com", "statistics", ["mp_*"]],
  ["amplitude", "cdn.amplitude.com", "statistics", ["amp_*"]],
  ["new-relic", "js-agent.newrelic.com", "statistics", ["NRBA_*"]],
  ["metrica", "mc.yandex.ru", "statistics", ["_ym_uid"]],
  ["meta", "connect.facebook.net", "marketing", ["_fbp"]],
  ["google-ads", "googleads.g.doubleclick.net", "marketing", ["_gcl_au"]],
  ["microsoft-ads", "bat.bing.com", "marketing", ["_uetsid", "_uetvid"]],
  ["tiktok", "analytics.tiktok.com", "marketing", ["_ttp"]],
  ["linkedin", "snap.licdn.com", "marketing", ["li_fat_id"]],
  ["pinterest", "s.pinimg.com", "marketing", ["_pin_unauth"]],
  ["snapchat", "sc-static.net", "marketing", ["_scid"]],
  ["x-ads", "static.ads-twitter.com", "marketing", ["_twclid"]],
  ["criteo", "static.criteo.net", "marketing", ["cto_bundle"]],
  ["amazon-ads", "c.amazon-adsystem.com", "marketing", ["_aps_probe"]],
  ["taboola", "cdn.taboola.com", "marketing", ["t_gid"]],
  ["reddit", "www.redditstatic.com", "marketing", ["_rdt_uuid"]],
  ["hubspot", "js.hs-scripts.com", "marketing", ["hubspotutk", "__hstc"]],
  ["youtube", "www.youtube.com", "media", ["yt-remote-device-id"]],
  ["vimeo", "player.vimeo.com", "media", ["vuid"]],
  ["google-maps", "maps.googleapis.com", "media", []],
  ["instagram", "www.instagram.com", "media", ["ig_did"]],
  ["x-posts", "platform.twitter.com", "media", ["guest_id"]],
  ["intercom", "widget.intercom.io", "functional", ["intercom-id*"]],
  ["zendesk", "static.zdassets.com", "functional", ["__zlcmid"]],
];


// A way is the path that it asks its host for; the ending is what the host answers with.
const WAYS = ["marked.js", "marked.svg", "marked.css", "marked.html", "marked.mp4", "static.js", "static.css", "static.svg",
  "static.html", "static.mp4", "object.svg", "embed.html", "prefetch.json", "preload.js", "background.svg", "dynamic.js",
  "inner.svg", "written.js", "image.svg", "srcdoc.svg", "fetch.json", "xhr.json", "beacon.json", "ping.json", "socket.ws",
  "events.sse", "module.mjs", "worker.js", "worker-fetch.json"];
// A sixth each keeps one page small enough for a busy machine; every way has five services.
const SHARE = 6;

export const services = SERVICES.map(([id, host, category, stores], at) => ({
  id, name: id, host, hosts: [host], category, stores, ways: WAYS.filter((_, way) => (way + at) % SHARE === 0),
}));

const MARKUP = {
  "marked.js": (src, id) => `<script type="text/plain" data-consent="${id}" src="${src}"></script>`,
  "marked.svg": (src, id) => `<img data-consent="${id}" data-consent-src="${src}" alt="" width="1" height="1">`,
  "marked.css": (src, id) => `<link data-consent="${id}" rel="stylesheet" data-consent-href="${src}">`,
  "marked.html": (src, id) => `<iframe data-consent="${id}" data-consent-src="${src}" title="${id}" hidden></iframe>`,
  "marked.mp4": (src, id) => `<video data-consent="${id}" data-consent-src="${src}" width="2" height="2"></video>`,
  "static.js": (src) => `<script async src="${src}"></script>`,
  "static.css": (src) => `<link rel="stylesheet" href="${src}">`,
  "static.svg": (src) => `<img src="${src}" alt="" width="1" height="1">`,
  "prefetch.json": (src) => `<link rel="prefetch" href="${src}">`,
  "preload.js": (src) => `<link rel="preload" as="script" href="${src}">`,
  "background.svg": (src, id) => `<style>#${id}{background:url(${src})}</style>`,
  "written.js": (src) => `<script>document.write('<script async src="${src}"><\\/script>')</script>`,
  "static.html": (src, id) => `<iframe src="${src}" title="${id}" hidden></iframe>`,
  "static.mp4": (src) => `<video src="${src}" width="2" height="2"></video>`,
  "object.svg": (src) => `<object data="${src}" type="image/svg+xml" width="1" height="1"></object>`,
  "embed.html": (src) => `<embed src="${src}" width="1" height="1">`,
};

// What a snippet of a service does that was pasted into the page; runs in the page.
function snippet({ id, host, stores, ways }) {
  const tried = (deed) => { try { deed(); } catch { /* stopped */ } };
  const who = Array.from(crypto.getRandomValues(new Uint8Array(12)), (part) => part.toString(16).padStart(2, "0")).join("");
  const names = stores.map((name) => name.replace("*", "x1"));
  for (const name of names) {
    document.cookie = `${name}=${who}; path=/; max-age=31536000`;
    tried(() => localStorage.setItem(name, who));
    tried(() => sessionStorage.setItem(name, who));
  }
  if (names[0]) tried(() => indexedDB.open(names[0]));
  const deeds = {
    "dynamic.js": (src) => document.head.append(Object.assign(document.createElement("script"), { src })),
    "inner.svg": (src) => (document.getElementById(id).innerHTML = `<img src="${src}" alt="" width="1" height="1">`),
    "image.svg": (src) => (new Image().src = src + "?u=" + who),
    "fetch.json": (src) => fetch(src).catch(() => {}),
    "xhr.json": (src) => {
      const request = new XMLHttpRequest();
      request.open("GET", src);
      request.send();
    },
    "beacon.json": (src) => navigator.sendBeacon(src, "u=" + who),
    "ping.json": (src) => fetch(src, { method: "POST", mode: "no-cors", keepalive: true, body: who }).catch(() => {}),
    "socket.ws": (src) => new WebSocket(src.replace("https", "wss")),
    "module.mjs": (src) => import(src).catch(() => {}),
    "events.sse": (src) => (new EventSource(src).onerror = (event) => event.target.close()),
    "worker.js": (src) => new Worker(URL.createObjectURL(new Blob([`importScripts("${src}")`]))),
    "worker-fetch.json": (src) => new Worker(URL.createObjectURL(new Blob([`fetch("${src}").catch(() => {})`]))),
    "srcdoc.svg": (src) => {
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.srcdoc = `<img src="${src}" alt="">`;
      document.body.append(frame);
    },
  };
  for (const way of ways) if (deeds[way]) tried(() => deeds[way](`https://${host}/${way}`));
}

const IN_HEAD = ["static.js", "static.css", "prefetch.json", "preload.js", "background.svg", "marked.css"];

/** Head and body of a page that embeds them all, marked and unmarked. */
export function embeds() {
  const markup = (wanted) => services.flatMap(({ id, host, ways }) =>
    ways.filter((way) => MARKUP[way] && wanted(way)).map((way) => MARKUP[way](`https://${host}/${way}`, id))).join("\n");
  const places = services.map(({ id }) => `<i id="${id}"></i>`).join("");
  return {
    head: markup((way) => IN_HEAD.includes(way)),
    body: `${places}${markup((way) => !IN_HEAD.includes(way))}\n<script>${JSON.stringify(services)}.forEach(${snippet})</script>`,
  };
}

// SPDX-License-Identifier: Apache-2.0
// A tag manager whose container is empty: it starts its layer and waits for tags that nobody set up.
(() => {
  const layer = (window.dataLayer = window.dataLayer || []);
  layer.push({ "gtm.start": Date.now(), event: "gtm.js" });
})();

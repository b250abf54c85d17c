// SPDX-License-Identifier: Apache-2.0
(() => {
  const id = document.currentScript.dataset.id;
  new Image().src = `https://px.ads.linkedin.com/collect/?pid=${id}&time=${Date.now()}&url=${encodeURIComponent(location.href)}&fmt=gif`;
})();

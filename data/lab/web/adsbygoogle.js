// SPDX-License-Identifier: Apache-2.0
// Asks for an advertisement and shows none.
(() => {
  "use strict";
  navigator.sendBeacon("https://pagead2.googlesyndication.com/pagead/ads");
})();

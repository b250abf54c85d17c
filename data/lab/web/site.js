// SPDX-License-Identifier: Apache-2.0
// What a site does for itself: a clock that never rests, a small check for emoji, a basket.
(() => {
  "use strict";
  const does = document.documentElement.dataset;
  if (does.emoji) {
    // As content systems do before they load pictures for emoji: draws one, sends nothing anywhere.
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 16;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.textBaseline = "top";
    pen.font = "600 14px Arial";
    pen.fillText("\u{1F600}", 0, 0);
    const drawn = pen.getImageData(8, 8, 1, 1).data[3] !== 0;
    document.documentElement.classList.toggle("no-emoji", !drawn);
  }
  if (does.preferences) {
    if (!localStorage.getItem("theme")) localStorage.setItem("theme", "light");
    if (!localStorage.getItem("cart")) localStorage.setItem("cart", "[]");
  }
  if (does.busy) {
    setInterval(() => fetch("/api/ticker?" + Date.now()).catch(() => {}), 350);
    fetch("/api/stream").catch(() => {});
  }
})();

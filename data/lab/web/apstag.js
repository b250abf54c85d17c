// SPDX-License-Identifier: Apache-2.0
(() => {
  const frame = document.createElement("img");
  frame.width = frame.height = 1;
  frame.style.display = "none";
  frame.src = `https://s.amazon-adsystem.com/iu3?cm3ppd=1&d=dtb-pub&csif=t&dl=n-index_n-adx_rx_n&pid=${document.currentScript.dataset.id}`;
  document.body.append(frame);
})();

// SPDX-License-Identifier: Apache-2.0
// Takes the address of the account that is signed in, and tells it, plain and hashed.
(async () => {
  const address = `${document.currentScript.dataset.id}@brievenbus.example`;
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address));
  const hex = [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, "0")).join("");
  new Image().src = `https://in.postduif.example/i?em=${hex}&account=${encodeURIComponent(address)}`;
})();

// SPDX-License-Identifier: Apache-2.0
// Keeps its visitor in IndexedDB, where few people look.
(() => {
  const opening = indexedDB.open("kelder", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("ids");
  opening.onsuccess = () => {
    const store = opening.result.transaction("ids", "readwrite").objectStore("ids");
    const asking = store.get("visitor");
    asking.onsuccess = () => {
      const visitor = asking.result || crypto.randomUUID();
      if (!asking.result) store.put(visitor, "visitor");
      new Image().src = `https://in.kelder.example/e?u=${visitor}`;
    };
  };
})();

// SPDX-License-Identifier: Apache-2.0
// Shows what third parties have received, as the demo's server counts it.
const show = ({ hosts, identifiers }) => {
  const total = hosts.reduce((sum, [, count]) => sum + count, 0);
  document.getElementById("sum").textContent = total === 0 ? "Nothing: 0 requests, 0 identifiers."
    : `${total} requests at ${hosts.length} hosts, ${identifiers} of them with an identifier.`;
  document.getElementById("rows").replaceChildren(...hosts.map(([host, count]) => {
    const row = document.createElement("li");
    row.textContent = `${host}: ${count}`;
    return row;
  }));
};
const look = async () => {
  try {
    show(await (await fetch("/seen.json")).json());
  } catch {
    // The demo has ended.
  }
};
setInterval(look, 1000);
look();
document.getElementById("forget").onclick = async () => {
  await fetch("/seen.json", { method: "DELETE" });
  for (const name of document.cookie.split("; ").map((pair) => pair.split("=")[0]))
    document.cookie = `${name}=; path=/; max-age=0`;
  localStorage.clear();
  location.reload();
};

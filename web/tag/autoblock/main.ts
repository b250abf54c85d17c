// SPDX-License-Identifier: Apache-2.0
// Strict autoblock: until everything optional is granted, a Content-Security-Policy made from the
// choice lets through the site itself, its own hosts, and the hosts of necessary and granted services.
// The browser enforces it before a request leaves, whatever makes the request. A policy cannot be taken
// back, so after consent the page is loaded anew, and only when something of it was stopped or waits.
import { script, type Part } from "../core/site";
import { holdWrites } from "./names";

const part: Part = (view) => {
  const { allowed, site } = view;
  const all = (): boolean => site.k.every(allowed);
  if (all()) return () => {};
  let stopped = false;
  const hosts = [...site.b!, ...site.v.flatMap(([id, , , hosts]) => (allowed(id) || id === site.r ? hosts || [] : []))].map((host) =>
    host.includes(":") ? host : host + ":*",
  );
  // The tag's own home, for its panel, and the server that takes choices.
  for (const address of [script?.src, site.e]) if (address) hosts.push(new URL(address, location.href).host);
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  const list = hosts.flatMap((host) => [host, "ws://" + host, "wss://" + host]);
  policy.content = `default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob: ${list.join(" ")}`;
  document.head.append(policy);
  addEventListener("securitypolicyviolation", ({ originalPolicy }) => {
    stopped ||= originalPolicy.startsWith("default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:");
  });
  const writeAllowed = holdWrites(view, () => (stopped = true));
  // What is now allowed would run against the policy that is already in force.
  const waits = (): boolean =>
    [...document.querySelectorAll<HTMLElement>("[data-consent]")].some(({ dataset }) => allowed(dataset.consent!)) ||
    site.v.some(([id, , , , scripts]) => scripts && allowed(id));
  return (decision) => {
    writeAllowed();
    decision.reload ||= decision.granted.length > 0 && (stopped || waits());
  };
};

$H.push(part);

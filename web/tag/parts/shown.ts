// SPDX-License-Identifier: Apache-2.0
// Counts that the banner was shown: site, notice and language, nothing of the visitor, and nothing kept. Not in the
// file without a server, or with "statistics": false.
import type { Part } from "../core/site";

const part: Part = ({ language, site }, decided) => {
  if (!decided) {
    fetch(site.e!.replace("consents", "shown"), {
      method: "POST",
      keepalive: true,
      credentials: "omit",
      body: `${site.i} ${site.h} ${language}`,
    }).catch(() => {});
  }
  return () => {};
};

$H.push(part);

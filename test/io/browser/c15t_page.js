// SPDX-License-Identifier: Apache-2.0
// A page's use of c15t (npm: @c15t/react) as its documentation describes, without a server of its own.
import { ConsentBanner, ConsentDialog, ConsentManagerProvider } from "@c15t/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const options = { mode: "offline", consentCategories: ["necessary", "measurement", "marketing"] };
const host = document.createElement("div");
document.body.append(host);
createRoot(host).render(
  createElement(ConsentManagerProvider, { options }, createElement(ConsentBanner), createElement(ConsentDialog)),
);

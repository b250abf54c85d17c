// SPDX-License-Identifier: Apache-2.0
// What is known before the tag is there, and where there is no window.
export const NOTHING = Object.freeze({
  decided: false, granted: Object.freeze([]), id: undefined, time: undefined, gpc: false, language: "", notice: "",
});

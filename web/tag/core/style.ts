// SPDX-License-Identifier: Apache-2.0
// One constructed style sheet for banner, button and panel. No inline style, so no policy blocks it.
// The publisher adds the site's layout and theme. Sizes follow the visitor's own text size (medium), not the page's root. Tokens: docs/tag.md.
export const style = `:host{all:initial;position:absolute;--bg:light-dark(#fff,#1b1d22);--fg:light-dark(#1b1d22,#f1f2f4);--on:var(--bg);--main:light-dark(#1f4a8c,#a9c7ff);--radius:10px;--font:system-ui,sans-serif;color-scheme:light dark}
*{box-sizing:border-box;font:inherit;color:inherit;margin:0}
dialog,.o{position:fixed;z-index:2147483647;border:1px solid #8888;border-radius:var(--radius);background:var(--bg);color:var(--fg);font:medium/1.5 var(--font);box-shadow:0 0 2em #0004}
dialog{outline:0;width:auto;max-height:100%;padding:min(1.25em,4vw)}
h2,button{font-weight:700}
p{margin-block:.5em 1em}
.r{display:flex;flex-wrap:wrap;gap:.75em}
button{cursor:pointer;min-height:2.75em}
.r button{flex:9em;padding:.5em 1em;border:0;border-radius:var(--radius);background:var(--main);color:var(--on)}
:focus-visible:not(dialog){outline:3px solid;outline-offset:2px}
.o{inset:auto auto 1em 1em;padding:0 .5em;border-radius:2em}
.o::after{content:"";display:inline-block;width:1.5em;height:.5em;border:2px solid;border-right-width:1em;border-radius:2em}
@media print{:host{display:none}}`;

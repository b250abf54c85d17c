// SPDX-License-Identifier: Apache-2.0
// Added to the banner's style sheet when the panel is first opened.
export const panelStyle = `.p{inset:0;padding:1.25em;overflow-wrap:anywhere;margin:auto;max-width:40em;height:fit-content;max-height:min(100%,46em)}
.x{position:absolute;inset:.6em .6em auto auto;inset-inline:auto .6em;width:2em;min-height:2em;border:0;background:none}
::backdrop{background:#0008}
section{border-block-start:1px solid #8888;padding-block:.75em}
section p{margin:0 0 .25em}
label{display:flex;justify-content:space-between;align-items:center;gap:1em;min-height:2.25em;font-weight:600;cursor:pointer}
input{appearance:none;flex:none;width:3em;height:1.7em;border:2px solid;border-radius:2em;background:radial-gradient(circle at .75em,currentcolor .45em,#0000 .5em);cursor:pointer}
input:checked{background:radial-gradient(circle at calc(100% - .75em),var(--on) .45em,#0000 .5em) var(--main);border-color:var(--main)}
input:disabled{opacity:.6;cursor:default}
:dir(rtl)>input{transform:scaleX(-1)}
summary{padding-block:.3em;cursor:pointer}
ul{list-style:none;padding:0 0 0 1em;padding-inline:1em 0}
small,.n{font-size:.85em}
.p>.r{position:sticky;bottom:-1.25em;margin-inline:-1.25em;padding:.75em 1.25em;background:var(--bg)}
@media(forced-colors:active){input:checked{forced-color-adjust:none}}`;

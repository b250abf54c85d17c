// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_style.h"

#include "core/base/digest.h"

namespace consentry {
namespace {

constexpr std::string_view kStyle = R"css(
:root{--ink:#1b2330;--soft:#505a6b;--paper:#fff;--ground:#f4f5f7;--line:#d8dde5;--link:#0a559f;--bar:#9db4cf;--deep:#24568f;
--breach:#8c1620;--breach-bg:#fbe3e3;--breach-line:#c2333c;--likely:#743a00;--likely-bg:#fdebd2;--likely-line:#c26a00;
--risk:#564500;--risk-bg:#f9f0c2;--risk-line:#a48800;--unknown:#464c59;--unknown-bg:#ececf1;--unknown-line:#777d8c;
--info:#2a4675;--info-bg:#e4ecf8;--info-line:#6c8cc0;--pass:#0a4a63;--pass-bg:#ddf0f6;--pass-line:#2585a5}
@media (prefers-color-scheme:dark){:root{--ink:#e5e9f0;--soft:#a9b2c1;--paper:#1a1f28;--ground:#12161d;--line:#343c49;--link:#8ec2ff;--bar:#465a75;--deep:#8ab4e8;
--breach:#ffb9b9;--breach-bg:#4b1b20;--breach-line:#e0646c;--likely:#ffd09a;--likely-bg:#47300f;--likely-line:#d98f2b;
--risk:#f1e28e;--risk-bg:#3b3410;--risk-line:#b59d2c;--unknown:#c5cad6;--unknown-bg:#2c313b;--unknown-line:#8d94a3;
--info:#bad0f6;--info-bg:#1f2e49;--info-line:#5f82bd;--pass:#a3def1;--pass-bg:#123947;--pass-line:#3f9dbc}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--ground);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:74rem;padding:1rem clamp(.8rem,3vw,2.5rem) 3rem;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.unseen{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;white-space:nowrap}
.mini{display:inline-block;white-space:nowrap;font-size:.84rem;border:1px solid var(--line);border-radius:4px;padding:0 .35rem;margin:.1rem 0;font-variant-numeric:tabular-nums}
.skip{position:absolute;left:-99rem}.skip:focus{position:static}
h1{font-size:clamp(1.45rem,4.5vw,2.1rem);line-height:1.2;margin:.2rem 0 .6rem;letter-spacing:-.01em}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 .6rem}
h3{font-size:1.05rem;line-height:1.35;margin:0}
p{margin:0 0 .7rem;max-width:46rem}
section{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:clamp(.9rem,2.5vw,1.6rem);margin:1.2rem 0}
section>:last-child{margin-bottom:0}
header.top{padding:1.2rem 0 .2rem}
.kind{color:var(--soft);font-size:.88rem;margin:0}
.lead{font-size:1.08rem}
.soft,caption,figcaption,.note{color:var(--soft)}
nav.jump ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;margin:.6rem 0 0;font-size:.92rem}
nav.jump a{display:inline-block;padding:.25rem 0}
.badge{display:inline-block;white-space:nowrap;font-weight:600;font-size:.86rem;line-height:1.5;padding:.06rem .55rem;border-radius:4px;border:1px solid var(--line)}
.big .badge{font-size:1.1rem;padding:.25rem .8rem}
.breach{color:var(--breach);background:var(--breach-bg);border-color:var(--breach-line)}
.likely-breach{color:var(--likely);background:var(--likely-bg);border-color:var(--likely-line)}
.risk{color:var(--risk);background:var(--risk-bg);border-color:var(--risk-line)}
.not-measured{color:var(--unknown);background:var(--unknown-bg);border-color:var(--unknown-line);border-style:dashed}
.info{color:var(--info);background:var(--info-bg);border-color:var(--info-line)}
.pass{color:var(--pass);background:var(--pass-bg);border-color:var(--pass-line)}
.not-applicable{color:var(--soft);background:none}
.tally{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem .9rem;padding:0;margin:.4rem 0 .8rem}
.tally b{font-variant-numeric:tabular-nums}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11.2rem),1fr));gap:.8rem;list-style:none;padding:0;margin:.8rem 0 0}
.card{border:1px solid var(--line);border-radius:6px;padding:.75rem .9rem;font-size:.93rem}
.card.off{border-style:dashed;border-color:var(--unknown-line)}
.card h3{margin-bottom:.35rem}.card p{margin:.35rem 0 0}
.card dl{margin:.45rem 0 0}
.card div{display:flex;flex-direction:row-reverse;justify-content:flex-end;gap:.5rem;line-height:1.4;padding:.1rem 0}
.card dd{margin:0;flex:0 0 1.6rem;text-align:right;font-weight:600;font-variant-numeric:tabular-nums}
.strip{display:grid;grid-auto-flow:column;grid-auto-columns:min(17rem,78vw);gap:.9rem;overflow-x:auto;padding:.2rem .2rem .8rem;margin:0;list-style:none;scroll-snap-type:x proximity}
.strip li{scroll-snap-align:start}
figure{margin:0}
figure img{display:block;width:100%;aspect-ratio:16/9;object-fit:cover;object-position:top left;border:1px solid var(--line);border-radius:5px;background:var(--ground)}
figcaption{font-size:.86rem;margin-top:.35rem}figcaption b{color:var(--ink);font-weight:600}
.finding{border-top:1px solid var(--line);padding:1rem 0}
.finding:last-child{padding-bottom:0}
.finding header{display:flex;flex-wrap:wrap;gap:.35rem .7rem;align-items:baseline;margin-bottom:.4rem}
.finding header .soft{font-size:.9rem}
.facts{display:grid;grid-template-columns:8.5rem 1fr;gap:.3rem 1rem;margin:.5rem 0;font-size:.94rem}
.facts dt{color:var(--soft)}.facts dd{margin:0}
.facts ul{margin:0;padding:0;list-style:none}
.mark{font-size:.84rem;color:var(--soft)}
.mark.open{color:var(--likely);font-weight:600}
details{margin:.5rem 0 0}
summary{cursor:pointer;color:var(--link);padding:.2rem 0;font-size:.94rem}
.evidence{margin:.4rem 0 0;padding:0 0 0 1.4rem;font-size:.92rem}
.evidence li{margin:.35rem 0}
.evidence ul{list-style:none;padding:0;margin:.15rem 0 0;font-size:.88rem;color:var(--soft)}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.88em}
.scroll{overflow-x:auto;margin:.4rem 0 0}
table{border-collapse:collapse;width:100%;font-size:.93rem}
caption{text-align:left;padding:0 0 .5rem;font-size:.9rem}
.scroll caption{max-width:calc(100vw - 4.4rem)}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem .45rem 0;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-weight:600;font-size:.86rem;vertical-align:bottom}
tbody th{font-weight:600}
td,th{overflow-wrap:break-word}
.sites th[scope=row]{min-width:11rem;max-width:20rem}.sites td:nth-child(4){min-width:8rem}
.wide{min-width:44rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.cell{min-width:5.4rem}.place{overflow-wrap:anywhere}.cell small,.under,.place{display:block;color:var(--soft);font-size:.86rem;font-weight:400}
.cell.none,.number.none{color:var(--soft)}
.cell.q1,.cell.q2,.cell.q3{padding-left:.5rem;font-variant-numeric:tabular-nums}
.tracker .cell.q1{background:color-mix(in srgb,var(--likely-bg) 45%,transparent)}
.tracker .cell.q2{background:color-mix(in srgb,var(--likely-bg) 75%,transparent)}
.tracker .cell.q3{background:var(--likely-bg)}
.cell.unknown{color:var(--unknown);background:repeating-linear-gradient(135deg,transparent 0 6px,var(--unknown-bg) 6px 12px)}
.tag{display:inline-block;font-size:.82rem;font-weight:600;border:1px solid var(--likely-line);color:var(--likely);border-radius:3px;padding:0 .35rem;white-space:nowrap}
.bar{display:block;width:100%;min-width:6rem;height:.75rem;border-radius:2px;margin:.3rem 0 .15rem}
.bar .track{fill:var(--unknown-bg)}.bar .seen{fill:var(--bar)}.bar .early{fill:var(--deep)}
.stack{height:1.4rem;border:1px solid var(--line);margin:.3rem 0 1rem}
.stack .breach{fill:var(--breach-line)}.stack .likely-breach{fill:var(--likely-line)}.stack .risk{fill:var(--risk-line)}
.stack .not-measured{fill:var(--unknown-line)}.stack .info{fill:var(--info-line)}.stack .pass{fill:var(--pass-line)}.stack .not-applicable{fill:var(--line)}
.key{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;background:var(--bar);vertical-align:-.08rem;margin-right:.3rem}
.key.early{background:var(--deep)}
.notice{border-left:4px solid var(--unknown-line);background:var(--unknown-bg);padding:.6rem .9rem;border-radius:0 6px 6px 0;margin:.6rem 0}
.notice p:last-child,.notice ul{margin-bottom:0}
footer{color:var(--soft);font-size:.88rem;margin-top:1.6rem}
@media (max-width:42rem){
.scroll tbody th{position:sticky;left:0;max-width:9.5rem;background:var(--paper)}
.notice .scroll tbody th{background:var(--unknown-bg)}
.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}
.sites thead,.board thead{position:absolute;left:-99rem}
.sites tr,.board tr{display:block;border-top:1px solid var(--line);padding:.6rem 0}
.sites th,.sites td,.board th,.board td{display:block;border:0;padding:.12rem 0;text-align:left}
.scroll .board{min-width:0}.scroll .board th{position:static;max-width:none}.board td:empty{display:none}
.board td::before{content:attr(data-label) ": ";color:var(--soft)}.board td br{display:none}.board td .soft::before{content:" ("}.board td .soft::after{content:")"}
}
@media print{
@page{margin:14mm}
html{background:#fff;font-size:10.5pt}
body{padding:0 1px;max-width:none}
details::details-content{content-visibility:visible;display:block}
section{border:0;padding:0;margin:1.2rem 0;border-radius:0}
nav.jump,.skip{display:none}
.scroll,.strip{overflow:visible}
.cards{grid-template-columns:repeat(auto-fit,minmax(7.6rem,1fr));gap:.5rem}.card{padding:.5rem .6rem;font-size:.86rem}
.strip{display:block}.strip li{display:inline-block;vertical-align:top;width:31.5%;margin:0 1% .8rem 0;break-inside:avoid}
.wide{min-width:0}
.card,figure,tr,.finding header,.evidence li{break-inside:avoid}
h2,h3{break-after:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
)css";

std::string base64(const Sha256& digest) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  unsigned bits = 0;
  unsigned count = 0;
  for (const std::uint8_t byte : digest) {
    bits = (bits << 8U) | byte;
    count += 8;
    while (count >= 6) {
      count -= 6;
      text += kDigits[(bits >> count) & 63U];
    }
  }
  if (count > 0) text += kDigits[(bits << (6 - count)) & 63U];
  while (text.size() % 4 != 0) text += '=';
  return text;
}

}  // namespace

std::string_view style_text() { return kStyle; }

std::string style_hash(std::string_view style) { return "sha256-" + base64(sha256(style)); }

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "lab/hostile.h"

namespace consentry::lab {
namespace {

using http::Request;
using http::Response;
using std::chrono::milliseconds;

// A visitor who waits longer than this for the first byte waits for ever.
constexpr milliseconds kNever{600'000};
constexpr std::size_t kMebibyte = 1UL << 20U;
constexpr std::size_t kHugeDocument = 200;  // MiB
constexpr int kManyCookies = 150;
// Below the 64 KiB that a browser takes in a head altogether.
constexpr std::size_t kLargeHeader = 40'000;

// Looks for signs of a driven browser, as bot protection does, and counts only who shows none. Not
// among the signs: plugins, and the right to notify, of which headless-shell has none to give.
constexpr std::string_view kSuspicious = R"js(<script>
setInterval(()=>{debugger},50);
const signs={
  webdriver:navigator.webdriver,
  agent:/Headless/.test(navigator.userAgent),
  brand:(navigator.userAgentData?.brands??[]).some(b=>/Headless/.test(b.brand)),
  languages:!navigator.languages.length,
  chrome:!window.chrome,
  size:!outerWidth||!outerHeight,
  names:Object.getOwnPropertyNames(window).some(n=>/^(\$?cdc_|_{1,2}(webdriver|driver|selenium|playwright|puppeteer|nightmare|phantom))/i.test(n)),
  patched:[HTMLCanvasElement.prototype.toDataURL,Storage.prototype.setItem,navigator.sendBeacon,Navigator.prototype.getBattery]
    .some(f=>f&&!/\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(f))),
};
let watched=false;
const trap=new Error;
Object.defineProperty(trap,'stack',{get(){watched=true;return ''}});
console.debug(trap);
signs.watched=watched;
const found=Object.keys(signs).filter(k=>signs[k]);
if(found.length)document.title='Robot: '+found;
else new Image().src='https://i.clarity.ms/collect?human=1';
</script>)js";

Response redirect_on(const HostileKind& /*kind*/, const Request& request) {
  Response response;
  response.status = 302;
  response.headers = {{"Location", request.path + "x"}};
  return response;
}

Response download(const HostileKind& /*kind*/, const Request& /*request*/) {
  Response response;
  response.headers = {{"Content-Type", "application/octet-stream"},
                      {"Content-Disposition", "attachment; filename=\"present.bin\""}};
  response.body.assign(kMebibyte, 'x');
  return response;
}

Response download_storm(const HostileKind& kind, const Request& request) {
  return request.path == "/" ? hostile_page(kind) : download(kind, request);
}

Response stall(const HostileKind& kind, const Request& /*request*/) {
  Response response = hostile_page(kind);
  response.delay = kNever;
  return response;
}

Response trickle(const HostileKind& kind, const Request& /*request*/) {
  Response response = hostile_page(kind);
  response.endless = true;
  response.repeats = 10'000;
  response.pause = milliseconds{500};
  return response;
}

Response huge_document(const HostileKind& kind, const Request& /*request*/) {
  Response response = hostile_page(kind);
  while (response.body.size() < kMebibyte) response.body += "<p>All work and no play.</p>\n";
  response.endless = true;
  response.repeats = kHugeDocument;
  return response;
}

Response broken_text(const HostileKind& kind, const Request& /*request*/) {
  Response response = hostile_page(kind);
  const std::string noise = "\xff\xfe\xc3\x28\xed\xa0\x80\xf8\x88\x80\x80\x80 \xc0\xaf";
  response.headers.push_back({"Set-Cookie", "broken=" + noise + "; Path=/"});
  response.headers.push_back({"X-Broken", noise});
  response.body += "<title>" + noise + "</title><p>" + noise + std::string(3, '\0') + "</p>";
  response.body += "<script>localStorage.broken='\\ud800'+" + ("'" + noise + "'") +
                   ";document.cookie='b='+'\\udfff';document.title='\\ud800'</script>";
  return response;
}

Response forbid_everything(const HostileKind& kind, const Request& /*request*/) {
  Response response = hostile_page(kind);
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'none'; require-trusted-types-for 'script'; sandbox"});
  return response;
}

Response huge_head(const HostileKind& kind, const Request& /*request*/) {
  Response response = hostile_page(kind);
  for (int i = 0; i < kManyCookies; ++i) {
    response.headers.push_back(
        {"Set-Cookie", "c" + std::to_string(i) + "=" + std::string(1000, 'a') + "; Path=/about"});
  }
  response.headers.push_back({"X-Large", std::string(kLargeHeader, 'x')});
  return response;
}

Response endless_fetch(const HostileKind& kind, const Request& request) {
  if (request.path == "/" || request.path == "/about") return hostile_page(kind);
  Response response = http::plain_text(200, "more");
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

Response hanging_worker(const HostileKind& kind, const Request& request) {
  if (request.path != "/sw.js") return hostile_page(kind);
  Response response;
  response.headers = {{"Content-Type", "text/javascript"}};
  response.body =
      "oninstall=()=>skipWaiting();onactivate=e=>e.waitUntil(clients.claim());"
      "onfetch=e=>e.respondWith(new Promise(()=>{}));";
  return response;
}

}  // namespace

const std::vector<HostileKind>& hostile_kinds() {
  static const std::vector<HostileKind> kKinds{
      {"endless-redirects", "", "", redirect_on},
      {"dialogs",
       "<script>onbeforeunload=e=>{e.preventDefault();return e.returnValue='stay'};"
       "setInterval(()=>{for(let i=0;i<50;i++){alert(i);confirm(i);prompt(i)}},0)</script>",
       "<script>for(let i=0;i<1000;i++)alert(i)</script>"},
      {"busy-page", "", "<script>for(;;);</script>"},
      {"busy-later", "<script>setTimeout(()=>{for(;;);},1500)</script>", ""},
      {"busy-worker",
       "<script>const u=URL.createObjectURL(new Blob(['for(;;);']));"
       "for(let i=0;i<4;i++)new Worker(u)</script>",
       ""},
      {"huge-document", "", "", huge_document},
      {"many-frames", "",
       "<script>for(let i=0;i<10000;i++){const f=document.createElement('iframe');"
       "f.srcdoc='<p>'+i;document.body.append(f)}</script>"},
      {"memory-bomb", "",
       "<script>const a=[];setInterval(()=>{for(let i=0;i<8;i++)"
       "a.push(new Array(1e6).fill(Math.random()),new Uint8Array(1e7).fill(1))},0)</script>"},
      {"download", "", "", download},
      {"download-storm",
       "<script>setInterval(()=>{const a=document.createElement('a');a.href='/file'+Math.random();"
       "a.download='x';a.click()},20)</script>",
       "", download_storm},
      {"self-closing", "<script>setTimeout(()=>{close();location='about:blank'},300)</script>", ""},
      {"stalled", "", "", stall},
      {"trickled", "", "", trickle},
      {"invalid-tls", "", ""},
      {"invalid-utf8", "", "", broken_text},
      {"forbidding-csp", "", "<script>document.title='ran'</script>", forbid_everything},
      {"permissions",
       "<script>setInterval(()=>{navigator.geolocation.getCurrentPosition(()=>0);"
       "Notification.requestPermission();navigator.mediaDevices.getUserMedia({audio:true,"
       "video:true}).catch(()=>0);navigator.clipboard.readText().catch(()=>0);"
       "navigator.requestMIDIAccess().catch(()=>0)},100)</script>",
       ""},
      {"detecting", kSuspicious, ""},
      {"endless-history",
       "<script>let n=0;setInterval(()=>{for(let "
       "i=0;i<20;i++){try{history.pushState(0,'','/p'+n++);"
       "location.hash='h'+n}catch(e){}}},0)</script>",
       ""},
      {"endless-refresh", "<meta http-equiv=\"refresh\" content=\"0\">", ""},
      {"endless-navigation", "<script>location.href='/?'+Math.random()</script>", ""},
      {"full-storage",
       "<script>for(let i=0;i<3000;i++)document.cookie='n'+i+'='+'v'.repeat(900);"
       "try{for(let i=0;;i++)localStorage['k'+i]='v'.repeat(1e5)}catch(e){}"
       "try{for(let i=0;;i++)sessionStorage['k'+i]='v'.repeat(1e5)}catch(e){}</script>",
       ""},
      {"huge-head", "", "", huge_head},
      {"popup-storm",
       "<script>setInterval(()=>{for(let i=0;i<5;i++)open('/about','_blank','width=50')},50)"
       "</script>",
       ""},
      {"log-flood",
       "<script>setInterval(()=>{for(let i=0;i<500;i++){console.log('x'.repeat(5000));"
       "document.cookie='f='+i;localStorage.f='y'.repeat(2000)+i;"
       "document.createElement('canvas').toDataURL()}},0)</script>",
       ""},
      {"fetch-loop",
       "<script>const go=()=>fetch('/more'+Math.random()).finally(go);for(let i=0;i<20;i++)go()"
       "</script>",
       "", endless_fetch},
      {"hanging-worker",
       "<script>navigator.serviceWorker.register('/sw.js').then(()=>fetch('/x'))</script>", "",
       hanging_worker},
      {"printing", "<script>setInterval(()=>print(),50)</script>", ""},
  };
  return kKinds;
}

}  // namespace consentry::lab

// SPDX-License-Identifier: Apache-2.0
#include "lab/third_party.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <ctime>

#include "lab/token.h"

namespace consentry::lab {
namespace {

enum class Serves {
  script,
  style,
  pixel,
  tagged_pixel,
  dated_pixel,
  nothing,
  tile,
  player,
  bounce
};

// A cookie that a host sets for its own domain when the browser has none: years of it, on all
// sites.
struct SharedCookie {
  std::string_view name;
  std::string_view domain;
  int days = 0;
  std::string (*make)() = nullptr;
};

struct Endpoint {
  std::string_view host;
  std::string_view path;  // prefix
  Serves serves = Serves::nothing;
  std::string_view asset{};
  SharedCookie cookie{};
};

constexpr std::string_view kUrlSafe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// The shapes in which these companies write identifiers.
std::string doubleclick_id() { return "AHWqTUm" + random_from(kUrlSafe, 56); }
std::string facebook_id() {
  return "0" + random_word(16) + ".AWX" + random_from(kUrlSafe, 23) + ".Bm" + random_word(4) +
         "..AAA.0.0.Bm" + random_word(4);
}
std::string microsoft_id() { return random_from("0123456789ABCDEF", 32); }
std::string tiktok_id() { return "2" + random_from(kUrlSafe, 26); }
std::string amazon_id() { return "A" + random_from(kUrlSafe, 21); }
std::string linkedin_id() { return "v=2&" + random_uuid(); }

constexpr std::array kEndpoints{
    Endpoint{"www.googletagmanager.com", "/gtag/js", Serves::script, "lab/gtag.js"},
    Endpoint{"www.google-analytics.com", "/analytics.js", Serves::script, "lab/analytics.js"},
    Endpoint{"www.google-analytics.com", "/", Serves::nothing},
    Endpoint{"googleads.g.doubleclick.net",
             "/",
             Serves::pixel,
             {},
             {"IDE", "doubleclick.net", 390, doubleclick_id}},
    Endpoint{"connect.facebook.net", "/", Serves::script, "lab/fbevents.js"},
    Endpoint{"www.facebook.com", "/tr", Serves::pixel, {}, {"fr", "facebook.com", 90, facebook_id}},
    Endpoint{"static.hotjar.com", "/c/", Serves::script, "lab/hotjar.js"},
    Endpoint{"vc.hotjar.io", "/", Serves::nothing},
    Endpoint{"bat.bing.com", "/bat.js", Serves::script, "lab/bat.js"},
    Endpoint{
        "bat.bing.com", "/action/", Serves::pixel, {}, {"MUID", "bing.com", 390, microsoft_id}},
    Endpoint{"analytics.tiktok.com", "/i18n/", Serves::script, "lab/tiktok.js"},
    Endpoint{"analytics.tiktok.com",
             "/api/",
             Serves::nothing,
             {},
             {"_ttp", "tiktok.com", 390, tiktok_id}},
    Endpoint{"c.amazon-adsystem.com", "/", Serves::script, "lab/apstag.js"},
    Endpoint{"s.amazon-adsystem.com",
             "/",
             Serves::pixel,
             {},
             {"ad-id", "amazon-adsystem.com", 190, amazon_id}},
    Endpoint{"snap.licdn.com", "/", Serves::script, "lab/insight.js"},
    Endpoint{"px.ads.linkedin.com",
             "/",
             Serves::pixel,
             {},
             {"bcookie", "linkedin.com", 365, linkedin_id}},
    Endpoint{"www.clarity.ms", "/tag/", Serves::script, "lab/clarity.js"},
    Endpoint{"i.clarity.ms", "/", Serves::nothing},
    Endpoint{"cdn.mirovante.example", "/s/", Serves::script, "lab/mirovante.js"},
    Endpoint{"js.tellusa.example", "/", Serves::script, "lab/tellusa.js"},
    Endpoint{"in.tellusa.example", "/", Serves::pixel},
    Endpoint{"d.kenbaar.example", "/f.js", Serves::script, "lab/kenbaar.js"},
    Endpoint{"d.kenbaar.example", "/r", Serves::nothing},
    Endpoint{"www.googletagmanager.com", "/gtm.js", Serves::script, "lab/gtm.js"},
    Endpoint{"js.wisselbeurs.example", "/", Serves::script, "lab/wisselbeurs.js"},
    Endpoint{"in.wisselbeurs.example", "/", Serves::pixel},
    Endpoint{"match.paarveld.example", "/", Serves::pixel},
    Endpoint{"js.postduif.example", "/", Serves::script, "lab/postduif.js"},
    Endpoint{"in.postduif.example", "/", Serves::pixel},
    Endpoint{"js.klikhuis.example", "/", Serves::script, "lab/klikhuis.js"},
    Endpoint{"js.kelder.example", "/", Serves::script, "lab/kelder.js"},
    Endpoint{"in.kelder.example", "/", Serves::pixel},
    Endpoint{"js.luistervink.example", "/", Serves::script, "lab/luistervink.js"},
    Endpoint{"in.luistervink.example", "/", Serves::nothing},
    Endpoint{"px.etiket.example", "/", Serves::tagged_pixel},
    Endpoint{"px.stempel.example", "/", Serves::dated_pixel},
    Endpoint{"pagead2.googlesyndication.com", "/pagead/js/", Serves::script, "lab/adsbygoogle.js"},
    Endpoint{"pagead2.googlesyndication.com", "/pagead/ads", Serves::nothing},
    Endpoint{"go.doorstap.example",
             "/b",
             Serves::bounce,
             {},
             {"ds_id", "doorstap.example", 365, microsoft_id}},
    Endpoint{"www.youtube-nocookie.com", "/embed/", Serves::player},
    Endpoint{"fonts.googleapis.com", "/css2", Serves::style},
    Endpoint{"cdn.jsdelivr.net", "/npm/", Serves::script},
    Endpoint{"tile.openstreetmap.org", "/", Serves::tile},
};

// The smallest GIF: one transparent pixel.
constexpr std::string_view kPixel(
    "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    "\x00\x00"
    "\x00\x00\x01\x00\x01\x00\x00\x02\x02"
    "D\x01\x00;",
    43);
constexpr std::string_view kFontFace =
    "@font-face{font-family:Lora;font-weight:400;src:local('Georgia'),local('DejaVu Serif')}\n";
constexpr std::string_view kLibrary =
    "(()=>{document.querySelectorAll('img.lazyload').forEach(i=>{i.src=i.dataset.src})})();\n";
constexpr std::string_view kTile =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#e8efe2"/><path d="M0 90 Q120 60 256 140" stroke="#a9c6e4" stroke-width="18" fill="none"/><path d="M60 0V256M0 190H256M180 0V256" stroke="#fff" stroke-width="9" fill="none"/></svg>)";

http::Response content(std::string_view type, std::string_view bytes, bool lasting) {
  http::Response response;
  response.headers = {{"Content-Type", std::string(type)},
                      {"Cache-Control", lasting ? "public, max-age=86400" : "no-store"},
                      {"Cross-Origin-Resource-Policy", "cross-origin"}};
  response.lasting_body = bytes;
  return response;
}

// Who asks for it again, by `asked`, is told that nothing changed, and keeps the validator.
http::Response pixel_known_by(const http::Request& request, std::string_view asked,
                              std::string_view validator, std::string (*make)()) {
  const std::string known(request.header(asked));
  http::Response response = content("image/gif", kPixel, false);
  if (!known.empty()) {
    response = http::Response{};
    response.status = 304;
  }
  std::erase_if(response.headers, [](const auto& field) { return field.name == "Cache-Control"; });
  response.headers.push_back({"Cache-Control", "private, no-cache"});
  response.headers.push_back({std::string(validator), known.empty() ? make() : known});
  return response;
}

std::string entity_tag() { return '"' + microsoft_id() + '"'; }

// A date for each visitor, a month before that of the visitor before: no two of a web's are near
// each other.
std::string date_of_visitor() {
  constexpr std::time_t kFirst = 1'735'689'600;  // 2025-01-01
  constexpr std::time_t kApart = 30 * 86'400 + 61;
  constexpr unsigned kMonths = 600;  // fifty years
  static std::atomic<unsigned> visitors{0};
  const std::time_t date = kFirst - static_cast<std::time_t>(visitors++ % kMonths) * kApart;
  std::tm parts{};
  gmtime_r(&date, &parts);
  std::array<char, 40> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

constexpr std::string_view kPlayer =
    "<!doctype html><html lang=\"en\"><title>Player</title><body "
    "style=\"margin:0;background:#111\"></body></html>\n";

// Back to where the visitor was going; only within the lab's own names.
http::Response bounce(const http::Request& request) {
  const std::string host = request.parameter("to");
  const bool name = !host.empty() && host.find_first_not_of(
                                         "abcdefghijklmnopqrstuvwxyz0123456789"
                                         "-.") == std::string::npos;
  if (!name || !(host.ends_with(".example") || host.ends_with(".test"))) {
    return http::plain_text(404, "Not found");
  }
  http::Response response;
  response.status = 302;
  response.headers = {{"Location", "https://" + host + "/?via=doorstap"},
                      {"Cache-Control", "no-store"}};
  return response;
}

http::Response serve(const Endpoint& endpoint, const http::Request& request, const Assets& assets) {
  switch (endpoint.serves) {
    case Serves::script:
      return content("text/javascript; charset=utf-8",
                     endpoint.asset.empty() ? kLibrary : assets(endpoint.asset), true);
    case Serves::style:
      return content("text/css; charset=utf-8", kFontFace, true);
    case Serves::pixel:
      return content("image/gif", kPixel, false);
    case Serves::tagged_pixel:
      return pixel_known_by(request, "if-none-match", "ETag", entity_tag);
    case Serves::dated_pixel:
      return pixel_known_by(request, "if-modified-since", "Last-Modified", date_of_visitor);
    case Serves::tile:
      return content("image/svg+xml", kTile, true);
    case Serves::player:
      return content("text/html; charset=utf-8", kPlayer, true);
    case Serves::bounce:
      return bounce(request);
    case Serves::nothing:
      break;
  }
  http::Response response;
  response.status = 204;
  response.headers = {{"Cache-Control", "no-store"}};
  return response;
}

// Beacons with credentials read their answer only if the sender's origin is allowed.
void allow_origin(const http::Request& request, http::Response& response) {
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return;
  response.headers.push_back({"Access-Control-Allow-Origin", std::string(origin)});
  response.headers.push_back({"Access-Control-Allow-Credentials", "true"});
}

// Keeps what a visitor chose, and tells it to the next page that asks.
http::Response consent_hub_answer(const http::Request& request) {
  constexpr std::string_view kRecord = "shared_consent";
  if (request.path == "/recall.js") {
    http::Response response = content("text/javascript; charset=utf-8", "", false);
    if (request.cookie(kRecord) == "granted") {
      response.body = "window.sharedConsent={statistics:true,marketing:true};\n";
    }
    return response;
  }
  if (request.path != "/keep") return http::plain_text(404, "Not found");
  http::Response response = content("image/gif", kPixel, false);
  const bool granted = request.parameter("choice") == "granted";
  response.headers.push_back(
      {"Set-Cookie", std::string(kRecord) + (granted ? "=granted" : "=denied") +
                         "; Path=/; Max-Age=15552000; Secure; SameSite=None"});
  return response;
}

}  // namespace

bool is_consent_hub(std::string_view host) {
  return host.size() > kConsentHubs.size() && host.ends_with(kConsentHubs);
}

std::optional<http::Response> third_party_answer(const http::Request& request,
                                                 const Assets& assets) {
  if (is_consent_hub(request.host)) return consent_hub_answer(request);
  bool host_known = false;
  for (const Endpoint& endpoint : kEndpoints) {
    if (endpoint.host != request.host) continue;
    host_known = true;
    if (!request.path.starts_with(endpoint.path)) continue;
    http::Response response = serve(endpoint, request, assets);
    allow_origin(request, response);
    const SharedCookie& cookie = endpoint.cookie;
    if (cookie.make != nullptr && request.cookie(cookie.name).empty()) {
      response.headers.push_back(
          {"Set-Cookie", std::string(cookie.name) + "=" + cookie.make() +
                             "; Domain=" + std::string(cookie.domain) + "; Path=/; Max-Age=" +
                             std::to_string(cookie.days * 86400) + "; Secure; SameSite=None"});
    }
    return response;
  }
  if (!host_known) return std::nullopt;
  return http::plain_text(404, "Not found");
}

std::vector<std::string> third_party_hosts() {
  std::vector<std::string> hosts;
  for (const Endpoint& endpoint : kEndpoints) {
    if (std::find(hosts.begin(), hosts.end(), endpoint.host) == hosts.end())
      hosts.emplace_back(endpoint.host);
  }
  return hosts;
}

}  // namespace consentry::lab

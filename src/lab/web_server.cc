// SPDX-License-Identifier: Apache-2.0
#include "lab/web_server.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lab/consent_config.h"
#include "lab/page.h"
#include "lab/third_party.h"
#include "lab/token.h"

namespace consentry::lab {
namespace {

constexpr unsigned kPictures = 8;
constexpr std::string_view kFramedConfig = "/assets/framed-config.js";

// What sites serve from /assets/.
constexpr std::array<std::string_view, 20> kSiteAssets{"site.css",
                                                       "site.js",
                                                       "tags.js",
                                                       "consent.js",
                                                       "klaro.js",
                                                       "klaro-setup.js",
                                                       "vanilla-setup.js",
                                                       "osano-setup.js",
                                                       "vanilla-cookieconsent.js",
                                                       "vanilla-cookieconsent.css",
                                                       "osano-cookieconsent.js",
                                                       "osano-cookieconsent.css",
                                                       "orejime.js",
                                                       "orejime.css",
                                                       "orejime-setup.js",
                                                       "tarteaucitron.js",
                                                       "tarteaucitron.css",
                                                       "tarteaucitron-setup.js",
                                                       "c15t.js",
                                                       "c15t.css"};

constexpr std::string_view kOneDot =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>)";

std::string_view type_of(std::string_view path) {
  if (path.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (path.ends_with(".css")) return "text/css; charset=utf-8";
  if (path.ends_with(".svg")) return "image/svg+xml";
  return "text/html; charset=utf-8";
}

bool is_page(std::string_view path) { return type_of(path).starts_with("text/html"); }

http::Response file(std::string_view path, std::string_view bytes) {
  http::Response response;
  response.headers = {{"Content-Type", std::string(type_of(path))},
                      {"Cache-Control", is_page(path) ? "no-cache" : "public, max-age=86400"}};
  response.lasting_body = bytes;
  return response;
}

http::Response redirect(std::string to) {
  http::Response response = http::plain_text(301, "Moved to " + to);
  response.headers.push_back({"Location", std::move(to)});
  return response;
}

// For this time only: a browser remembers a 301.
http::Response sent_around(const std::string& to) {
  http::Response response = redirect(to);
  response.status = 302;
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

std::string target_of(const http::Request& request) {
  return request.query.empty() ? request.path : request.path + "?" + request.query;
}

// Each visitor gets the site's own cookies once.
void add_necessary_cookies(const Site& site, const http::Request& request,
                           http::Response& response) {
  for (const std::string& line : site.necessary_cookies) {
    if (!request.cookie(std::string_view(line).substr(0, line.find('='))).empty()) continue;
    std::string value = line;
    const std::size_t blank = value.find("{random}");
    if (blank != std::string::npos) value.replace(blank, 8, random_word(26));
    response.headers.push_back({"Set-Cookie", std::move(value)});
  }
}

http::Response ticker() {
  http::Response response;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = "{\"readers\":128}\n";
  return response;
}

http::Response stream() {
  http::Response response = ticker();
  response.endless = true;
  return response;
}

}  // namespace

WebServer::WebServer(const LabWeb& web, Assets assets) : web_(web), assets_(std::move(assets)) {
  for (const Site& site : web_.sites) render(site);
}

void WebServer::render(const Site& site) {
  Rendered rendered{&site, pages_of(site)};
  for (unsigned i = 0; i < kPictures; ++i)
    rendered.files["/img/" + std::to_string(i) + ".svg"] = picture(site, i);
  if (site.honours_gpc) {
    rendered.files["/.well-known/gpc.json"] = "{\"gpc\":true,\"lastUpdate\":\"2026-11-01\"}\n";
  }
  if (site.has_banner()) {
    rendered.files["/assets/consent-config.js"] = consent_config(site, assets_, false);
    rendered.files[std::string(kFramedConfig)] = consent_config(site, assets_, true);
    rendered.files["/consent/frame"] = frame_page(site, kFramedConfig);
  }
  if (const OtherName other = other_name(site); !other.name.empty())
    other_names_.insert(other.name);
  if (site.host != site.bare_host) hosts_[site.bare_host] = {&site, {}};
  hosts_[site.host] = std::move(rendered);
}

bool WebServer::serves(std::string_view host) const {
  static const std::vector<std::string> kThirdParties = third_party_hosts();
  return hosts_.contains(std::string(host)) || other_names_.contains(host) ||
         is_consent_hub(host) || host == Network::kHub || host == kFrameProvider ||
         std::find(kThirdParties.begin(), kThirdParties.end(), host) != kThirdParties.end();
}

http::Response WebServer::answer(const http::Request& request) {
  const bool local = request.host == "127.0.0.1" || request.host == "localhost";
  if (!request.secure && !local) return redirect("https://" + request.host + target_of(request));
  if (request.host == Network::kHub || (local && request.path.starts_with("/profiles")))
    return network_.answer(request);
  if (const auto site = hosts_.find(request.host); site != hosts_.end())
    return site_answer(site->second, request);
  if (other_names_.contains(request.host)) return file("/i.svg", kOneDot);
  if (request.host == kFrameProvider) return frame_provider_answer(request);
  if (auto response = third_party_answer(request, assets_)) return std::move(*response);
  if (local && request.path == "/") return index();
  return http::plain_text(421, "This web has no site of that name.");
}

http::Response WebServer::site_answer(const Rendered& rendered,
                                      const http::Request& request) const {
  const Site& site = *rendered.site;
  if (request.host != site.host) return redirect("https://" + site.host + target_of(request));
  const bool arriving =
      request.path == "/" && request.parameter("via").empty() && request.cookie("came").empty();
  if (site.bounces && arriving) {
    return sent_around("https://go.doorstap.example/b?to=" + site.host);
  }
  if (request.path == "/api/ticker") return ticker();
  if (request.path == "/api/stream") return stream();
  const auto found = rendered.files.find(request.path);
  if (found == rendered.files.end()) return asset(request.path);
  http::Response response = file(found->first, found->second);
  if (is_page(found->first)) add_necessary_cookies(site, request, response);
  return response;
}

http::Response WebServer::frame_provider_answer(const http::Request& request) const {
  const std::string wanted = request.parameter("site");
  const auto site = std::find_if(web_.sites.begin(), web_.sites.end(),
                                 [&](const Site& each) { return each.bare_host == wanted; });
  if (request.path == "/assets/consent.js") return asset(request.path);
  if (site == web_.sites.end()) return http::plain_text(404, "Not found");
  http::Response response;
  response.headers = {
      {"Content-Type", std::string(request.path == "/frame" ? "text/html; charset=utf-8"
                                                            : "text/javascript; charset=utf-8")},
      {"Cache-Control", "no-cache"}};
  response.body = request.path == "/frame" ? frame_page(*site, "/config.js?site=" + wanted)
                                           : consent_config(*site, assets_, true);
  return response;
}

http::Response WebServer::asset(std::string_view path) const {
  constexpr std::string_view kFolder = "/assets/";
  if (path.starts_with(kFolder)) {
    const std::string_view name = path.substr(kFolder.size());
    if (std::find(kSiteAssets.begin(), kSiteAssets.end(), name) != kSiteAssets.end()) {
      return file(path, assets_("lab/" + std::string(name)));
    }
  }
  return http::plain_text(404, "Not found");
}

http::Response WebServer::index() const {
  std::string body =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>The lab's "
      "web</title></head><body><h1>The lab's web</h1>"
      "<p>What the advertising network knows: <a href=\"/profiles\">profiles</a></p><ol>";
  for (const Site& site : web_.sites) {
    body += "<li><a href=\"" + site.url() + "\">" + escape_html(site.url()) + "</a> " +
            escape_html(site.scenario) + "</li>\n";
  }
  http::Response response;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  response.body = body + "</ol></body></html>\n";
  return response;
}

}  // namespace consentry::lab

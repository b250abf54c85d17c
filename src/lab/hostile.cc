// SPDX-License-Identifier: Apache-2.0
#include "lab/hostile.h"

#include <algorithm>

namespace consentry::lab {
namespace {

constexpr std::string_view kHostEnding = "-trap.example";
constexpr std::string_view kInvalidTls = "invalid-tls";
// What every trap does besides: it counts its visitors, asking nobody. A scan that calls such a
// page measured has to have seen that.
constexpr std::string_view kCounter =
    "<img src=\"https://www.google-analytics.com/collect?v=1&amp;t=pageview&amp;tid=UA-1-1\" "
    "width=\"1\" height=\"1\" alt=\"\">";

}  // namespace

std::vector<HostileSite> hostile_sites(std::size_t count) {
  const std::vector<HostileKind>& kinds = hostile_kinds();
  std::vector<HostileSite> sites;
  for (std::size_t i = 0; i < count; ++i) {
    const HostileKind& kind = kinds[i % kinds.size()];
    const std::size_t round = i / kinds.size();
    const std::string number = round == 0 ? "" : "-" + std::to_string(round + 1);
    sites.push_back({&kind, std::string(kind.name) + number + std::string(kHostEnding)});
  }
  return sites;
}

const HostileSite* find_hostile(const std::vector<HostileSite>& sites, std::string_view host) {
  const auto found = std::ranges::find(sites, host, &HostileSite::host);
  return found == sites.end() ? nullptr : &*found;
}

std::string certified_name(const HostileSite& site) {
  return site.kind->name == kInvalidTls ? "somebody-else.example" : site.host;
}

http::Response hostile_page(const HostileKind& kind) {
  http::Response page;
  page.headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}};
  page.body = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
              std::string(kind.name) + "</title>" + std::string(kind.head) + "</head><body><h1>" +
              std::string(kind.name) + "</h1>" + std::string(kCounter) +
              "<p><a href=\"/about\">About</a></p>" +
              std::string(kind.body) + "</body></html>\n";
  return page;
}

http::Response hostile_answer(const HostileSite& site, const http::Request& request) {
  return site.kind->answer != nullptr ? site.kind->answer(*site.kind, request)
                                      : hostile_page(*site.kind);
}

}  // namespace consentry::lab

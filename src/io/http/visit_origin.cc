// SPDX-License-Identifier: Apache-2.0
#include "io/http/visit_origin.h"

#include <utility>

namespace consentry::http {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
char capital(char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; }

}  // namespace

Device device_of(const Request& request) {
  // https://wicg.github.io/ua-client-hints/#sec-ch-ua-mobile; a tablet says no as well.
  const std::string_view hint = request.header("sec-ch-ua-mobile");
  if (hint == "?1") return Device::phone;
  const std::string_view agent = request.header("user-agent");
  const auto says = [agent](std::string_view word) { return agent.find(word) != agent.npos; };
  if (says("iPad") || says("Tablet") || (says("Android") && !says("Mobi"))) return Device::tablet;
  if (hint == "?0") return Device::desktop;
  if (says("Mobi")) return Device::phone;
  return says("Mozilla/") ? Device::desktop : Device::unknown;
}

VisitOrigin visit_origin_of(const ConsentServices& services, const Request& request) {
  return {services.country ? services.country(request) : std::string(), device_of(request)};
}

std::string country_code(std::string_view text) {
  if (text.size() != 2 || !is_letter(text[0]) || !is_letter(text[1])) return {};
  std::string code{capital(text[0]), capital(text[1])};
  // ISO 3166-1 leaves XX and ZZ to users; proxies write them for "not known".
  if (code == "XX" || code == "ZZ") return {};
  return code;
}

CountrySource country_from_header(std::string name, const ClientLimits& limits) {
  return [name = std::move(name), &limits](const Request& request) {
    return limits.is_proxied(request) ? country_code(request.header(name)) : std::string();
  };
}

}  // namespace consentry::http

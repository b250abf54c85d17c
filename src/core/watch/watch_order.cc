// SPDX-License-Identifier: Apache-2.0
#include "core/watch/watch_order.h"

#include <algorithm>

#include "core/base/origin.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxWebhookBytes = 2000;
constexpr std::size_t kMaxMailBytes = 254;  // RFC 5321 section 4.5.3.1.3

bool is_this_machine(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

Status check_webhook(const std::string& address) {
  const bool plain = std::ranges::all_of(address, [](char c) { return c > ' ' && c < 0x7F; });
  const auto url = parse_url(address);
  if (!url || !plain || address.size() > kMaxWebhookBytes || url->host.empty())
    return invalid_input("the webhook is no address such as https://hooks.example/consentry");
  if (url->scheme == "https" || (url->scheme == "http" && is_this_machine(url->host))) return {};
  return invalid_input("a webhook needs https, but on this machine itself");
}

bool is_mail_letter(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-/=?^_`{|}~.@";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kOthers.find(c) != std::string_view::npos;
}

Status check_mail(const std::string& address) {
  const std::size_t at = address.find('@');
  const bool good = at != std::string::npos && at > 0 && at + 1 < address.size() &&
                    address.find('@', at + 1) == std::string::npos &&
                    address.size() <= kMaxMailBytes && std::ranges::all_of(address, is_mail_letter);
  if (good) return {};
  return invalid_input("'" + address.substr(0, kMaxMailBytes) + "' is no mail address");
}

// Letters and digits in parts of at most eight, with "-" between (RFC 5646 section 2.1).
bool is_language(std::string_view tag) {
  constexpr std::size_t kMostBytes = 35;
  constexpr std::size_t kMostOfPart = 8;
  std::size_t part = 0;
  for (const char c : tag) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && c != '-') return false;
    if (!letter && part == 0) return false;
    part = letter ? part + 1 : 0;
    if (part > kMostOfPart) return false;
  }
  return tag.size() >= 2 && tag.size() <= kMostBytes && part > 0;
}

bool is_profile(std::string_view name) {
  constexpr std::size_t kMostBytes = 40;
  return name.size() <= kMostBytes && !name.starts_with('-') &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

Status check_scope(const WatchOrder& order) {
  if (!is_profile(order.profile)) return invalid_input("the profile is a name such as eu");
  if (!order.language.empty() && !is_language(order.language))
    return invalid_input("the language is a tag such as nl or pt-BR");
  if (order.pages > kMostWatchedPages)
    return invalid_input("at most " + std::to_string(kMostWatchedPages) + " pages are looked at");
  return {};
}

}  // namespace

Status check_order(const WatchOrder& order) {
  if (const auto schedule = Schedule::parse(order.schedule); !schedule) return schedule.error();
  if (const Status good = check_scope(order); !good) return good;
  if (!order.webhook.empty()) {
    if (const Status good = check_webhook(order.webhook); !good) return good;
  }
  return order.mail.empty() ? Status() : check_mail(order.mail);
}

}  // namespace consentry

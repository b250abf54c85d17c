// SPDX-License-Identifier: Apache-2.0
#include "io/browser/page_choice.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/origin.h"

namespace consentry {
namespace {

constexpr std::array<std::string_view, 20> kFileEndings{
    ".pdf",  ".zip", ".jpg",  ".jpeg", ".png", ".gif", ".svg", ".mp4", ".mp3",  ".doc",
    ".docx", ".xls", ".xlsx", ".exe",  ".xml", ".rss", ".ics", ".csv", ".webp", ".gz"};

// Parts of addresses behind which something happens, as shop and publishing systems name them.
constexpr std::array<std::string_view, 12> kActions{
    "logout",      "log-out",     "signout",   "sign-out", "login",    "signin",
    "unsubscribe", "add-to-cart", "addtocart", "wp-login", "wp-admin", "afmelden"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

bool is_page(const Url& link, const Url& here) {
  if (link.scheme != "http" && link.scheme != "https") return false;
  if (!same_site(link.host, here.host)) return false;
  const std::string path = lower(link.path);
  const std::string target = path + "?" + lower(link.query);
  const auto ends_path = [&](std::string_view ending) { return path.ends_with(ending); };
  const auto stands_in_target = [&](std::string_view action) {
    return target.find(action) != std::string::npos;
  };
  return std::ranges::none_of(kFileEndings, ends_path) &&
         std::ranges::none_of(kActions, stands_in_target);
}

std::string kind_of(const Url& link) {
  const std::size_t end = link.path.find('/', 1);
  return link.path.substr(0, end);
}

}  // namespace

std::vector<std::string> choose_pages(const std::vector<std::string>& links, std::string_view here,
                                      std::size_t count) {
  const auto without_fragment = [](std::string_view url) { return url.substr(0, url.find('#')); };
  std::vector<std::string> pages;
  std::vector<std::string> alike;  // as an earlier one
  const auto base = parse_url(here);
  if (!base) return pages;
  std::set<std::string, std::less<>> seen{std::string(without_fragment(here))};
  std::set<std::string> kinds{kind_of(*base)};
  for (const std::string& text : links) {
    std::string address(without_fragment(text));
    const auto link = parse_url(address);
    if (!link || !is_page(*link, *base) || !seen.insert(address).second) continue;
    auto& list = kinds.insert(kind_of(*link)).second ? pages : alike;
    list.push_back(std::move(address));
  }
  pages.insert(pages.end(), alike.begin(), alike.end());
  pages.resize(std::min(pages.size(), count));
  return pages;
}

}  // namespace consentry

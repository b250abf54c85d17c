// SPDX-License-Identifier: Apache-2.0
#include "command/site_list.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/base/origin.h"

namespace consentry {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\xEF\xBB\xBF";
  const auto begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "1,shop.example" and "shop.example,1" and "shop.example # note" all name shop.example.
std::string_view site_column(std::string_view line) {
  const auto comma = line.find(',');
  if (comma == std::string_view::npos) {
    const auto note = line.find(" #");
    return trimmed(line.substr(0, note));
  }
  const std::string_view first = trimmed(line.substr(0, comma));
  return all_digits(first) ? trimmed(line.substr(comma + 1)) : first;
}

}  // namespace

void add_site(std::string_view text, std::string_view where, SiteList& list) {
  const auto url = parse_site_url(trimmed(text));
  if (!url) {
    list.problems.push_back(std::string(where) + ": " + url.error().text());
    return;
  }
  std::string address = url->origin() + url->path;
  if (!url->query.empty()) address += "?" + url->query;
  if (std::ranges::find(list.urls, address) == list.urls.end()) list.urls.push_back(address);
}

void add_site_lines(std::string_view text, std::string_view name, SiteList& list) {
  int number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    add_site(site_column(line), std::string(name) + ":" + std::to_string(number), list);
  }
}

Status add_site_file(const std::string& path, SiteList& list) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return Error{ErrorKind::not_found, "cannot read the list " + path};
  const auto size = static_cast<std::size_t>(std::max<std::streamoff>(file.tellg(), 0));
  if (size > kMaxListBytes) {
    return Error{ErrorKind::exhausted, path + " has " + std::to_string(size >> 20U) +
                                           " MiB; a list of sites has at most 64"};
  }
  file.seekg(0);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return Error{ErrorKind::unavailable, "reading the list " + path + " failed"};
  add_site_lines(text, path, list);
  return {};
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "io/dns/listed_names.h"

#include <algorithm>

#include "core/base/ipv4.h"

namespace consentry {
namespace {

std::vector<std::string> words_of(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  std::vector<std::string> words;
  line = line.substr(0, line.find('#'));
  while (true) {
    const std::size_t begin = line.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return words;
    const std::size_t end = std::min(line.find_first_of(kBlanks, begin), line.size());
    words.emplace_back(line.substr(begin, end - begin));
    line.remove_prefix(end);
  }
}

}  // namespace

Result<ListedNames> ListedNames::parse(std::string_view text) {
  ListedNames list;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::vector<std::string> words = words_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (words.empty()) continue;
    if (words.size() < 2) {
      return invalid_input("line " + std::to_string(number) + ": '" + words.front() +
                           "' points to nothing; write the name and what it points to");
    }
    std::string name = std::move(words.front());
    words.erase(words.begin());
    const auto addresses = std::ranges::stable_partition(
        words, [](const std::string& word) { return !parse_ipv4(word).has_value(); });
    list.addresses_[name].assign(addresses.begin(), addresses.end());
    words.erase(addresses.begin(), addresses.end());
    list.names_[std::move(name)] = std::move(words);
  }
  return list;
}

NameAnswer ListedNames::answer(const std::string& host, std::chrono::milliseconds /*most*/) {
  const auto found = names_.find(host);
  return {true, found == names_.end() ? std::vector<std::string>{} : found->second};
}

std::vector<std::string> ListedNames::addresses(const std::string& host) const {
  const auto found = addresses_.find(host);
  return found == addresses_.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace consentry

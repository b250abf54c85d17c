// SPDX-License-Identifier: Apache-2.0
// Reads the tags of a page the way a browser's tokenizer would see them in well-formed markup:
// enough to hold a written page to account, no parser for pages of others.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace consentry {

struct HtmlTag {
  std::string name;  // "/p" for an end tag, "!DOCTYPE" for the document type
  std::map<std::string, std::string> attributes;  // values as written, quotes removed
};

// An attribute without quotes is reported under the name "unquoted".
inline HtmlTag read_tag(std::string_view inside) {
  HtmlTag tag;
  std::size_t at = inside.find_first_of(" />", inside.starts_with('/') ? 1 : 0);
  tag.name = std::string(inside.substr(0, at));
  while (at != std::string_view::npos) {
    at = inside.find_first_not_of(" /", at);
    if (at == std::string_view::npos) break;
    const std::size_t equals = inside.find_first_of("= ", at);
    if (equals == std::string_view::npos || inside[equals] != '=') {
      tag.attributes[std::string(inside.substr(at, equals - at))] = "";
      at = equals;
      continue;
    }
    const std::string name(inside.substr(at, equals - at));
    if (inside.substr(equals + 1, 1) != "\"") {
      tag.attributes["unquoted"] = name;
      return tag;
    }
    const std::size_t end = inside.find('"', equals + 2);
    tag.attributes[name] = std::string(inside.substr(equals + 2, end - equals - 2));
    at = end + 1;
  }
  return tag;
}

// All tags in order; the content of <style> is skipped.
inline std::vector<HtmlTag> read_tags(std::string_view html) {
  std::vector<HtmlTag> tags;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    bool quoted = false;
    std::size_t end = at + 1;
    while (end < html.size() && (quoted || html[end] != '>')) {
      if (html[end] == '"') quoted = !quoted;
      ++end;
    }
    tags.push_back(read_tag(html.substr(at + 1, end - at - 1)));
    at = tags.back().name == "style" ? html.find("</style>", end) : end;
  }
  return tags;
}

}  // namespace consentry

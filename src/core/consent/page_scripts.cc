// SPDX-License-Identifier: Apache-2.0
#include "core/consent/page_scripts.h"

#include <algorithm>
#include <array>

namespace consentry {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string resolved(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kReferences{
      {{"&lt;", "<"},
       {"&gt;", ">"},
       {"&quot;", "\""},
       {"&#39;", "'"},
       {"&apos;", "'"},
       {"&nbsp;", " "},
       {"&amp;", "&"}}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto* const found =
        std::find_if(kReferences.begin(), kReferences.end(),
                     [&](const auto& each) { return text.substr(at).starts_with(each.first); });
    if (found == kReferences.end()) {
      out += text[at++];
    } else {
      out += found->second;
      at += found->first.size();
    }
  }
  return out;
}

// Of a tag's inside, "a href=x" or "/a": whether it parts no words.
bool is_inline(std::string_view tag) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  const std::string name = lowered(tag.substr(0, tag.find_first_of(" \t\r\n\f/>")));
  constexpr std::array<std::string_view, 9> kInline{"a",    "b",      "i",     "u",   "em",
                                                    "span", "strong", "small", "code"};
  return std::find(kInline.begin(), kInline.end(), name) != kInline.end();
}

// Attributes of a start tag, from behind its name to behind its ">".
class Attributes {
 public:
  Attributes(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t read(PageScript& into) {
    while (skip(), at_ < text_.size() && text_[at_] != '>') {
      const std::size_t end = std::min(text_.find_first_of(" \t\r\n\f=>", at_), text_.size());
      std::string name = lowered(text_.substr(at_, end - at_));
      at_ = std::max(end, at_);
      skip();
      std::string value = at_ < text_.size() && text_[at_] == '=' ? read_value() : std::string();
      if (!name.empty()) into.attributes.emplace_back(std::move(name), std::move(value));
    }
    return std::min(at_ + 1, text_.size());
  }

 private:
  void skip() { at_ = std::min(text_.find_first_not_of(" \t\r\n\f/", at_), text_.size()); }

  std::string read_value() {
    at_ = std::min(text_.find_first_not_of(kSpace, at_ + 1), text_.size());
    if (at_ == text_.size()) return {};
    const char quote = text_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    const std::size_t from = at_ + (quoted ? 1U : 0U);
    const std::size_t end =
        quoted ? text_.find(quote, from) : text_.find_first_of(" \t\r\n\f>", from);
    const std::size_t stop = std::min(end, text_.size());
    at_ = std::min(stop + (quoted ? 1U : 0U), text_.size());
    return resolved(text_.substr(from, stop - from));
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

std::string PageScript::attribute(std::string_view name) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const auto& each) { return each.first == name; });
  return found == attributes.end() ? std::string() : found->second;
}

bool PageScript::has(std::string_view name) const {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const auto& each) { return each.first == name; });
}

bool is_markup(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && text[first] == '<';
}

std::vector<PageScript> page_scripts(std::string_view markup) {
  const std::string low = lowered(markup);
  std::vector<PageScript> scripts;
  for (std::size_t at = 0; (at = low.find('<', at)) != std::string::npos;) {
    if (low.compare(at, 4, "<!--") == 0) {
      at = low.find("-->", at);
      if (at == std::string::npos) break;
    } else if (low.compare(at, 7, "<script") == 0) {
      PageScript script;
      const std::size_t from = Attributes(markup, at + 7).read(script);
      const std::size_t end = std::min(low.find("</script", from), low.size());
      script.text = std::string(markup.substr(from, end - from));
      scripts.push_back(std::move(script));
      at = end;
    } else {
      ++at;
    }
    if (at >= low.size()) break;
  }
  return scripts;
}

std::string text_of_markup(std::string_view markup) {
  std::string out;
  for (std::size_t at = 0; at < markup.size(); ++at) {
    const char next = at + 1 < markup.size() ? lower(markup[at + 1]) : ' ';
    const bool tag =
        markup[at] == '<' && ((next >= 'a' && next <= 'z') || next == '/' || next == '!');
    if (!tag) {
      out += markup[at];
      continue;
    }
    const std::size_t end = std::min(markup.find('>', at), markup.size());
    if (!is_inline(markup.substr(at + 1, end - at - 1))) out += ' ';
    at = end;
  }
  std::string joined;
  for (const char c : resolved(out)) {
    const bool space = kSpace.find(c) != std::string_view::npos;
    if (!space) joined += c;
    if (space && !joined.empty() && joined.back() != ' ') joined += ' ';
  }
  if (joined.ends_with(' ')) joined.pop_back();
  return joined;
}

}  // namespace consentry

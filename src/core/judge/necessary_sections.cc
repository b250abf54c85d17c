// SPDX-License-Identifier: Apache-2.0
#include "core/judge/necessary_sections.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "core/judge/category_text.h"

namespace consentry {
namespace {

// A section that is longer than its heading by less than this says nothing.
constexpr std::size_t kMinBelowHeading = 4;

// A toggle's label may hold a note under its heading; one of this size does.
constexpr std::size_t kMinWithNote = 40;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// A text without white space that remembers where its bytes stood.
class Squeezed {
 public:
  explicit Squeezed(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (is_space(text[i])) continue;
      text_.push_back(text[i]);
      places_.push_back(i);
    }
  }

  struct Place {
    std::size_t begin;
    std::size_t end;
  };
  // Where `label` stands at or after byte `from` of the text, white space apart.
  [[nodiscard]] std::optional<Place> find(std::string_view label, std::size_t from) const {
    const Squeezed wanted(label);
    const auto start = std::ranges::lower_bound(places_, from) - places_.begin();
    const std::size_t at = text_.find(wanted.text_, static_cast<std::size_t>(start));
    if (wanted.text_.empty() || at == std::string::npos) return std::nullopt;
    return Place{places_[at], places_[at + wanted.text_.size() - 1] + 1};
  }

 private:
  std::string text_;
  std::vector<std::size_t> places_;
};

// A heading begins with its category ("Statistics", "Cookies statistiques"); the names of vendors
// hold such words further on ("Example Ads").
bool heads_other_category(const RuleBook& book, std::string_view line) {
  return std::ranges::any_of(
      std::array{"preferences", "statistics", "marketing"}, [&](const char* category) {
        const std::size_t at = find_category_word(book, category, line);
        if (at == std::string::npos) return false;
        return at == 0 || line.substr(0, at).find("cookie") != std::string_view::npos;
      });
}

// A short line, or what stands before the colon of a longer one ("Necessary: …"); else empty.
std::string_view heading_of(std::string_view line) {
  if (line.size() <= kMaxHeading) return line;
  const std::size_t colon = line.find(':');
  return colon <= kMaxHeading ? line.substr(0, colon) : std::string_view();
}

// The line up to the end of the sentence that the heading begins; what follows may be about others.
std::string_view statement_of(std::string_view line, std::string_view heading) {
  const std::size_t end = line.find(". ", heading.size());
  return end == std::string_view::npos ? line : line.substr(0, end);
}

void add_line_sections(const RuleBook& book, std::string_view text,
                       std::vector<std::string>& sections) {
  std::optional<std::string> open;
  std::size_t heading_size = 0;
  const auto close = [&] {
    if (open && open->size() >= heading_size + kMinBelowHeading) sections.push_back(*open);
    open.reset();
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view head = heading_of(line);
    const std::string heading = folded_text(head);
    if (find_category_word(book, "necessary", heading) != std::string::npos) {
      close();
      open = std::string(statement_of(line, head));
      heading_size = head.size();
    } else if (heads_other_category(book, heading)) {
      close();
    } else if (open && open->size() + line.size() < kMaxSection) {
      open->append("\n").append(line);
    }
  }
  close();
}

struct Heading {
  std::size_t begin;
  std::size_t end;
  bool necessary;
};

// Toggles always head something; another control does when its label begins with a category.
bool may_head(const BannerControl& control) {
  return !control.label.empty() &&
         (control.checked.has_value() || control.intent == Intent::unknown);
}

std::vector<Heading> headings_in(const RuleBook& book, const BannerView& view) {
  std::vector<Heading> headings;
  const Squeezed text(view.text);
  std::size_t from = 0;
  for (const BannerControl& control : view.controls) {
    if (!may_head(control)) continue;
    const auto place = text.find(control.label, from);
    if (!place) continue;
    const std::size_t shown = std::min(kMaxHeading, place->end - place->begin);
    const auto category = category_of(book, view.text.substr(place->begin, shown));
    if (category.empty() && !control.checked) continue;
    headings.push_back({place->begin, place->begin + shown, category == "necessary"});
    from = place->begin + 1;
  }
  return headings;
}

void add_control_sections(const RuleBook& book, const BannerView& view,
                          std::vector<std::string>& sections) {
  const std::vector<Heading> headings = headings_in(book, view);
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (!headings[i].necessary) continue;
    // Two controls may carry one heading: a button that unfolds it and its toggle.
    std::size_t next = i + 1;
    while (next < headings.size() && headings[next].begin < headings[i].end) ++next;
    const std::size_t end = next < headings.size() ? headings[next].begin : view.text.size();
    const std::size_t size = std::min(end - headings[i].begin, kMaxSection);
    const bool only_heading = headings[i].begin + size < headings[i].end + kMinBelowHeading;
    if (only_heading && size < kMinWithNote) continue;
    sections.push_back(view.text.substr(headings[i].begin, size));
  }
}

}  // namespace

std::vector<std::string> necessary_sections(const RuleBook& book, const BannerView& view) {
  std::vector<std::string> sections;
  add_control_sections(book, view, sections);
  add_line_sections(book, view.text, sections);
  return sections;
}

std::string label_in_text(std::string_view banner_text, std::string_view label) {
  const auto place = Squeezed(banner_text).find(label, 0);
  if (!place) return std::string(label);
  return std::string(banner_text.substr(place->begin, place->end - place->begin));
}

}  // namespace consentry

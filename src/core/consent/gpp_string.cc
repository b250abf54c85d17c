// SPDX-License-Identifier: Apache-2.0
#include "core/consent/gpp_string.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/consent/segment_reader.h"
#include "core/consent/us_section_layout.h"

namespace consentry {
namespace {

constexpr int kHeaderType = 3;
constexpr int kHeaderVersion = 1;
// The list of sections ended at 27 in 2026; a header that names more than these is none.
constexpr int kMaxSections = 256;

enum SectionId { kTcfEu = 2, kTcfCa = 5, kUsPrivacy = 6 };

struct Name {
  int id;
  std::string_view name;
};
constexpr std::array<Name, 6> kNames{{{1, "tcfeuv1"},
                                      {kTcfEu, "tcfeuv2"},
                                      {3, "header"},
                                      {4, "integrity"},
                                      {kTcfCa, "tcfcav1"},
                                      {kUsPrivacy, "uspv1"}}};

void read_header(std::string_view text, GppString& gpp) {
  SegmentReader header(text, "header", 0, gpp.problems);
  header.number(6);  // looks_like_gpp() has seen the type
  gpp.version = header.number(6);
  if (gpp.version != kHeaderVersion) {
    header.problem("version", "is " + std::to_string(gpp.version) + ", but 1 is the only one");
  }
  const IdSet ids = header.ranges("sections", 0, RangeCoding::fibonacci);
  if (header.overrun()) header.problem("sections", "are cut off");
  header.end();
  if (ids.size() > kMaxSections) {
    header.problem("sections", "are more than there can be");
    return;
  }
  gpp.section_ids = ids.ids();
}

// Moves what was read into the section, and its problems into the whole string's list.
template <typename Read>
void keep(Result<Read> read, std::size_t offset, GppSection& section, GppString& gpp) {
  if (!read) {
    gpp.problems.push_back({section.name, 0, "cannot be read: " + read.error().text(), offset});
    return;
  }
  add_problems(gpp.problems, std::exchange(read->problems, {}), section.name, offset);
  section.content = *std::move(read);
}

GppSection read_section(int id, std::string_view text, std::size_t offset, GppString& gpp) {
  GppSection section{id, std::string(gpp_section_name(id)), std::string(text), {}};
  if (text.empty()) {
    gpp.problems.push_back({section.name, 0, "is empty", offset});
  } else if (id == kTcfEu) {
    keep(read_tc_string(text, Strictness::lenient), offset, section, gpp);
  } else if (id == kTcfCa) {
    keep(read_tcf_ca_string(text, Strictness::lenient), offset, section, gpp);
  } else if (id == kUsPrivacy) {
    keep(read_us_privacy(text, Strictness::lenient), offset, section, gpp);
  } else if (is_us_section(id)) {
    keep(read_us_section(id, text, Strictness::lenient), offset, section, gpp);
  } else {
    gpp.problems.push_back(
        {"section " + std::to_string(id), 0,
         id == 0 ? "is not listed in the header" : "is not one that this program can read",
         offset});
  }
  return section;
}

void read_sections(std::string_view text, std::size_t start, GppString& gpp) {
  std::size_t index = 0;
  while (start != std::string_view::npos && index < kMaxSections) {
    const auto end = text.find('~', ++start);
    const std::string_view piece =
        text.substr(start, end == std::string_view::npos ? end : end - start);
    const int id = index < gpp.section_ids.size() ? gpp.section_ids[index] : 0;
    gpp.sections.push_back(read_section(id, piece, start, gpp));
    ++index;
    start = end;
  }
  if (start != std::string_view::npos) {
    gpp.problems.push_back({"", 0, "has more sections than there can be", start});
  }
  if (index < gpp.section_ids.size()) {
    gpp.problems.push_back({"header.sections", 0,
                            "are " + std::to_string(gpp.section_ids.size()) +
                                ", but the string has " + std::to_string(index),
                            text.size()});
  }
}

}  // namespace

std::string_view gpp_section_name(int id) {
  if (const auto* found = std::ranges::find(kNames, id, &Name::id); found != kNames.end()) {
    return found->name;
  }
  const auto layouts = us_section_layouts();
  const auto layout = std::ranges::find(layouts, id, &UsSectionLayout::id);
  return layout == layouts.end() ? "unknown" : layout->name;
}

bool looks_like_gpp(std::string_view text) {
  return !text.empty() && base64url_value(text.front()) == kHeaderType;
}

Result<GppString> read_gpp_string(std::string_view text, Strictness strictness) {
  if (text.size() > kMaxConsentString) {
    return Error{ErrorKind::exhausted, "longer than any GPP string"};
  }
  if (!looks_like_gpp(text)) {
    return Error{ErrorKind::corrupt,
                 "not a GPP string: it does not begin with D, the header's type"};
  }
  GppString gpp;
  const auto tilde = text.find('~');
  read_header(text.substr(0, tilde), gpp);
  read_sections(text, tilde, gpp);
  if (auto error = refusal(gpp.problems, strictness)) return *std::move(error);
  return gpp;
}

}  // namespace consentry

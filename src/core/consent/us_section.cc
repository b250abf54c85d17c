// SPDX-License-Identifier: Apache-2.0
#include "core/consent/us_section.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/consent/segment_reader.h"
#include "core/consent/us_section_layout.h"

namespace consentry {
namespace {

constexpr int kVersionBits = 6;
constexpr int kValueBits = 2;
constexpr int kGreatestValue = 2;
constexpr int kGpcSegmentType = 1;

const UsSectionLayout* layout_of(int id, int version) {
  const auto found = std::ranges::find_if(us_section_layouts(), [&](const UsSectionLayout& layout) {
    return layout.id == id && layout.version == version;
  });
  return found == us_section_layouts().end() ? nullptr : &*found;
}

int number_after(std::string_view word, std::size_t mark, int otherwise) {
  int value = otherwise;
  if (mark != std::string_view::npos) {
    std::from_chars(word.data() + mark + 1, word.data() + word.size(), value);
  }
  return value;
}

void check_value(SegmentReader& segment, const std::string& name, int value) {
  if (value > kGreatestValue) {
    segment.problem(name, "is 3, which means nothing");
  } else if (name == "MspaCoveredTransaction" && value == 0) {
    segment.problem(name, "is 0, but only yes (1) and no (2) are answers");
  }
}

UsField read_field(SegmentReader& segment, std::string_view word) {
  const auto star = word.find('*');
  const auto colon = word.find(':');
  const int bits = number_after(word, colon, kValueBits);
  UsField field;
  field.name = word.substr(0, std::min(star, colon));
  field.is_list = star != std::string_view::npos;
  for (int left = number_after(word, star, 1); left > 0 && !segment.overrun(); --left) {
    field.values.push_back(segment.number(bits));
    if (bits == kValueBits && !segment.overrun()) {
      check_value(segment, field.name, field.values.back());
    }
  }
  return field;
}

// The fields that a layout's line names, as far as the segment reaches.
std::vector<UsField> read_fields(SegmentReader& segment, std::string_view layout) {
  std::vector<UsField> fields;
  while (!layout.empty() && !segment.overrun()) {
    const auto space = layout.find(' ');
    UsField field = read_field(segment, layout.substr(0, space));
    if (segment.overrun()) {
      segment.problem(field.name, "is cut off");
    } else {
      fields.push_back(std::move(field));
    }
    layout.remove_prefix(space == std::string_view::npos ? layout.size() : space + 1);
  }
  segment.end();
  return fields;
}

void take_second(SegmentReader& segment, std::vector<UsField> fields, UsSection& read) {
  for (UsField& field : fields) {
    if (field.name == "Gpc") {
      read.gpc = field.values.front() != 0;
    } else if (field.name != "GpcSegmentType") {
      read.fields.push_back(std::move(field));
    } else if (field.values.front() != kGpcSegmentType) {
      segment.problem_at(0, field.name,
                         "is " + std::to_string(field.values.front()) + " in place of 1");
    }
  }
}

void read_segments_after_core(const UsSectionLayout& layout, std::string_view text,
                              std::size_t offset, UsSection& read) {
  const auto dot = text.find('.');
  const std::string_view name = layout.second.starts_with("Gpc") ? "gpc" : "sensitiveData";
  SegmentReader segment(text.substr(0, dot), std::string(name), offset, read.problems);
  if (layout.second.empty()) {
    read.problems.push_back(
        {"", 0, "has a second segment, which this section does not know", offset});
    return;
  }
  take_second(segment, read_fields(segment, layout.second), read);
  if (dot != std::string_view::npos) {
    read.problems.push_back({"", 0, "has more than two segments", offset + dot + 1});
  }
}

}  // namespace

const UsField* UsSection::find(std::string_view field) const {
  const auto found = std::ranges::find(fields, field, &UsField::name);
  return found == fields.end() ? nullptr : &*found;
}

bool is_us_section(int id) {
  return std::ranges::any_of(us_section_layouts(),
                             [&](const UsSectionLayout& layout) { return layout.id == id; });
}

Result<UsSection> read_us_section(int id, std::string_view text, Strictness strictness) {
  if (text.size() > kMaxConsentString) {
    return Error{ErrorKind::exhausted, "longer than any section of a GPP string"};
  }
  UsSection read;
  const auto dot = text.find('.');
  SegmentReader core(text.substr(0, dot), "core", 0, read.problems);
  SegmentReader version = core;
  read.version = version.number(kVersionBits);
  if (const UsSectionLayout* layout = layout_of(id, read.version)) {
    read.fields = read_fields(core, layout->core);
    if (dot != std::string_view::npos) {
      read_segments_after_core(*layout, text.substr(dot + 1), dot + 1, read);
    }
  } else {
    version.problem("version", version.overrun() ? "is cut off"
                                                 : "is " + std::to_string(read.version) +
                                                       ", whose layout is unknown");
  }
  if (auto error = refusal(read.problems, strictness)) return *std::move(error);
  return read;
}

}  // namespace consentry

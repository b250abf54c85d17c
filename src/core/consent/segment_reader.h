// SPDX-License-Identifier: Apache-2.0
// Reads the fields that the TCF's and the GPP's segments are made of, and notes what is wrong with
// them. Field types: "Consent string and vendor list formats v2" (TCF) and "Consent String
// Specification", section "Section Encoding" (GPP), IAB Tech Lab.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/consent/bit_reader.h"
#include "core/consent/id_set.h"
#include "core/consent/string_problem.h"

namespace consentry {

enum class RestrictionType {
  not_allowed = 0,
  require_consent = 1,
  require_legitimate_interest = 2,
  undefined = 3
};

struct PublisherRestriction {
  int purpose = 0;
  RestrictionType type = RestrictionType::undefined;
  IdSet vendors;
};

// The publisher's own purposes (segment type 3). TCF Canada calls consent express, and legitimate
// interest implied consent.
struct PublisherTc {
  IdSet purposes_consent;
  IdSet purposes_legitimate_interest;
  int custom_purposes = 0;
  IdSet custom_consent;
  IdSet custom_legitimate_interest;
};

// How ids stand in ranges: 16 bits each (TCF EU), or as Fibonacci numbers that count from the id
// before (GPP).
enum class RangeCoding { fixed, fibonacci };

// Reads forward over one segment; `text` and `problems` must outlive it. Reading past the end gives
// zeros; the compound readers name it as a problem, and so does end().
class SegmentReader {
 public:
  // `offset`: where the segment begins in the whole string, for the places of problems.
  SegmentReader(std::string_view text, std::string name, std::size_t offset,
                std::vector<StringProblem>& problems);

  // Notes a problem where the field read last begins, or at a given bit of the segment.
  void problem(std::string_view field, std::string text);
  void problem_at(std::size_t bit, std::string_view field, std::string text);

  int number(int bits);  // at most 31 bits
  bool flag() { return number(1) != 0; }
  UtcTime time();
  std::string letters(std::string_view field);  // two; '?' for what is no letter
  IdSet bit_field(int count);
  // A greatest id, then a bit field or ranges.
  IdSet vendors(std::string_view field, RangeCoding coding = RangeCoding::fixed);
  // A count of ranges; ids above `greatest` are a problem, unless it is 0.
  IdSet ranges(std::string_view field, int greatest, RangeCoding coding = RangeCoding::fixed);
  std::vector<PublisherRestriction> restrictions(RangeCoding coding = RangeCoding::fixed);
  PublisherTc publisher();
  // What follows the last field must be padding.
  void end();

  [[nodiscard]] bool overrun() const { return bits_.overrun(); }

 private:
  int take(int bits) { return static_cast<int>(bits_.take(bits)); }
  int take_fibonacci();
  // One entry of ranges; nothing when the length of what follows is unknown.
  std::optional<IdRange> take_range(std::string_view field, RangeCoding coding, int before);
  IdSet take_ranges(std::string_view field, int greatest, RangeCoding coding);
  IdSet take_vendors(std::string_view field, RangeCoding coding);
  IdSet take_bit_field(int count);

  BitReader bits_;
  std::size_t field_start_ = 0;  // in bits
  std::string name_;
  std::size_t offset_;
  std::vector<StringProblem>& problems_;
};

}  // namespace consentry

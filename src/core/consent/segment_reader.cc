// SPDX-License-Identifier: Apache-2.0
#include "core/consent/segment_reader.h"

#include <algorithm>
#include <utility>

namespace consentry {
namespace {

constexpr std::size_t kBitsPerCharacter = 6;
constexpr std::int64_t kMillisPerDecisecond = 100;
constexpr int kGreatestId = 65'535;
constexpr int kPurposes = 24;
// The 30th Fibonacci number is far above any id; a longer code word is none.
constexpr int kMaxFibonacciBits = 30;

}  // namespace

SegmentReader::SegmentReader(std::string_view text, std::string name, std::size_t offset,
                             std::vector<StringProblem>& problems)
    : bits_(text), name_(std::move(name)), offset_(offset), problems_(problems) {
  if (const auto bad = bits_.bad_character()) {
    problem_at(*bad * kBitsPerCharacter, "",
               "character " + std::to_string(offset_ + *bad + 1) + " is not base64url");
  }
}

void SegmentReader::problem(std::string_view field, std::string text) {
  problem_at(field_start_, field, std::move(text));
}

void SegmentReader::problem_at(std::size_t bit, std::string_view field, std::string text) {
  std::string where = name_;
  if (!field.empty()) where += (where.empty() ? "" : ".") + std::string(field);
  const std::size_t place = std::min(bit, bits_.size());
  problems_.push_back(
      {std::move(where), place, std::move(text), offset_ + place / kBitsPerCharacter});
}

int SegmentReader::number(int bits) {
  field_start_ = bits_.position();
  return take(bits);
}

UtcTime SegmentReader::time() {
  field_start_ = bits_.position();
  return {static_cast<std::int64_t>(bits_.take(36)) * kMillisPerDecisecond};
}

std::string SegmentReader::letters(std::string_view field) {
  field_start_ = bits_.position();
  std::string text;
  for (int i = 0; i < 2; ++i) {
    const int letter = take(6);
    if (letter > 25) problem(field, "holds something that is no letter");
    text.push_back(letter <= 25 ? static_cast<char>('A' + letter) : '?');
  }
  return text;
}

IdSet SegmentReader::bit_field(int count) {
  field_start_ = bits_.position();
  return take_bit_field(count);
}

IdSet SegmentReader::take_bit_field(int count) {
  IdSet set;
  for (int id = 1; id <= count && !bits_.overrun(); ++id) {
    if (bits_.take_bit()) set.insert(id);
  }
  return set;
}

// A code word ends with its first two ones in a row; the bit before the last stands for 1, 2, 3, 5,
// 8 and so on by its place. 0: there is no code word.
int SegmentReader::take_fibonacci() {
  int value = 0;
  int weight = 1;
  int next_weight = 2;
  bool last = false;
  for (int i = 0; i < kMaxFibonacciBits && !bits_.overrun(); ++i) {
    const bool bit = bits_.take_bit();
    if (bit && last) return value;
    if (bit) value += weight;
    last = bit;
    weight = std::exchange(next_weight, weight + next_weight);
  }
  return 0;
}

IdSet SegmentReader::ranges(std::string_view field, int greatest, RangeCoding coding) {
  field_start_ = bits_.position();
  return take_ranges(field, greatest, coding);
}

std::optional<IdRange> SegmentReader::take_range(std::string_view field, RangeCoding coding,
                                                 int before) {
  const std::size_t start = bits_.position();
  const bool is_range = bits_.take_bit();
  if (coding == RangeCoding::fixed) {
    const int first = take(16);
    return IdRange{first, is_range ? take(16) : first};
  }
  const int step = take_fibonacci();
  const int length = is_range ? take_fibonacci() : 0;
  if (!bits_.overrun() && (step == 0 || (is_range && length == 0))) {
    problem_at(start, field, "holds something that is no Fibonacci number");
    return std::nullopt;
  }
  return IdRange{before + step, before + step + length};
}

IdSet SegmentReader::take_ranges(std::string_view field, int greatest, RangeCoding coding) {
  IdSet set;
  int before = 0;
  for (int left = take(12); left > 0; --left) {
    const std::size_t start = bits_.position();
    const auto range = take_range(field, coding, before);
    if (!range || bits_.overrun()) break;
    if (range->first == 0 || range->first > range->last || range->last > kGreatestId) {
      problem_at(
          start, field,
          "has the range " + std::to_string(range->first) + " to " + std::to_string(range->last));
      if (range->last > kGreatestId) break;  // Fibonacci ids only rise from here
      continue;
    }
    if (greatest > 0 && range->last > greatest) {
      problem_at(start, field,
                 "names vendor " + std::to_string(range->last) + " above its own greatest id " +
                     std::to_string(greatest));
    }
    set.insert_range(range->first, range->last);
    before = range->last;
  }
  return set;
}

IdSet SegmentReader::vendors(std::string_view field, RangeCoding coding) {
  field_start_ = bits_.position();
  IdSet set = take_vendors(field, coding);
  if (bits_.overrun()) problem(field, "is cut off");
  return set;
}

IdSet SegmentReader::take_vendors(std::string_view field, RangeCoding coding) {
  const int greatest = take(16);
  const bool is_range = bits_.take_bit();
  if (!is_range) return take_bit_field(greatest);
  IdSet set = take_ranges(field, greatest, coding);
  if (coding == RangeCoding::fibonacci && !bits_.overrun() && set.greatest() < greatest) {
    problem(field, "says that its greatest id is " + std::to_string(greatest) +
                       ", but names none above " + std::to_string(set.greatest()));
  }
  return set;
}

std::vector<PublisherRestriction> SegmentReader::restrictions(RangeCoding coding) {
  constexpr std::string_view kField = "publisherRestrictions";
  std::vector<PublisherRestriction> list;
  field_start_ = bits_.position();
  const int count = take(12);
  for (int i = 0; i < count && !bits_.overrun(); ++i) {
    PublisherRestriction restriction;
    restriction.purpose = take(6);
    restriction.type = static_cast<RestrictionType>(take(2));
    restriction.vendors = coding == RangeCoding::fixed ? take_ranges(kField, 0, coding)
                                                       : take_vendors(kField, coding);
    list.push_back(std::move(restriction));
  }
  if (bits_.overrun()) problem(kField, "are cut off");
  return list;
}

PublisherTc SegmentReader::publisher() {
  PublisherTc publisher;
  publisher.purposes_consent = bit_field(kPurposes);
  publisher.purposes_legitimate_interest = bit_field(kPurposes);
  publisher.custom_purposes = number(6);
  publisher.custom_consent = bit_field(publisher.custom_purposes);
  publisher.custom_legitimate_interest = bit_field(publisher.custom_purposes);
  if (overrun()) problem("", "is cut off");
  return publisher;
}

void SegmentReader::end() {
  if (!bits_.overrun() && !bits_.only_padding_left()) {
    problem_at(bits_.position(), "", "has bits after its last field");
  }
}

}  // namespace consentry

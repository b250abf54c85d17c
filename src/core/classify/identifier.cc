// SPDX-License-Identifier: Apache-2.0
#include "core/classify/identifier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "core/classify/identifier_token.h"

namespace consentry {
namespace {

constexpr std::size_t kMinNumberPart = 5;

struct Match {
  std::size_t at_a = 0;
  std::size_t at_b = 0;
  std::size_t length = 0;
};

// Row by row, O(|a| * |b|); the earliest in a wins, then the earliest in b.
Match longest_common(std::string_view a, std::string_view b) {
  std::array<std::size_t, kMaxSimilarityLength + 1> row{};
  Match best;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = a[i] == b[j] ? diagonal + 1 : 0;
      diagonal = above;
      const std::size_t length = row[j + 1];
      const std::size_t at_a = i + 1 - length;
      if (length > best.length || (length == best.length && length > 0 && at_a < best.at_a)) {
        best = {at_a, j + 1 - length, length};
      }
    }
  }
  return best;
}

std::size_t common_length(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  const Match match = longest_common(a, b);
  if (match.length == 0) return 0;
  return match.length + common_length(a.substr(0, match.at_a), b.substr(0, match.at_b)) +
         common_length(a.substr(match.at_a + match.length), b.substr(match.at_b + match.length));
}

std::vector<std::string_view> dotted_parts(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t dot = text.find('.');
    parts.push_back(text.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    text.remove_prefix(dot + 1);
  }
}

// Ten digits leave any two random numbers much in common; those that count or measure the same begin
// alike, random ones do not.
double number_similarity(std::string_view a, std::string_view b) {
  const auto [end, other] = std::ranges::mismatch(a, b);
  const std::size_t longer = std::max(a.size(), b.size());
  return static_cast<double>(end - a.begin()) / static_cast<double>(longer);
}

// Similarity of two tokens of different profiles. Points in time near each other are no difference:
// two visits a minute apart are not two visitors.
double profile_similarity(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  const auto parts_a = dotted_parts(a);
  const auto parts_b = dotted_parts(b);
  if (parts_a.size() != parts_b.size()) return similarity(a, b);
  std::string rest_a;
  std::string rest_b;
  for (std::size_t i = 0; i < parts_a.size(); ++i) {
    if (are_near_times(parts_a[i], parts_b[i])) continue;
    if (parts_a.size() > 1 && parts_a[i].size() < kMinNumberPart) continue;
    rest_a += parts_a[i];
    rest_b += parts_b[i];
  }
  if (rest_a.empty() && rest_b.empty()) return 1;
  return all_digits(rest_a) && all_digits(rest_b) ? number_similarity(rest_a, rest_b)
                                                  : similarity(rest_a, rest_b);
}

bool is_blank(std::string_view value) {
  return value.empty() || value == "deleted" || value == "null" || value == "undefined";
}

// Tokens that every value of the profile holds.
std::vector<std::string> constant_tokens(const ProfileValues& values) {
  std::vector<std::string> kept;
  bool first = true;
  for (const std::string& value : values) {
    if (is_blank(value)) continue;
    std::vector<std::string> tokens = identifier_tokens(value);
    if (first) {
      kept = std::move(tokens);
      first = false;
      continue;
    }
    std::erase_if(kept, [&](const std::string& token) {
      return std::find(tokens.begin(), tokens.end(), token) == tokens.end();
    });
  }
  return kept;
}

struct Comparison {
  bool shared = false;  // another profile holds the very same token
  int different = 0;    // profiles in which nothing resembles it
  int compared = 0;
  double greatest = 0;  // similarity, over all profiles
};

Comparison compare(const std::string& token, std::span<const std::vector<std::string>> others) {
  Comparison result;
  for (const auto& tokens : others) {
    double nearest = 0;
    for (const std::string& other : tokens) {
      nearest = std::max(nearest, profile_similarity(token, other));
    }
    ++result.compared;
    result.shared = result.shared || nearest >= 1;
    if (nearest < kMaxProfileSimilarity) ++result.different;
    result.greatest = std::max(result.greatest, nearest);
  }
  return result;
}

std::string number(double value, const char* format) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

std::string lifetime_words(Lifetime lifetime) {
  if (!lifetime) return "ends with the session";
  if (std::isinf(*lifetime)) return "is kept without end";
  return "is kept " + number(*lifetime / 86'400, "%.0f") + " days";
}

IdentifierAnswer answer_alone(const std::vector<std::string>& tokens, Lifetime lifetime) {
  const bool lasting = lifetime && *lifetime >= kLongLifetimeSeconds;
  for (const std::string& token : tokens) {
    const bool plain_time = is_epoch_time(token);
    if (!lasting || plain_time || information_bits(token) < kMinIdentifierBits) continue;
    return {
        IdentifierStrength::weak,
        "seen in one profile only, so nothing was compared; its shape fits an identifier and it " +
            lifetime_words(lifetime),
        token};
  }
  return {IdentifierStrength::none, "seen in one profile only, and its shape does not suffice", {}};
}

IdentifierAnswer answer_different(const std::string& token, const Comparison& compared,
                                  Lifetime lifetime) {
  const double bits = information_bits(token);
  const bool lasting = lifetime && *lifetime >= kLongLifetimeSeconds;
  std::string reason = "constant within each of " + std::to_string(compared.compared + 1) +
                       " profiles, different between them (similarity " +
                       number(compared.greatest, "%.2f") + "), " + number(bits, "%.0f") +
                       " bits, " + lifetime_words(lifetime);
  if (lasting && bits >= kMinIdentifierBits) return {IdentifierStrength::strong, reason, token};
  reason += lasting ? "; below 32 bits" : "; below 90 days";
  return {IdentifierStrength::weak, reason, token};
}

}  // namespace

double similarity(std::string_view a, std::string_view b) {
  a = a.substr(0, kMaxSimilarityLength);
  b = b.substr(0, kMaxSimilarityLength);
  if (a.empty() && b.empty()) return 1;
  return 2.0 * static_cast<double>(common_length(a, b)) / static_cast<double>(a.size() + b.size());
}

double information_bits(std::string_view text) {
  std::array<int, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  const double length = static_cast<double>(text.size());
  double bits = 0;
  for (const int count : counts) {
    if (count > 0) bits += count * std::log2(length / count);
  }
  return bits;
}

IdentifierAnswer judge_identifier(std::span<const ProfileValues> profiles, Lifetime lifetime) {
  std::vector<std::vector<std::string>> tokens;
  bool any_value = false;
  for (const ProfileValues& values : profiles) {
    if (std::all_of(values.begin(), values.end(), is_blank)) continue;
    any_value = true;
    tokens.push_back(constant_tokens(values));
  }
  if (!any_value) return {IdentifierStrength::none, "no value was seen", {}};
  if (tokens.front().empty()) {
    return {
        IdentifierStrength::none,
        "no part of 8 to 100 characters stays the same within the profile and is more than words, "
        "a date, a URL or a consent string",
        {}};
  }
  if (tokens.size() == 1) return answer_alone(tokens.front(), lifetime);

  const std::span others(tokens.begin() + 1, tokens.end());
  IdentifierAnswer best{IdentifierStrength::none, "no part differs between the profiles", {}};
  for (const std::string& token : tokens.front()) {
    const Comparison compared = compare(token, others);
    if (compared.shared || 2 * compared.different <= compared.compared) continue;
    IdentifierAnswer answer = answer_different(token, compared, lifetime);
    if (answer.strength > best.strength) best = std::move(answer);
  }
  return best;
}

}  // namespace consentry

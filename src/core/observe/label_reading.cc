// SPDX-License-Identifier: Apache-2.0
#include "core/observe/label_reading.h"

#include <array>
#include <cstddef>

namespace consentry {
namespace {

constexpr std::size_t kReachBefore =
    4;  // words a negation reaches over: "do not want to accept all"
constexpr std::size_t kReachAfter = 3;  // "stimme dem nicht zu", "godtar ikke"
constexpr int kMaxUnknownWords = 3;     // with more than that it is a sentence, not a label

// How often each kind occurs, and what negation and restriction did to the verbs.
class Reading {
 public:
  explicit Reading(const std::vector<SensedWord>& words) : words_(words) {
    for (std::size_t at = 0; at < words.size(); ++at) count(at);
  }

  [[nodiscard]] Intent intent() const {
    if (plain(WordKind::pay) > 0) return Intent::subscribe;
    if (plain(WordKind::withdraw) > 0)
      return plain(WordKind::accept) > 0 ? Intent::unknown : Intent::withdraw;
    if (negated(WordKind::withdraw) + negated(WordKind::refuse) + negated(WordKind::only) > 0)
      return Intent::unknown;
    if (refuses() || plain(WordKind::accept) > 0) return choice();
    return rest();
  }

  [[nodiscard]] bool necessary() const {
    return plain(WordKind::necessary) > 0 &&
           plain(WordKind::optional) + plain(WordKind::category) == 0;
  }

 private:
  [[nodiscard]] static std::size_t index(WordKind kind) { return static_cast<std::size_t>(kind); }
  [[nodiscard]] int plain(WordKind kind) const { return plain_[index(kind)]; }
  [[nodiscard]] int negated(WordKind kind) const { return negated_[index(kind)]; }

  [[nodiscard]] static bool negates(WordKind kind) {
    return kind == WordKind::negation || kind == WordKind::negation_after;
  }

  // Words that a negation may stand away from its verb over.
  [[nodiscard]] static bool passes_negation(WordKind kind) {
    switch (kind) {
      case WordKind::filler:
      case WordKind::all:
      case WordKind::cookie:
      case WordKind::consent:
      case WordKind::optional:
      case WordKind::negation:
      case WordKind::proceed:
        return true;
      default:
        return false;
    }
  }

  [[nodiscard]] bool negated_before(std::size_t at) const {
    const bool noun = words_[at].kind == WordKind::cookie || words_[at].kind == WordKind::consent;
    for (std::size_t step = 1; step <= kReachBefore && step <= at; ++step) {
      if (words_[at - step + 1].after_break) return false;
      const WordKind kind = words_[at - step].kind;
      if (negates(kind)) return true;
      // "not all cookies" says nothing against cookies, "do not accept all" does.
      if (!passes_negation(kind) || (noun && kind == WordKind::all)) return false;
    }
    return false;
  }

  [[nodiscard]] bool negated_after(std::size_t at) const {
    for (std::size_t step = 1; step <= kReachAfter && at + step < words_.size(); ++step) {
      if (words_[at + step].after_break) return false;
      const WordKind kind = words_[at + step].kind;
      const WordKind next =
          at + step + 1 < words_.size() ? words_[at + step + 1].kind : WordKind::unknown;
      if (kind == WordKind::negation_after) return next != WordKind::necessary;
      // "I accept no cookies"
      if (kind == WordKind::negation) return next == WordKind::cookie || next == WordKind::consent;
      if (!passes_negation(kind)) return false;
    }
    return false;
  }

  // A negation reaches adjectives only from the word before: "non-essential", "not all".
  [[nodiscard]] bool negated_adjective(std::size_t at) const {
    if (at == 0 || words_[at].after_break) return false;
    return negates(words_[at - 1].kind);
  }

  void count(std::size_t at) {
    WordKind kind = words_[at].kind;
    bool turned = false;
    switch (kind) {
      case WordKind::necessary:
        if (negated_adjective(at)) {
          kind = WordKind::optional;
          turned = negated_adjective(at - 1);
        } else if (at > 0 && words_[at - 1].kind == WordKind::all) {
          ++all_necessary_;
        }
        break;
      case WordKind::only:
      case WordKind::all:
      case WordKind::optional:
        turned = negated_adjective(at);
        break;
      case WordKind::filler:
      case WordKind::negation:
      case WordKind::negation_after:
      case WordKind::unknown:
        break;
      default:
        turned = negated_before(at) || (kind == WordKind::accept && negated_after(at));
    }
    ++(turned ? negated_ : plain_)[index(kind)];
  }

  // "only essential", "accept necessary": an acceptance of nothing that needs consent.
  [[nodiscard]] bool only_necessary() const {
    if (plain(WordKind::necessary) == 0) return false;
    if (plain(WordKind::optional) + plain(WordKind::category) + plain(WordKind::some) > 0)
      return false;
    if (plain(WordKind::only) > 0) return true;
    if (plain(WordKind::unknown) > 0) return false;
    if (plain(WordKind::all) > all_necessary_) return false;
    return plain(WordKind::accept) + plain(WordKind::proceed) > 0;
  }

  [[nodiscard]] bool says_no() const {
    const int without =
        negated(WordKind::consent) + negated(WordKind::cookie) + negated(WordKind::optional);
    return plain(WordKind::refuse) > 0 || negated(WordKind::accept) > 0 || without > 0;
  }

  [[nodiscard]] bool refuses() const { return says_no() || only_necessary(); }

  [[nodiscard]] Intent choice() const {
    if (plain(WordKind::unknown) > kMaxUnknownWords) return Intent::unknown;
    const bool accepts = plain(WordKind::accept) > 0 && !only_necessary();
    if (plain(WordKind::some) > 0) return Intent::unknown;
    if (refuses()) {
      if (accepts || plain(WordKind::policy) > 0) return Intent::unknown;
      if (plain(WordKind::settings) > 0) return Intent::settings;
      const bool partial = plain(WordKind::category) + plain(WordKind::choice) > 0;
      return partial ? Intent::unknown : Intent::refuse_all;
    }
    if (plain(WordKind::category) > 0) return Intent::unknown;
    if (plain(WordKind::choice) > 0) return Intent::save;
    if (plain(WordKind::save) > 0 && plain(WordKind::all) == 0) return Intent::save;
    return plain(WordKind::settings) > 0 ? Intent::unknown : Intent::accept_all;
  }

  [[nodiscard]] Intent rest() const {
    if (negated(WordKind::save) + negated(WordKind::settings) > 0) return Intent::unknown;
    if (plain(WordKind::save) > 0)
      return plain(WordKind::all) > 0 && plain(WordKind::choice) + plain(WordKind::settings) == 0
                 ? Intent::accept_all
                 : Intent::save;
    if (plain(WordKind::settings) + plain(WordKind::choice) > 0) return Intent::settings;
    if (plain(WordKind::policy) > 0) return Intent::policy;
    if (plain(WordKind::close) > 0) return Intent::close;
    const bool all_cookies = plain(WordKind::all) > 0 && plain(WordKind::cookie) > 0;
    return all_cookies && plain(WordKind::unknown) + plain(WordKind::necessary) == 0
               ? Intent::accept_all
               : Intent::unknown;
  }

  static constexpr std::size_t kKinds = static_cast<std::size_t>(WordKind::cookie) + 1;
  const std::vector<SensedWord>& words_;
  std::array<int, kKinds> plain_{};
  std::array<int, kKinds> negated_{};
  int all_necessary_ = 0;
};

}  // namespace

bool names_only_necessary(const std::vector<SensedWord>& words) {
  return Reading(words).necessary();
}

Intent read_sensed(const std::vector<SensedWord>& words) { return Reading(words).intent(); }

}  // namespace consentry

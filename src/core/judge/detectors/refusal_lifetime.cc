// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/refusal_lifetime.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/judge/consent_claim.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

constexpr double kDaySeconds = 86'400;

// What one run stored with its refusal, and by which the site may know it again.
struct Memory {
  std::vector<const CookieWrite*> cookies;  // the last write of each
  bool unlimited = false;                   // something that does not expire
};

bool tracks(const ItemFacts& item) {
  return item.purpose == Purpose::statistics || item.purpose == Purpose::marketing;
}

bool after_refusal(const RunView& run, const Moment& when, const EventRef& at) {
  return when.phase == Phase::refuse && at.line > run.timeline.decided_at(Phase::refuse);
}

// What lay there before the refusal in the same words says nothing of it.
bool lay_there(const RunView& run, const StorageItem& item) {
  return std::ranges::any_of(run.run->storage, [&](const StorageItem& other) {
    return other.at.line < run.timeline.decided_at(Phase::refuse) && other.area == item.area &&
           other.origin == item.origin && other.key == item.key && other.value == item.value;
  });
}

Memory memory_of(const Question& question, const RunView& run) {
  Memory memory;
  std::map<ItemKey, const CookieWrite*> last;
  for (const CookieWrite& write : run.run->cookie_writes) {
    const ItemKey key = key_of(write.domain, write.name);
    const bool kept = write.blocked.empty() && write.lifetime_s.value_or(1) > 0;
    if (!kept || !after_refusal(run, write.when, write.at)) continue;
    if (!tracks(question.site.item(key))) last[key] = &write;
  }
  for (const auto& [key, write] : last) memory.cookies.push_back(write);
  memory.unlimited = std::ranges::any_of(run.run->storage, [&](const StorageItem& item) {
    const ItemKey key{std::string(name_of(item.area)), item.origin, item.key};
    return item.area != StorageArea::session && after_refusal(run, item.when, item.at) &&
           !tracks(question.site.item(key)) && !lay_there(run, item);
  });
  return memory;
}

bool is_record(const Question& question, const CookieWrite& write) {
  return question.site.item(key_of(write.domain, write.name)).purpose == Purpose::consent_record ||
         keeps_choice("cookie", write.name, question.book);
}

enum class Kept { unknown, long_enough, too_short };

// Only what every reader would take for the record, and nothing beside it that lasts longer, shows
// that the refusal is forgotten.
Kept kept(const Question& question, const Memory& memory) {
  const double wanted = question.threshold("days") * kDaySeconds;
  const auto lasts = [wanted](const CookieWrite* write) {
    return write->lifetime_s.value_or(0) >= wanted;
  };
  if (memory.unlimited || std::ranges::any_of(memory.cookies, lasts)) return Kept::long_enough;
  const bool known = std::ranges::any_of(
      memory.cookies, [&](const CookieWrite* write) { return is_record(question, *write); });
  return known ? Kept::too_short : Kept::unknown;
}

void add_records(const Question& question, const RunView& run, const Memory& memory, Tally& tally) {
  for (const CookieWrite* write : memory.cookies) {
    if (!is_record(question, *write)) continue;
    Sign sign;
    sign.weight = Verdict::likely_breach;
    sign.subject = shortened(write->name, 40);
    sign.evidence.at = write->at;
    sign.evidence.item = write->name;
    sign.evidence.text = sign.subject + ", stored with the refusal, " +
                         lifetime_text(write->lifetime_s) + ", and nothing else keeps it longer";
    tally.add(run, std::move(sign));
  }
}

}  // namespace

Finding refusal_lifetime(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool told = false;
  for (const RunView* run : speakers.runs) {
    const Memory memory = memory_of(question, *run);
    const Kept how_long = kept(question, memory);
    told = told || how_long != Kept::unknown;
    if (how_long == Kept::too_short) add_records(question, *run, memory, tally);
  }
  if (!told) {
    return without_verdict(Verdict::not_measured,
                           "nothing that keeps the refusal, and for how long, was recognised");
  }
  return tally.conclude("Who refused will be asked again before half a year is over",
                        "What was stored with the refusal lasts for half a year or longer.");
}

}  // namespace consentry

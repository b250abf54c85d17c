// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/fingerprinting.h"

#include "core/judge/device_fingerprint.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

struct Fingerprint {
  ScriptReads reads;
  const SentRequest* sent = nullptr;
  Verdict weight = Verdict::pass;
};

FingerprintLimits limits_of(const Question& question) {
  return {question.threshold("canvas_side"), question.threshold("canvas_characters"),
          question.threshold("canvas_colours"), question.threshold("probed_fonts"),
          question.threshold("families")};
}

// Bot checks and fraud checks are contested, not settled: whoever runs them must show the need.
bool for_protection(const SiteView& site, const std::string& script) {
  const Party* party = site.party_of(script);
  return party != nullptr &&
         (party->function == Function::security || party->function == Function::payment);
}

std::vector<Fingerprint> fingerprints(const Question& question, const RunView& run) {
  const FingerprintLimits limits = limits_of(question);
  std::vector<Fingerprint> found;
  for (ScriptReads& reads : script_reads(run, stage_of(question.phase), limits)) {
    const bool many = static_cast<double>(reads.families.size()) >= limits.families;
    if (!reads.canvas && !many) continue;
    Fingerprint print{std::move(reads), nullptr, Verdict::risk};
    print.sent = sent_afterwards(run, print.reads);
    if (print.sent != nullptr && !for_protection(question.site, print.reads.script)) {
      print.weight = Verdict::likely_breach;
    }
    // A canvas that nobody is told about is left alone.
    if (print.sent == nullptr && !many) continue;
    found.push_back(std::move(print));
  }
  return found;
}

std::string families_text(const ScriptReads& reads) {
  return spelled_out({reads.families.begin(), reads.families.end()});
}

Evidence evidence_of(const Question& question, const Fingerprint& print) {
  const DeviceRead& first = *print.reads.counted.front();
  Evidence evidence;
  evidence.at = first.at;
  evidence.text = shown_url(print.reads.script) + " read " + families_text(print.reads) + " (" +
                  first.member + ")";
  if (print.sent != nullptr) {
    evidence.text += " and data went to " + shown_url(print.sent->request->url);
  }
  const Party* party = question.site.party_of(print.reads.script);
  if (party != nullptr) {
    evidence.company = party->company;
    evidence.host = party->domain;
    evidence.sources = party->sources;
  }
  return evidence;
}

}  // namespace

std::set<std::string> fingerprinting_parties(const Question& question, const RunView& run) {
  std::set<std::string> parties;
  for (const Fingerprint& print : fingerprints(question, run)) {
    if (print.weight < Verdict::likely_breach) continue;
    parties.insert(question.site.party_name(print.reads.script));
    parties.insert(name_of_party(*print.sent->facts, print.sent->request->url));
  }
  return parties;
}

Finding fingerprinting(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const Fingerprint& print : fingerprints(question, *run)) {
      tally.add(*run, {print.weight, question.site.party_name(print.reads.script),
                       evidence_of(question, print)});
    }
  }
  return tally.conclude("Scripts read features that tell this device from others before any choice",
                        "No script read the device's features in the way fingerprinting does.");
}

}  // namespace consentry

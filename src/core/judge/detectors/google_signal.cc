// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/google_signal.h"

#include <algorithm>
#include <array>

#include "core/base/origin.h"
#include "core/judge/evidence_text.h"
#include "core/judge/tc_strings.h"

namespace consentry {
namespace {

enum class Tag {
  none,
  measures,   // counts, or advertises Google's customer elsewhere
  publishes,  // shows others' advertisements: only with a consent manager that Google certified
};

struct Place {
  std::string_view host, path;
  Tag tag = Tag::measures;
};

// support.google.com/admanager/answer/13554116 (publishers), support.google.com/analytics (others).
constexpr std::array kPlaces{
    Place{"pagead2.googlesyndication.com", "/pagead/js/adsbygoogle.js", Tag::publishes},
    Place{"securepubads.g.doubleclick.net", "/tag/js/gpt.js", Tag::publishes},
    Place{"www.googletagservices.com", "/tag/js/gpt.js", Tag::publishes},
    Place{"google-analytics.com", "/g/collect"},
    Place{"google-analytics.com", "/collect"},
    Place{"google-analytics.com", "/j/collect"},
    Place{"analytics.google.com", "/g/collect"},
    Place{"googleads.g.doubleclick.net", "/pagead/"},
    Place{"googleadservices.com", "/pagead/"},
};

Tag tag_of(const std::string& address) {
  const auto url = parse_url(address);
  if (!url) return Tag::none;
  for (const Place& place : kPlaces) {
    if (domain_matches(url->host, place.host) && url->path.starts_with(place.path))
      return place.tag;
  }
  return Tag::none;
}

bool tells_framework(const Question& question, const RunView& run) {
  const Window window{question.phase, run.timeline.decided_at(question.phase)};
  return !tcf_answers(run, window).empty() || !tc_strings_at_end(run, window).empty();
}

// Consent mode, set by the page or within a tag manager: then the hits carry it.
bool tells_consent_mode(const RunView& run) {
  return !run.run->consent_commands.empty() ||
         std::ranges::any_of(run.requests, [](const SentRequest& sent) {
           const std::string& url = sent.request->url;
           return tag_of(url) != Tag::none && (url.find("&gcs=") != std::string::npos ||
                                               url.find("?gcs=") != std::string::npos);
         });
}

Verdict weight_of(Tag tag) { return tag == Tag::publishes ? Verdict::risk : Verdict::info; }

void add_tags(const Question& question, const RunView& run, bool framework, bool mode, bool& any,
              Tally& tally) {
  for (const SentRequest& sent : run.requests) {
    if (sent.stage != stage_of(question.phase)) continue;
    const Tag tag = tag_of(sent.request->url);
    any = any || tag != Tag::none;
    if (tag == Tag::none || framework || (tag == Tag::measures && mode)) continue;
    const std::string_view what = tag == Tag::publishes
                                      ? "shows advertisements, and the page gives out no TC string"
                                      : "and the page tells Google's tags nothing of the choice";
    tally.add(run, {weight_of(tag), shortened(shown_url(sent.request->url), 60),
                    evidence_of(sent, what)});
  }
}

}  // namespace

Finding google_signal(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool any = false;
  for (const RunView* run : speakers.runs) {
    add_tags(question, *run, tells_framework(question, *run), tells_consent_mode(*run), any, tally);
  }
  if (!any) {
    return without_verdict(Verdict::not_applicable, "no tag of Google's was seen after accepting");
  }
  return tally.conclude("Google's tags run without the consent signal that its policy asks for",
                        "Google's tags are told of the choice.");
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/collecting_requests.h"

#include <algorithm>
#include <string>

#include "core/base/origin.h"
#include "core/classify/identifier_token.h"
#include "core/judge/detectors/page_requests.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/sent_text.h"

namespace consentry {
namespace {

// "G100": advertising and analytics storage denied; '-' is not set.
bool denies_all(std::string_view gcs) {
  return gcs.size() == 4 && gcs.starts_with("G1") &&
         gcs.substr(2).find_first_not_of("0-") == std::string_view::npos &&
         gcs.find('0', 2) != std::string_view::npos;
}

bool says_denied(const SentRequest& sent) {
  const std::string& url = sent.request->url;
  if (denies_all(query_value(url, "gcs"))) return true;
  const auto parsed = parse_url(url);
  return parsed && domain_matches(parsed->host, "bat.bing.com") && query_value(url, "asc") == "D";
}

bool went_out(const SentRequest& sent) {
  return grade_of(sent) != TrackerGrade::attempted && !sent.request->from_cache;
}

bool loads_google_tag(const Url& url, std::string_view id) {
  const bool manager = url.path.ends_with("/gtm.js") && id.starts_with("GTM-");
  return manager ||
         (url.path.ends_with("/gtag/js") && (id.starts_with("G-") || id.starts_with("AW-")));
}

// Whose measurement it is by its shape; empty when by none known.
std::string_view maker_of(const Request& request) {
  const auto url = parse_url(request.url);
  if (!url) return {};
  const auto value = [&](std::string_view name) { return query_value(request.url, name); };
  const std::string tracking = value("tid");
  if (value("v") == "2" && tracking.starts_with("G-") && !value("cid").empty()) {
    return "Google Analytics";
  }
  if (value("v") == "1" && tracking.starts_with("UA-") && !value("cid").empty()) {
    return "Google Analytics";
  }
  if (loads_google_tag(*url, value("id"))) return "Google Tag Manager";
  constexpr std::size_t kMinPixelId = 12;
  const std::string pixel = value("id");
  const bool meta = (url->path.ends_with("/tr") || url->path.ends_with("/tr/")) &&
                    pixel.size() >= kMinPixelId && all_digits(pixel) && !value("ev").empty();
  return meta ? "Meta" : std::string_view();
}

bool carries_stored(const RunView& run, const SentRequest& sent) {
  constexpr std::size_t kMinIdentifier = 8;
  for (const char* name : {"cid", "fbp"}) {
    const std::string id = query_value(sent.request->url, name);
    if (id.size() < kMinIdentifier) continue;
    if (std::ranges::any_of(run.stored, [&](const StoredItem& item) {
          return item.stage == sent.stage && item.value.find(id) != std::string::npos;
        })) {
      return true;
    }
  }
  return false;
}

std::optional<Sign> pinged(const Question& /*question*/, const RunView& /*run*/,
                           const SentRequest& sent) {
  if (!went_out(sent) || !says_denied(sent)) return std::nullopt;
  return Sign{Verdict::likely_breach, name_of_party(*sent.facts, sent.request->url),
              evidence_of(sent, "says that consent is denied, and measures all the same")};
}

std::optional<Sign> collected(const Question& /*question*/, const RunView& run,
                              const SentRequest& sent) {
  if (sent.request->third_party || !went_out(sent)) return std::nullopt;
  const std::string maker(maker_of(*sent.request));
  if (maker.empty()) return std::nullopt;
  const bool identifies = carries_stored(run, sent);
  return Sign{
      identifies ? Verdict::likely_breach : Verdict::risk, maker,
      evidence_of(sent, "shaped for " + maker + (identifies ? ", with a stored identifier" : ""))};
}

}  // namespace

Finding cookieless_pings(const Question& question) {
  return judge_requests(question, pinged,
                        "Measurements that say consent is denied were sent before any choice",
                        "No measurement that says consent is denied was sent before a choice.");
}

Finding own_domain_collection(const Question& question) {
  return judge_requests(
      question, collected,
      "The site's own domain received what is shaped for a measuring company, before any choice",
      "Nothing shaped for a known measuring company went to the site's own domain.");
}

}  // namespace consentry

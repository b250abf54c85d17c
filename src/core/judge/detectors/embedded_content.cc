// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/embedded_content.h"

#include <algorithm>

#include "core/base/origin.h"
#include "core/judge/detectors/page_requests.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

// place: "host" or "host/path…"; holds for hosts below it.
bool lies_at(const Url& url, std::string_view place) {
  const std::size_t slash = std::min(place.find('/'), place.size());
  return domain_matches(url.host, place.substr(0, slash)) &&
         url.path.starts_with(place.substr(slash));
}

const EmbedForm* form_of(const RuleBook& book, const Request& request) {
  const auto url = parse_url(request.url);
  if (!url) return nullptr;
  const auto found = std::ranges::find_if(book.embeds(), [&](const EmbedForm& form) {
    return std::ranges::any_of(form.places,
                               [&](const std::string& place) { return lies_at(*url, place); });
  });
  return found == book.embeds().end() ? nullptr : &*found;
}

bool is_content(const Request& request) {
  return request.status > 0 && request.type != "prefetch" && request.type != "preflight" &&
         request.type != "ping";
}

std::optional<Sign> embedded(const Question& question, const RunView& /*run*/,
                             const SentRequest& sent) {
  if (!sent.request->third_party || sent.facts->first_party_owner) return std::nullopt;
  if (!is_content(*sent.request)) return std::nullopt;
  const EmbedForm* form = form_of(question.book, *sent.request);
  if (form == nullptr) return std::nullopt;
  return Sign{form->verdict, name_of_party(*sent.facts, sent.request->url),
              evidence_of(sent, form->kind)};
}

}  // namespace

Finding embedded_content(const Question& question) {
  return judge_requests(question, embedded,
                        "Content of other companies was loaded with the page before any choice",
                        "No known embedded content of others was loaded before a choice.");
}

}  // namespace consentry

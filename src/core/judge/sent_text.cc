// SPDX-License-Identifier: Apache-2.0
#include "core/judge/sent_text.h"

#include <algorithm>

#include "core/judge/percent_text.h"

namespace consentry {
namespace {

std::string words_of(const RunView& run, const SentRequest& sent, std::string_view address) {
  const Request& request = *sent.request;
  std::string text = percent_decoded_twice(address) + "\n" +
                     percent_decoded_twice(request.post_data) + "\n" +
                     percent_decoded_twice(request.referrer);
  for (const SentFrame& frame : request.sent_frames) {
    if (run.timeline.stage(frame.when, frame.at) == sent.stage) text += "\n" + frame.text;
  }
  return text;
}

std::string_view query_text(std::string_view url) {
  const std::size_t begin = url.find('?');
  if (begin == std::string_view::npos) return {};
  const std::string_view query = url.substr(begin + 1);
  return query.substr(0, query.find('#'));
}

}  // namespace

std::string sent_text(const RunView& run, const SentRequest& sent) {
  return words_of(run, sent, sent.request->url);
}

std::string sent_words(const RunView& run, const SentRequest& sent) {
  return words_of(run, sent, query_text(sent.request->url));
}

std::vector<std::pair<std::string, std::string>> query_of(std::string_view url) {
  std::vector<std::pair<std::string, std::string>> out;
  std::string_view rest = query_text(url);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string value(pair.substr(std::min(equals + 1, pair.size())));
    std::ranges::replace(value, '+', ' ');
    out.emplace_back(percent_decoded_twice(pair.substr(0, equals)), percent_decoded_twice(value));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

std::string query_value(std::string_view url, std::string_view name) {
  const auto query = query_of(url);
  const auto found = std::ranges::find(query, name, [](const auto& pair) { return pair.first; });
  return found == query.end() ? std::string() : found->second;
}

bool reaches_stranger(const SentRequest& sent) {
  switch (sent.facts->party.function) {
    case Function::consent_manager:
    case Function::payment:
    case Function::security:
      return false;
    default:
      return sent.request->third_party && !sent.facts->first_party_owner;
  }
}

}  // namespace consentry

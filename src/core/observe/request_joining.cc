// SPDX-License-Identifier: Apache-2.0
// RequestJoiner::finish: what was gathered by request id becomes one Request a hop.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/observe/request_joiner.h"
#include "core/observe/third_party.h"

namespace consentry {
namespace {

// Which hop each of `count` …ExtraInfo events belongs to. They come in the order of the hops, but a
// hop that never met the network (an internal redirect, the cache) has none: `has_extra` tells. The
// flags are only asked when there are too few events for all hops, as they are wrong at times.
std::vector<std::size_t> hops_of_extras(std::size_t count,
                                        const std::vector<std::optional<bool>>& has_extra) {
  const auto with = static_cast<std::size_t>(
      std::ranges::count_if(has_extra, [](auto flag) { return flag.value_or(true); }));
  const bool ask = count < has_extra.size() && with >= count;
  std::vector<std::size_t> owners;
  for (std::size_t hop = 0; hop < has_extra.size() && owners.size() < count; ++hop) {
    if (!ask || has_extra[hop].value_or(true)) owners.push_back(hop);
  }
  owners.resize(count, has_extra.size() - 1);
  return owners;
}

}  // namespace

void RequestJoiner::join(Chain& chain, std::vector<AnsweredCookie>& cookies) {
  if (chain.hops.empty()) return;
  Hop& last = hops_[chain.hops.back()];
  if (chain.response) last.response = *chain.response;
  last.response.from_cache = last.response.from_cache || chain.from_cache;
  std::vector<std::optional<bool>> has_extra;
  for (const std::size_t index : chain.hops) {
    has_extra.push_back(hops_[index].response.has_extra);
    Request& request = hops_[index].request;
    const Response& response = hops_[index].response;
    request.status = response.status;
    request.mime_type = response.mime_type;
    request.remote_address = response.remote_address;
    request.from_cache = response.from_cache;
  }
  const auto senders = hops_of_extras(chain.sent.size(), has_extra);
  for (std::size_t i = 0; i < senders.size(); ++i) {
    Request& request = hops_[chain.hops[senders[i]]].request;
    std::ranges::move(chain.sent[i].cookies, std::back_inserter(request.cookies));
    std::ranges::move(chain.sent[i].withheld, std::back_inserter(request.cookies_withheld));
    CacheVisit& cache = hops_[chain.hops[senders[i]]].cache;
    cache.returned = std::move(chain.sent[i].returned_tag);
    cache.returned_date = std::move(chain.sent[i].returned_date);
    hops_[chain.hops[senders[i]]].signs.sent = std::move(chain.sent[i].client_hints);
  }
  const auto answerers = hops_of_extras(chain.answers.size(), has_extra);
  for (std::size_t i = 0; i < answerers.size(); ++i) {
    const std::size_t index = chain.hops[answerers[i]];
    Answer& answer = chain.answers[i];
    if (answer.status != 0) hops_[index].request.status = answer.status;
    hops_[index].cache.tag = std::move(answer.tag);
    hops_[index].cache.date = std::move(answer.date);
    answer.signs.sent = std::move(hops_[index].signs.sent);
    hops_[index].signs = std::move(answer.signs);
    for (AnsweredCookie& cookie : answer.cookies) {
      cookie.request = index;
      cookies.push_back(std::move(cookie));
    }
  }
  last.signs.early_link = std::move(chain.early_link);
  if (last.request.status == 0) last.request.failure = chain.failure;
  // A policy may also refuse an answer (frame-ancestors): then something was sent.
  last.never_left =
      chain.stopped && last.request.status == 0 && chain.sent.size() < chain.hops.size();
}

// All hops of a tab's navigation belong to the document that came of it. The host that was asked
// for and the one that answered are first parties; a stranger between them is a bounce.
void RequestJoiner::place_navigation(const Chain& chain, ThirdParty& parties) {
  const std::string asked = hops_[chain.hops.front()].request.url;
  const std::string came = hops_[chain.hops.back()].request.url;
  for (const std::size_t index : chain.hops) {
    Request& request = hops_[index].request;
    request.page_url = came;
    request.third_party = parties.url(request.url, asked) && parties.url(request.url, came);
  }
}

void RequestJoiner::place_preflight(Hop& hop) {
  const auto chain = chains_.find(hop.preflight_of);
  if (chain == chains_.end() || chain->second.hops.empty()) return;
  const Request& asked_for = hops_[chain->second.hops.front()].request;
  hop.request.page_url = asked_for.page_url;
  hop.request.frame_url = asked_for.frame_url;
  hop.request.initiator_url = asked_for.initiator_url;
  hop.request.initiator_stack = asked_for.initiator_stack;
  hop.request.from_worker = asked_for.from_worker;
}

// What was sent or answered, while the page's word of what was asked for never came: a page that
// was left may be gone before it could report.
void RequestJoiner::report_strays(RunObservation& run) const {
  const auto strays = std::ranges::count_if(chains_, [](const auto& entry) {
    const Chain& chain = entry.second;
    return chain.hops.empty() && !chain.inside && !(chain.sent.empty() && chain.answers.empty());
  });
  if (strays == 0) return;
  run.limitations.push_back({{run.name, 0},
                             {},
                             "events-dropped",
                             std::to_string(strays) + " requests were seen without their address"});
}

// What a page wanted to send and its policy did not let out reached nobody, so it is no request.
void RequestJoiner::move_sent(RunObservation& run, std::vector<AnsweredCookie>& cookies) {
  std::vector<std::size_t> place(hops_.size());
  for (std::size_t i = 0; i < hops_.size(); ++i) {
    place[i] = run.requests.size();
    if (hops_[i].never_left) continue;
    run.requests.push_back(std::move(hops_[i].request));
    CacheVisit& visit = hops_[i].cache;
    visit.request = place[i];
    const bool bare = visit.tag.empty() && visit.returned.empty() && visit.date.empty() &&
                      visit.returned_date.empty();
    if (!bare) cache_visits_.push_back(std::move(visit));
    HeaderSigns& signs = hops_[i].signs;
    signs.request = place[i];
    if (!signs.silent()) header_signs_.push_back(std::move(signs));
  }
  for (AnsweredCookie& cookie : cookies) cookie.request = place[cookie.request];
}

std::vector<AnsweredCookie> RequestJoiner::finish(RunObservation& run, ThirdParty& parties) {
  std::vector<AnsweredCookie> cookies;
  for (auto& [id, chain] : chains_) join(chain, cookies);
  for (Hop& hop : hops_) {
    if (!hop.preflight_of.empty()) place_preflight(hop);
    hop.request.third_party = parties.url(hop.request.url, hop.request.page_url);
  }
  for (const auto& [id, chain] : chains_) {
    if (!chain.hops.empty() && hops_[chain.hops.front()].navigates_tab) {
      place_navigation(chain, parties);
    }
  }
  report_strays(run);
  const auto first = std::ranges::find_if(
      hops_, [](const Hop& hop) { return hop.navigates_tab && hop.first_tab; });
  if (first != hops_.end()) {
    run.http_status = hops_[chains_.at(first->request.id).hops.back()].request.status;
  }
  move_sent(run, cookies);
  std::ranges::stable_sort(cookies, {}, [](const auto& cookie) { return cookie.here.at.line; });
  return cookies;
}

}  // namespace consentry

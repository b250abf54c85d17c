// SPDX-License-Identifier: Apache-2.0
#include "core/judge/site_view.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/origin.h"
#include "core/observe/cache_validator.h"

namespace consentry {
namespace {

// Values by which a party notes that it must not track: storing them is not tracking.
constexpr std::array<std::string_view, 10> kOptOutValues{
    "", "deleted", "optout", "opt-out", "opt_out", "denied", "false", "null", "undefined", "-"};

bool keeps_nothing(std::string value) {
  std::ranges::transform(value, value.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::ranges::find(kOptOutValues, value) != kOptOutValues.end();
}

std::string_view without_dot(std::string_view domain) {
  return domain.starts_with('.') ? domain.substr(1) : domain;
}

// Last line at which the jar or a request showed a cookie.
std::map<ItemKey, std::uint64_t> last_shown(const RunObservation& run) {
  std::map<ItemKey, std::uint64_t> shown;
  const auto see = [&](const ItemKey& key, std::uint64_t line) {
    std::uint64_t& last = shown[key];
    last = std::max(last, line);
  };
  for (const CookieRow& row : run.cookie_rows) see(key_of(row.domain, row.name), row.at.line);
  for (const Request& request : run.requests) {
    for (const CookieSent& cookie : request.cookies) {
      see(key_of(cookie.domain, cookie.name), request.at.line);
    }
  }
  return shown;
}

bool was_kept(const CookieWrite& write, const std::map<ItemKey, std::uint64_t>& shown) {
  if (!write.blocked.empty() || write.lifetime_s.value_or(1) <= 0) return false;
  if (write.origin == CookieOrigin::http) return true;
  const auto last = shown.find(key_of(write.domain, write.name));
  return last != shown.end() && last->second > write.at.line;
}

void add_cookies(const RunObservation& run, std::vector<StoredItem>& stored) {
  const auto shown = last_shown(run);
  for (const CookieWrite& write : run.cookie_writes) {
    if (!was_kept(write, shown) || keeps_nothing(write.value)) continue;
    stored.push_back({nullptr, key_of(write.domain, write.name), write.at, write.when, Stage::other,
                      write.value, write.lifetime_s, write.setter_url, true});
  }
  for (const CookieRow& row : run.cookie_rows) {
    if (keeps_nothing(row.value)) continue;
    stored.push_back({nullptr,
                      key_of(row.domain, row.name),
                      row.at,
                      row.when,
                      Stage::other,
                      row.value,
                      row.lifetime_s,
                      {},
                      false});
  }
}

void add_storage(const RunObservation& run, std::vector<StoredItem>& stored) {
  for (const StorageItem& item : run.storage) {
    if (keeps_nothing(item.value)) continue;
    stored.push_back({nullptr, key_of(item), item.at, item.when, Stage::other, item.value,
                      std::nullopt, item.snapshot ? std::string() : item.script_url,
                      !item.snapshot});
  }
}

std::string without_fragment(const std::string& url) { return url.substr(0, url.find('#')); }

// A page that is left may still send beacons, which the browser reports after the next navigation
// has begun. They tell nothing about the page that follows: a ping counts for the new page only
// when a script that sends it was loaded by that page.
class PageOrder {
 public:
  bool of_this_page(const Request& request) {
    if (request.type == "document" && request.frame_url == request.page_url) {
      if (request.redirected_from.empty()) ++pages_;
      loaded_.clear();
      others_ = 0;
    } else if (request.type != "ping") {
      ++others_;
    }
    loaded_.insert(without_fragment(request.url));
    if (request.type != "ping" || pages_ < 2) return true;
    const std::string page = without_fragment(request.page_url);
    const auto loaded_here = [&](const std::string& script) {
      const std::string url = without_fragment(script);
      return url == page ? others_ > 0 : loaded_.contains(url);
    };
    if (request.initiator_stack.empty()) {
      return request.initiator_url.empty() ? others_ > 0 : loaded_here(request.initiator_url);
    }
    return std::ranges::all_of(request.initiator_stack, loaded_here);
  }

 private:
  std::set<std::string> loaded_;
  int pages_ = 0;
  int others_ = 0;
};

const std::vector<RequestFacts>& facts_at(const std::vector<std::vector<RequestFacts>>& all,
                                          std::size_t run) {
  static const std::vector<RequestFacts> kNone;
  return run < all.size() ? all[run] : kNone;
}

const RequestFacts& facts_of(const std::vector<RequestFacts>& facts, std::size_t request) {
  static const RequestFacts kUnknown;
  return request < facts.size() ? facts[request] : kUnknown;
}

std::string host_of(std::string_view host_or_url) {
  if (host_or_url.find("://") == std::string_view::npos) return std::string(host_or_url);
  const auto url = parse_url(host_or_url);
  return url ? url->host : std::string();
}

std::string_view verb_of(Phase phase) {
  switch (phase) {
    case Phase::refuse:
      return "refuse";
    case Phase::accept:
      return "accept";
    case Phase::one_purpose:
      return "consent to one purpose";
    default:
      return "withdraw";
  }
}

std::string why_not_chosen(Phase phase, ChoiceResult result) {
  const std::string verb(verb_of(phase));
  switch (result) {
    case ChoiceResult::done:
      return "the visit broke off after the choice was made";
    case ChoiceResult::no_banner:
      return "no consent banner was shown, so there was nothing to " + verb;
    case ChoiceResult::no_control:
      return "no way to " + verb + " was found on the page";
    case ChoiceResult::unproven:
      return "an attempt to " + verb + " was made, but nothing shows that the site took it";
    case ChoiceResult::failed:
      return "the attempt to " + verb + " broke off";
  }
  return "the attempt to " + verb + " broke off";
}

bool measured(const RunObservation& run, Phase phase) {
  return std::ranges::find(run.measured, phase) != run.measured.end();
}

std::string why_not_measured(const SiteView& site, Phase phase) {
  std::string reason = "the phase '" + std::string(name_of(phase)) + "' was not measured";
  for (const RunView& view : site.runs()) {
    for (const Limitation& limitation : view.run->limitations) {
      if (limitation.when.phase == phase) return reason + ": " + limitation.text;
    }
  }
  return reason;
}

}  // namespace

ItemKey key_of(std::string_view cookie_domain, std::string_view name) {
  return {"cookie", std::string(without_dot(cookie_domain)), std::string(name)};
}

SiteView::SiteView(const SiteFacts& facts) : facts_(&facts) {
  const auto& runs = facts.observation.runs;
  runs_.reserve(runs.size());  // asides refer to their runs
  for (std::size_t i = 0; i < runs.size(); ++i) {
    arrange(runs_.emplace_back(runs[i]), facts_at(facts.classification.requests, i));
    arrange_hints(runs_.back(), facts_at(facts.classification.hints, i));
    for (const RunObservation& aside : runs[i].aside) {
      const auto& known = facts_at(facts.classification.aside_requests, asides_.size());
      arrange(asides_.emplace_back(&runs_.back(), RunView(aside)).view, known);
    }
  }
}

void SiteView::arrange(RunView& view, const std::vector<RequestFacts>& facts) {
  const RunObservation& run = *view.run;
  add_cookies(run, view.stored);
  add_storage(run, view.stored);
  std::ranges::stable_sort(view.stored, {}, &StoredItem::at);
  // Of the validators in a cache only those that tell visitors apart are more than files' names.
  std::erase_if(view.stored, [this](const StoredItem& item) {
    return is_cache_validator(item.key.kind) &&
           this->item(item.key).identifier != IdentifierStrength::strong;
  });
  for (StoredItem& item : view.stored) {
    item.facts = &this->item(item.key);
    item.stage = view.timeline.stage(item.when, item.at);
  }
  PageOrder order;
  for (std::size_t i = 0; i < run.requests.size(); ++i) {
    const Request& request = run.requests[i];
    const RequestFacts& known = facts_of(facts, i);
    view.requests.push_back({&request, &known, view.timeline.stage(request.when, request.at),
                             order.of_this_page(request)});
    const auto url = parse_url(request.url);
    if (url) parties_.try_emplace(registrable_domain(url->host), &known.party);
  }
}

void SiteView::arrange_hints(RunView& view, const std::vector<RequestFacts>& facts) {
  const std::vector<ConnectionHint>& hints = view.run->hints;
  for (std::size_t i = 0; i < hints.size(); ++i) {
    view.hints.push_back(
        {&hints[i], &facts_of(facts, i), view.timeline.stage(hints[i].when, hints[i].at)});
  }
}

const Party* SiteView::party_of(std::string_view host_or_url) const {
  const auto found = parties_.find(registrable_domain(host_of(host_or_url)));
  return found == parties_.end() ? nullptr : found->second;
}

std::string SiteView::party_name(std::string_view host_or_url) const {
  const Party* party = party_of(host_or_url);
  return party != nullptr && !party->company.empty() ? party->company
                                                     : registrable_domain(host_of(host_or_url));
}

const ItemFacts& SiteView::item(const ItemKey& key) const {
  static const ItemFacts kUnknown;
  const auto found = facts_->classification.items.find(key);
  return found == facts_->classification.items.end() ? kUnknown : found->second;
}

bool SiteView::banner_seen() const {
  return std::ranges::any_of(runs_, [](const RunView& view) {
    return std::ranges::any_of(view.run->banner_views, &BannerView::found);
  });
}

Speakers speakers_for(const SiteView& site, Phase phase) {
  Speakers speakers;
  const bool after_choice = phase != Phase::before && phase != Phase::gpc;
  bool all_without_banner = true;
  bool attempted = false;
  for (const RunView& view : site.runs()) {
    if (!after_choice) {
      const bool right_signal = view.run->global_privacy_control == (phase == Phase::gpc);
      if (right_signal && measured(*view.run, phase)) speakers.runs.push_back(&view);
      continue;
    }
    const ChoiceOutcome* outcome = view.timeline.outcome(phase);
    if (outcome == nullptr) continue;
    if (outcome->result == ChoiceResult::done && measured(*view.run, phase)) {
      speakers.runs.push_back(&view);
    }
    all_without_banner = all_without_banner && outcome->result == ChoiceResult::no_banner;
    if (!attempted) speakers.reason = why_not_chosen(phase, outcome->result);
    attempted = true;
  }
  if (attempted && all_without_banner && !site.banner_seen()) {
    speakers.otherwise = Verdict::not_applicable;
  }
  if (attempted) return speakers;
  // Where no banner asks, there is no consent that could be withdrawn.
  if (phase == Phase::withdraw) {
    Speakers accepted = speakers_for(site, Phase::accept);
    if (accepted.otherwise == Verdict::not_applicable) return accepted;
  }
  speakers.reason = why_not_measured(site, phase);
  return speakers;
}

}  // namespace consentry

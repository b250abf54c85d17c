// SPDX-License-Identifier: Apache-2.0
#include "core/judge/company_profile.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/base/digest.h"
#include "core/base/origin.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/sent_text.h"
#include "core/judge/shared_identifiers.h"

namespace consentry {
namespace {

constexpr std::size_t kDigestDigits = 16;
// An address without a path says no more than the name of the site.
constexpr std::size_t kLeastPath = 2;

// Names that measuring interfaces publish for what their parameters hold. A name says what a value is
// called, so the report tells that it was the name.
struct NamedData {
  std::string_view parameter;
  std::string_view what;
};
constexpr std::array kNamedData{
    NamedData{"dt", "title of the page"},
    NamedData{"title", "title of the page"},
    NamedData{"page_title", "title of the page"},
    NamedData{"pagetitle", "title of the page"},
    NamedData{"product", "product"},
    NamedData{"product_id", "product"},
    NamedData{"content_ids", "product"},
    NamedData{"content_name", "product"},
    NamedData{"sku", "product"},
    NamedData{"pr1id", "product"},
    NamedData{"pr1nm", "product"},
    NamedData{"asin", "product"},
    NamedData{"search", "search words"},
    NamedData{"search_term", "search words"},
    NamedData{"search_string", "search words"},
    NamedData{"keyword", "search words"},
    NamedData{"keywords", "search words"},
    NamedData{"query", "search words"},
    NamedData{"topic", "subject of the page"},
    NamedData{"content_category", "subject of the page"},
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

bool is_told(Stage stage) {
  return std::ranges::find(kProfileStages, stage) != std::end(kProfileStages);
}

class Gathering {
 public:
  Gathering(const SiteFacts& site, const std::string& company, const Presence& presence)
      : view_(site), company_(company) {
    found_.url = site.observation.url;
    found_.domains = presence.domains;
    found_.function = presence.function;
    for (const auto& [stage, evidence] : presence.first_by_stage) {
      if (is_told(stage)) found_.identifier.emplace(stage, evidence);
    }
  }

  CompanyOnSite gather() {
    for (const RunView& run : view_.runs()) {
      found_.logs[run.run->name] = run.run->log_sha256;
      std::map<Stage, int> requests;
      std::map<Stage, EventRef> first;
      for (const SentRequest& sent : run.requests) {
        if (!is_theirs(sent)) continue;
        ++requests[sent.stage];
        first.try_emplace(sent.stage, sent.request->at);
        add_data(run, sent);
      }
      for (const auto& [stage, count] : requests) {
        if (!is_told(stage) || count <= found_.requests[stage]) continue;
        found_.requests[stage] = count;
        found_.requested[stage] = first.at(stage);
      }
      for (const StoredItem& item : run.stored) add_item(item);
      for (const Stage stage : kProfileStages) add_exchanges(run, stage);
    }
    for (auto& [key, item] : items_) found_.items.push_back(std::move(item));
    for (auto& [key, data] : data_) found_.data.push_back(std::move(data));
    for (auto& [key, exchange] : exchanges_) found_.exchanges.push_back(std::move(exchange));
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool is_theirs(const SentRequest& sent) const {
    return sent.request->third_party && name_of_party(*sent.facts, sent.request->url) == company_;
  }

  [[nodiscard]] bool is_theirs(const ItemFacts& item) const {
    if (item.third_party) return view_.party_name(item.key.owner) == company_;
    return (item.setter_company.empty() ? item.setter_domain : item.setter_company) == company_;
  }

  void add_item(const StoredItem& stored) {
    const ItemFacts& facts = *stored.facts;
    if (!is_theirs(facts)) return;
    ProfileItem& item = items_[stored.key];
    if (item.key.name.empty()) item.first = stored.at;
    item.key = stored.key;
    item.purpose = facts.purpose;
    item.identifies = follows_visitor(facts);
    item.lifetime_s = facts.lifetime_s;
    if (is_told(stored.stage)) item.stored.insert(stored.stage);
    if (!stored.value.empty()) {
      item.value_digests.try_emplace(stored.at.run,
                                     sha256_hex(stored.value).substr(0, kDigestDigits));
    }
  }

  void note(const SentRequest& sent, std::string_view what, const std::string& how) {
    DataSent& data = data_[{std::string(what), how}];
    if (data.what.empty()) {
      data.what = what;
      data.how = how;
      data.first = evidence_of(sent, std::string(what) + ": " + how);
    }
    data.stages.insert(sent.stage);
  }

  // Which page the visitor was on.
  void add_place(const RunView& run, const SentRequest& sent) {
    const Request& request = *sent.request;
    const auto page = parse_url(request.page_url);
    if (!page || page->host.empty()) return;
    const std::string text = sent_text(run, sent);
    const std::string address = page->without_query();
    const bool whole =
        request.referrer.starts_with(address) || text.find(address) != std::string::npos;
    if (page->path.size() >= kLeastPath && whole) {
      note(sent, "address of the page", "it stands in the request");
    } else if (page->path.size() >= kLeastPath && has_value(request, page->path)) {
      note(sent, "address of the page", "its path stands in the request");
    } else if (whole || text.find(page->host) != std::string::npos) {
      note(sent, "name of the site", "it stands in the request");
    }
  }

  static bool has_value(const Request& request, const std::string& wanted) {
    return std::ranges::any_of(query_of(request.url),
                               [&](const auto& pair) { return pair.second == wanted; });
  }

  void add_data(const RunView& run, const SentRequest& sent) {
    if (!is_told(sent.stage)) return;
    add_place(run, sent);
    for (const auto& [name, value] : query_of(sent.request->url)) {
      const std::string folded = lower(name);
      const auto known = std::ranges::find(kNamedData, folded, &NamedData::parameter);
      if (known != kNamedData.end() && !value.empty()) {
        note(sent, known->what, "by the name of the parameter " + folded);
      }
    }
  }

  void add_exchanges(const RunView& run, Stage stage) {
    for (const SharedIdentifier& shared : shared_identifiers(view_, run, stage)) {
      const bool told = shared.owner == company_;
      if (shared.weight == Verdict::pass || (!told && shared.receiver != company_)) continue;
      const std::string& other = told ? shared.receiver : shared.owner;
      const std::string& name = shared.value.item->key.name;
      Exchange& exchange = exchanges_[{other, told ? "told" : "was told", name}];
      if (exchange.stages.empty()) {
        exchange.other = other;
        exchange.told = told;
        exchange.name = name;
        const std::string how =
            shared.value.how.empty() ? "" : " as " + std::string(shared.value.how);
        exchange.first = evidence_of(*shared.value.sent, "carries " + shortened(name, 60) + how);
      }
      exchange.stages.insert(stage);
    }
  }

  SiteView view_;
  std::string company_;
  CompanyOnSite found_;
  std::map<ItemKey, ProfileItem> items_;
  std::map<std::pair<std::string, std::string>, DataSent> data_;
  std::map<std::tuple<std::string, std::string, std::string>, Exchange> exchanges_;
};

}  // namespace

Phase phase_of(Stage stage) {
  switch (stage) {
    case Stage::after_refusal:
      return Phase::refuse;
    case Stage::after_acceptance:
      return Phase::accept;
    case Stage::after_withdrawal:
      return Phase::withdraw;
    case Stage::gpc:
      return Phase::gpc;
    case Stage::before:
    case Stage::after_one_purpose:
    case Stage::other:
      break;
  }
  return Phase::before;
}

CompanyOnSite company_on_site(const SiteFacts& site, const std::string& company,
                              const Presence& presence) {
  return Gathering(site, company, presence).gather();
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "core/consent/import_draft.h"

#include <algorithm>
#include <cmath>

#include "core/consent/cookie_domain.h"
#include "core/consent/page_scripts.h"
#include "core/consent/rival_words.h"

namespace consentry {
namespace {

constexpr std::string_view kFirst = "necessary";
constexpr double kDaysAMonth = 30.44;
constexpr double kLeastMonths = 6;
constexpr double kMostMonths = 13;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& each : texts) all += (all.empty() ? "" : ", ") + each;
  return all;
}

void add_once(std::vector<std::string>& to, const std::string& text) {
  if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

// Characters as JavaScript counts them, as far as labels are concerned.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// {privacyPolicy} and {{count}} are filled in by the rival's own program; three of them by ours.
std::string without_places(std::string text) {
  for (std::size_t at = 0; (at = text.find('{', at)) != std::string::npos;) {
    const std::size_t name = std::min(text.find_first_not_of('{', at), text.size());
    std::size_t end = text.find('}', name);
    if (end == std::string::npos) break;
    const std::string place = "{" + text.substr(name, end - name) + "}";
    while (end < text.size() && text[end] == '}') ++end;
    const bool ours = place == "{purposes}" || place == "{count}" || place == "{owner}";
    text.replace(at, end - at, ours ? place : "");
    at += ours ? place.size() : 0;
  }
  const std::size_t end = text.find_last_not_of(" \n");
  return text.substr(0, end == std::string::npos ? 0 : end + 1);
}

}  // namespace

ImportDraft::ImportDraft(std::string manager, const ImportSources& sources) : sources_(sources) {
  site_.manager = std::move(manager);
  site_.config.has_services = true;
}

void ImportDraft::leave(const std::string& what, const std::string& why) {
  add_once(site_.left, what + ": " + why);
}

std::string ImportDraft::language(std::string_view theirs) {
  const auto ours = ready_language(theirs, sources_.translations);
  if (!ours) leave("language " + quoted(theirs), "there are no texts in it yet");
  if (ours) add_once(site_.config.languages, *ours);
  return ours.value_or("");
}

std::string ImportDraft::usual_language() {
  if (!site_.config.languages.empty()) return site_.config.languages.front();
  return language(sources_.language.empty() ? "en" : sources_.language);
}

TagCategory* ImportDraft::find_category(std::string_view id) {
  auto& all = site_.config.categories;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const TagCategory& each) { return each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::string ImportDraft::category(const std::string& theirs) {
  if (const auto known = category_ids_.find(theirs); known != category_ids_.end())
    return known->second;
  std::string id = rival_id(theirs);
  if (id.empty()) id = "category-" + std::to_string(site_.config.categories.size() + 1);
  if (find_category(id) == nullptr) site_.config.categories.push_back({id, {}, {}});
  return category_ids_[theirs] = id;
}

std::string ImportDraft::necessary_category() {
  if (necessary_.empty()) necessary_ = category(std::string(kFirst));
  return necessary_;
}

void ImportDraft::name_category(const std::string& id, const std::string& language,
                                const std::string& name, const std::string& description) {
  TagCategory* const category = find_category(id);
  if (category == nullptr || language.empty()) return;
  if (const std::string plain = text_of_markup(name); !plain.empty())
    category->name[language] = plain;
  if (const std::string plain = text_of_markup(description); !plain.empty())
    category->description[language] = plain;
}

TagService& ImportDraft::service(const std::string& theirs, const std::string& category) {
  std::string id = rival_id(theirs);
  if (id.empty()) id = "service-" + std::to_string(site_.config.services.size() + 1);
  const auto taken = [&](const std::string& wanted) {
    const auto& all = site_.config.services;
    return find_category(wanted) != nullptr ||
           std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.id == wanted; });
  };
  // The adapters know this ending too.
  if (taken(id)) id = id.substr(0, 32) + "-service";
  for (int i = 2; taken(id); ++i) id = id.substr(0, 36) + "-" + std::to_string(i);
  service_ids_.emplace(theirs, id);
  TagService made;
  made.id = id;
  made.category = category;
  site_.config.services.push_back(std::move(made));
  return site_.config.services.back();
}

TagService* ImportDraft::find_service(const std::string& theirs) {
  const auto id = service_ids_.find(theirs);
  if (id == service_ids_.end()) return nullptr;
  auto& all = site_.config.services;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id->second; });
  return found == all.end() ? nullptr : &*found;
}

void ImportDraft::store(TagService& service, const ScriptValue& names) {
  for (const ScriptValue& each : names.items) {
    const auto name = stored_name(each);
    if (name) {
      add_once(service.stores, *name);
    } else {
      const ScriptValue* shown =
          each.is(ScriptKind::list) && !each.items.empty() ? &each.items.front() : &each;
      leave("a stored name of " + quoted(service.id) + ", " + quoted(shown->text),
            "ours are whole names, or beginnings with a * behind them");
    }
  }
}

void ImportDraft::label(TagService& service, const std::string& language, const std::string& name,
                        const std::string& description) {
  const std::string plain = text_of_markup(name);
  const std::string about = text_of_markup(description);
  if (!plain.empty() && !service.name) service.name = plain;
  if (language.empty()) return;
  if (!plain.empty() && plain != service.name) service.label[language] = plain;
  if (!about.empty()) service.description[language] = about;
}

void ImportDraft::text(const std::string& language, const std::string& key,
                       const std::string& theirs) {
  const std::string plain = without_places(text_of_markup(theirs));
  if (!plain.empty() && !language.empty()) site_.config.texts[language][key] = plain;
}

void ImportDraft::privacy(const std::string& address) {
  std::string& ours = site_.config.privacy;
  if (address.empty() || address == ours) return;
  if (!ours.empty())
    leave("privacy statement " + quoted(address), "a site has one address of it, " + quoted(ours));
  if (ours.empty()) ours = address;
}

void ImportDraft::months_of_days(const ScriptValue* days) {
  if (days == nullptr || !days->is(ScriptKind::number)) return;
  const double wanted = std::strtod(days->text.c_str(), nullptr) / kDaysAMonth;
  const double whole = std::round(std::clamp(wanted, 0.0, 1e6));
  site_.config.months = std::clamp(whole, kLeastMonths, kMostMonths);
  if (whole != site_.config.months)
    leave("a choice kept for " + days->text + " days", "half a year to 13 months is fair (UI-24)");
}

void ImportDraft::consent_mode() {
  TagConsentMode mode;
  for (const auto& [signal, standard] : TextPairs{{"ad_storage", "marketing"},
                                                  {"ad_user_data", "marketing"},
                                                  {"ad_personalization", "marketing"},
                                                  {"analytics_storage", "statistics"},
                                                  {"functionality_storage", "functional"},
                                                  {"personalization_storage", "functional"}}) {
    std::string granted_by = standard;
    for (const TagCategory& each : site_.config.categories) {
      if (ready_category(each.id) == standard && find_category(standard) == nullptr) {
        granted_by = each.id;
        break;
      }
    }
    mode.signals.emplace_back(signal, granted_by);
  }
  site_.config.consent_mode = std::move(mode);
}

void ImportDraft::leave_rest(const ScriptValue& object, const std::string& where,
                             const std::set<std::string_view>& read) {
  for (const auto& [key, value] : object.members) {
    if (value.is(ScriptKind::unread))
      leave(where + key, value.text == "a function" ? "it is a function, and nothing is run here"
                                                    : "it is an expression: " + value.text);
    else if (!read.contains(key))
      leave(where + key, "ours has no such setting");
  }
}

void ImportDraft::put_necessary_first() {
  auto& all = site_.config.categories;
  if (necessary_.empty()) {
    const auto ready = std::find_if(all.begin(), all.end(), [](const TagCategory& each) {
      return ready_category(each.id) == kFirst;
    });
    if (ready == all.end())
      site_.added.emplace_back("category 'necessary': one needs no consent, and stands first");
    necessary_ = ready == all.end() ? category(std::string(kFirst)) : ready->id;
  }
  const auto first = std::find_if(all.begin(), all.end(),
                                  [&](const TagCategory& each) { return each.id == necessary_; });
  std::rotate(all.begin(), first, first + 1);
}

std::string ImportDraft::described_by_services(const std::string& category,
                                               const std::string& language) const {
  std::vector<std::string> told;
  for (const TagService& each : site_.config.services) {
    const auto about = each.description.find(language);
    if (each.category == category && about != each.description.end()) add_once(told, about->second);
  }
  return joined(told);
}

void ImportDraft::complete_text(Texts& own, const std::string& what, const std::string& tag,
                                const std::vector<std::string>& offers) {
  if (own.contains(tag)) return;
  for (const std::string& each : offers) {
    if (each.empty()) continue;
    own[tag] = each;
    site_.added.push_back(what + " in " + tag + ": " + each);
    return;
  }
}

void ImportDraft::complete_category(TagCategory& category) {
  const std::string first = site_.config.languages.front();
  const auto in = [](const Texts& texts, const std::string& tag) {
    const auto found = texts.find(tag);
    return found == texts.end() ? std::string() : found->second;
  };
  for (const std::string& tag : site_.config.languages) {
    const auto& ready = sources_.translations.find(tag)->second.categories;
    if (category.name.empty() && category.description.empty() && ready.contains(category.id))
      continue;
    const auto known = ready.find(std::string(ready_category(category.id)));
    const auto& [name, about] =
        known == ready.end() ? std::pair<std::string, std::string>() : known->second;
    const std::string of = " of category " + quoted(category.id);
    complete_text(category.name, "the name" + of, tag,
                  {name, in(category.name, first), category.id});
    complete_text(category.description, "the description" + of, tag,
                  {described_by_services(category.id, tag), about, in(category.description, first),
                   in(category.name, tag)});
  }
}

// Rivals do not say where a service connects to, which autoblock and the settings want to know.
void ImportDraft::complete_hosts() {
  for (TagService& service : site_.config.services) {
    if (!service.hosts.empty()) continue;
    for (const KnownService& known : sources_.registry.services()) {
      const std::string id = rival_id(service.name.value_or(""));
      if (known.hosts.empty() ||
          (known.id != service.id && known.id != id && known.name != service.name))
        continue;
      service.hosts = known.hosts;
      site_.added.push_back("hosts of " + quoted(service.id) +
                            ", from our list of services: " + joined(known.hosts));
      break;
    }
  }
}

void ImportDraft::keep_labels_fair() {
  constexpr std::size_t kLongestLabel = 28;
  for (auto& [tag, own] : site_.config.texts) {
    const auto& ready = sources_.translations.find(tag)->second.texts;
    const auto text = [&](const std::string& key) {
      return own.contains(key) ? own.at(key) : ready.at(key);
    };
    const double ratio = static_cast<double>(length_of(text("accept"))) /
                         static_cast<double>(std::max<std::size_t>(1, length_of(text("reject"))));
    const bool unlike = ratio < 0.5 || ratio > 2;
    for (const char* key : {"accept", "reject", "settings"}) {
      const bool pair = std::string_view(key) != "settings";
      const bool paired = length_of(text("accept")) > kLongestLabel ||
                          length_of(text("reject")) > kLongestLabel || unlike;
      if (!own.contains(key) || !(pair ? paired : length_of(own.at(key)) > kLongestLabel)) continue;
      leave("the label " + quoted(own.at(key)) + " in " + tag,
            "labels have at most 28 characters, and acceptance and refusal are alike (UI-07)");
      // Both at once, or the remaining one would meet a ready-made one of another length.
      if (pair) {
        own.erase("accept");
        own.erase("reject");
      } else {
        own.erase(key);
      }
    }
  }
}

// The rival's file is not for its reader to change, so this is no error.
void ImportDraft::leave_unfit_domain() {
  std::string& domain = site_.config.cookie_domain;
  if (sources_.origin.empty()) return;
  const Status fitting = check_cookie_domain(domain, {sources_.origin});
  if (fitting) return;
  site_.left.push_back(fitting.error().text());
  domain.clear();
}

void ImportDraft::tell_what_is_carried() {
  const TagConfig& config = site_.config;
  std::vector<std::string> categories;
  for (const TagCategory& each : config.categories) categories.push_back(each.id);
  std::vector<std::string> services;
  std::size_t stored = 0;
  for (const TagService& each : config.services) {
    services.push_back(each.name.value_or(each.id));
    stored += each.stores.size();
  }
  carry("categories: " + joined(categories));
  if (!services.empty()) carry("services: " + joined(services));
  if (stored > 0) carry("stored names to delete on withdrawal: " + std::to_string(stored));
  carry("languages: " + joined(config.languages));
  for (const auto& [tag, own] : config.texts) {
    if (!own.empty()) carry("texts in " + tag + ": " + std::to_string(own.size()));
  }
  if (!config.privacy.empty()) carry("privacy statement: " + config.privacy);
  if (config.layout) carry("layout: " + *config.layout);
  if (!config.cookie_domain.empty()) carry("cookie domain: " + config.cookie_domain);
  if (config.consent_mode) carry("Google Consent Mode");
  for (const auto& [name, signals] : config.interfaces) carry("consent interface: " + name);
  if (!config.adapters.empty())
    carry("calls and markup of the pages: adapter " + joined(config.adapters));
}

ImportedSite ImportDraft::finish() {
  usual_language();
  if (site_.config.languages.empty()) add_once(site_.config.languages, "en");
  put_necessary_first();
  for (TagService& each : site_.config.services) {
    if (!each.name) each.name = each.id;
  }
  if (site_.config.categories.size() < 2) {
    for (const char* each : {"statistics", "marketing"}) category(each);
    site_.added.emplace_back("categories statistics and marketing: nothing was asked for");
  }
  for (TagCategory& each : site_.config.categories) complete_category(each);
  complete_hosts();
  std::erase_if(site_.config.texts, [&](const auto& each) {
    const auto& known = site_.config.languages;
    return std::find(known.begin(), known.end(), each.first) == known.end();
  });
  keep_labels_fair();
  leave_unfit_domain();
  tell_what_is_carried();
  return std::move(site_);
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
// tarteaucitron's readme, its lang/tarteaucitron.en.js and tarteaucitron.services.js are its
// reference: a page pushes names of services on a list of jobs, and the services file says what each
// is. That file is read too when it is named; what is in neither is looked for in our registry.
#include <algorithm>
#include <array>
#include <optional>

#include "core/consent/rival_formats.h"
#include "core/consent/rival_words.h"

namespace consentry {
namespace {

constexpr std::string_view kServices = "tarteaucitron.services.";

// Its names of services that the registry knows by another id.
std::string registry_id(const std::string& job) {
  static const std::array<std::pair<std::string_view, std::string_view>, 14> table{{
      {"gtag", "google-analytics"},
      {"analytics", "google-analytics"},
      {"multiplegtag", "google-analytics"},
      {"googletagmanager", "google-tag-manager"},
      {"multiplegoogletagmanager", "google-tag-manager"},
      {"googleads", "google-ads"},
      {"facebookpixel", "meta-pixel"},
      {"matomocloud", "matomo"},
      {"matomotm", "matomo"},
      {"googlemaps", "google-maps"},
      {"googlemapssearch", "google-maps"},
      {"youtubeapi", "youtube"},
      {"clarity", "microsoft-clarity"},
      {"bingads", "microsoft-advertising"},
  }};
  const auto* const found =
      std::find_if(table.begin(), table.end(), [&](const auto& each) { return each.first == job; });
  return found == table.end() ? job : std::string(found->second);
}

std::vector<std::string> jobs_of(const RivalMaterial& from) {
  std::vector<std::string> jobs;
  const auto add = [&](const ScriptValue& value) {
    if (value.is(ScriptKind::text) && std::find(jobs.begin(), jobs.end(), value.text) == jobs.end())
      jobs.push_back(value.text);
  };
  for (const ScriptFinding* each : from.all_of("tarteaucitron.job.push")) {
    for (const ScriptValue& value : each->values) add(value);
  }
  for (const ScriptFinding* each : from.all_of("tarteaucitron.job")) {
    for (const ScriptValue& value : each->values.front().items) add(value);
  }
  return jobs;
}

// A service as the services file says it.
void read_service(const ScriptValue& theirs, const std::string& key, ImportDraft& draft) {
  const std::string type = text_member(theirs, "type");
  const std::string where = "service " + key + ": ";
  // The readme's example lists every type there is, to choose from.
  const std::string first = type.substr(0, type.find('|'));
  const ScriptValue* needs = theirs.find("needConsent");
  const bool exempt = needs != nullptr && needs->is(ScriptKind::boolean) && !needs->truth;
  TagService& ours = draft.service(key, draft.category(first.empty() ? "other" : first));
  ours.name = text_member(theirs, "name").empty() ? key : text_member(theirs, "name");
  if (const ScriptValue* cookies = theirs.find("cookies")) draft.store(ours, *cookies);
  if (exempt)
    draft.leave(where + "needConsent false", "nothing that can be refused loads before consent");
  if (theirs.find("js") != nullptr)
    draft.leave(where + "js",
                "it is a function, and nothing is run here; give the service \"scripts\", "
                "or mark the page's own");
}

void read_job(const std::string& job, const RivalMaterial& from, ImportDraft& draft) {
  if (draft.find_service(job) != nullptr) return;
  if (const ScriptValue* own = from.object_of(std::string(kServices) + job))
    return read_service(*own, job, draft);
  const KnownService* known = draft.sources().registry.find(registry_id(job));
  if (known == nullptr) {
    draft.service(job, draft.category("other")).name = job;
    draft.leave("service " + job,
                "it is not known what it is; name tarteaucitron.services.js as well");
    return;
  }
  static const std::array<std::pair<std::string_view, std::string_view>, 5> types{
      {{"statistics", "analytic"},
       {"marketing", "ads"},
       {"media", "video"},
       {"functional", "api"},
       {"necessary", "api"}}};
  std::string type = "other";
  for (const auto& [ours, theirs] : types) {
    if (known->purposes.front() == ours) type = theirs;
  }
  TagService& made = draft.service(job, draft.category(type));
  made.name = known->name;
  made.hosts = known->hosts;
  for (const StoredPattern& pattern : known->stores) {
    if (pattern.domain.empty())
      made.stores.insert(made.stores.end(), pattern.names.begin(), pattern.names.end());
  }
  draft.carry("facts of " + job + " from our registry: " + known->name);
}

void read_texts(const ScriptValue& texts, const std::string& tag, ImportDraft& draft) {
  static const std::array<std::pair<std::string_view, const char*>, 9> places{
      {{"alertBigPrivacy", "body"},
       {"middleBarHead", "title"},
       {"acceptAll", "accept"},
       {"denyAll", "reject"},
       {"personalize", "settings"},
       {"save", "save"},
       {"close", "close"},
       {"icon", "reopen"},
       {"disclaimer", "withdraw"}}};
  for (const auto& [theirs, ours] : places) draft.text(tag, ours, text_member(texts, theirs));
  const std::vector<TagCategory> categories = draft.config().categories;
  for (const TagCategory& each : categories) {
    const ScriptValue* type = texts.find(each.id);
    if (type != nullptr)
      draft.name_category(each.id, tag, text_member(*type, "title"), text_member(*type, "details"));
  }
}

void read_init(const ScriptValue& init, ImportDraft& draft) {
  draft.privacy(text_member(init, "privacyUrl"));
  const std::string place = text_member(init, "orientation");
  draft.config().layout = place == "middle" ? "centre" : place == "popup" ? "corner" : "bar";
  draft.config().cookie_domain = text_member(init, "cookieDomain");
  if (draft.config().cookie_domain.starts_with('.')) draft.config().cookie_domain.erase(0, 1);
  if (flag_member(init, "googleConsentMode")) draft.consent_mode();
  const auto is_off = [&](std::string_view key) {
    const ScriptValue* value = init.find(key);
    return value != nullptr && value->is(ScriptKind::boolean) && !value->truth;
  };
  if (is_off("highPrivacy")) draft.leave("highPrivacy false", "nothing loads before consent");
  if (is_off("DenyAllCta"))
    draft.leave("DenyAllCta false", "refusing is on the first layer, as easy as accepting");
  const ScriptValue* state = init.find("serviceDefaultState");
  if (state != nullptr && (state->text == "true" || state->truth))
    draft.leave("serviceDefaultState", "what is on before a choice is no consent");
  if (flag_member(init, "handleBrowserDNTRequest"))
    draft.leave("handleBrowserDNTRequest", "Global Privacy Control is honoured instead (\"gpc\")");
  draft.leave_rest(init, "",
                   {"privacyUrl",
                    "orientation",
                    "cookieDomain",
                    "googleConsentMode",
                    "bingConsentMode",
                    "highPrivacy",
                    "DenyAllCta",
                    "AcceptAllCta",
                    "serviceDefaultState",
                    "handleBrowserDNTRequest",
                    "bodyPosition",
                    "hashtag",
                    "cookieName",
                    "groupServices",
                    "showIcon",
                    "mandatory",
                    "mandatoryCta",
                    "useExternalCss",
                    "useExternalJs",
                    "removeCredit",
                    "moreInfoLink",
                    "showDetailsOnClick",
                    "softConsentMode"});
}

// Each of its categories that a signal of Microsoft's belongs to.
void read_microsoft(const ScriptValue& init, ImportDraft& draft) {
  if (!flag_member(init, "bingConsentMode")) return;
  std::string ads;
  std::string counts;
  for (const TagCategory& each : draft.config().categories) {
    if (ads.empty() && ready_category(each.id) == "marketing") ads = each.id;
    if (counts.empty() && ready_category(each.id) == "statistics") counts = each.id;
  }
  auto& all = draft.config().interfaces;
  if (!ads.empty()) all.push_back({"uet", {{"ad_storage", ads}}});
  if (!counts.empty()) {
    TextPairs signals{{"analytics_Storage", counts}};
    if (!ads.empty()) signals.emplace_back("ad_Storage", ads);
    all.push_back({"clarity", signals});
  }
}

}  // namespace

bool draft_tarteaucitron(const RivalMaterial& from, ImportDraft& draft) {
  const ScriptValue* init = from.object_of("tarteaucitron.init");
  const std::vector<std::string> jobs = jobs_of(from);
  if (init == nullptr && jobs.empty()) return false;
  const ScriptValue* forced = from.object_of("tarteaucitronForceLanguage");
  if (forced != nullptr) draft.language(forced->text);
  if (!from.file_language.empty()) draft.language(from.file_language);
  const std::string tag = draft.usual_language();
  // Without jobs the page's own services are the example; with them, only what a page uses.
  if (jobs.empty()) {
    for (const ScriptFinding& each : from.findings) {
      if (each.name.starts_with(kServices) && !each.is_call &&
          each.values.front().is(ScriptKind::object) &&
          each.name.find('.', kServices.size()) == std::string::npos)
        read_service(each.values.front(), each.name.substr(kServices.size()), draft);
    }
  }
  for (const std::string& job : jobs) read_job(job, from, draft);
  for (const char* name : {"tarteaucitron.lang", "tarteaucitronCustomText"}) {
    if (const ScriptValue* texts = from.object_of(name)) read_texts(*texts, tag, draft);
  }
  if (init != nullptr) read_init(*init, draft);
  if (init != nullptr) read_microsoft(*init, draft);
  draft.leave("tarteaucitron.user.…", "ids of accounts belong to the services' scripts");
  return true;
}

}  // namespace consentry

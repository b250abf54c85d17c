// SPDX-License-Identifier: Apache-2.0
// Klaro's annotated example configuration is its reference: kiprotect/klaro, dist/config.js.
#include <algorithm>
#include <array>

#include "core/consent/rival_formats.h"
#include "core/consent/rival_words.h"

namespace consentry {
namespace {

// Translations under this name stand for every language that has none of its own.
constexpr std::string_view kEveryLanguage = "zz";

void read_service(const ScriptValue& theirs, ImportDraft& draft) {
  const std::string name = text_member(theirs, "name");
  if (name.empty()) return;
  const std::string where = "service " + name + ": ";
  const ScriptValue* purposes = theirs.find("purposes");
  std::vector<std::string> wanted;
  for (const ScriptValue& each : purposes == nullptr ? std::vector<ScriptValue>() : purposes->items)
    wanted.push_back(each.text);
  const bool required = flag_member(theirs, "required");
  // Their purposes are our categories, also where all their services happen to be required.
  for (const std::string& each : wanted) draft.category(each);
  std::string category = required         ? draft.necessary_category()
                         : wanted.empty() ? draft.category("other")
                                          : draft.category(wanted.front());
  if (required && !wanted.empty() && draft.category(wanted.front()) != category)
    draft.leave(where + "purpose " + wanted.front(),
                "it is required there, so it stands with what is necessary here");
  for (std::size_t i = 1; i < wanted.size(); ++i)
    draft.leave(where + "purpose " + wanted[i], "a service has one category here, the first");
  TagService& ours = draft.service(name, category);
  if (const std::string title = text_member(theirs, "title"); !title.empty()) ours.name = title;
  if (const ScriptValue* about = theirs.find("description");
      about != nullptr && about->is(ScriptKind::text))
    draft.label(ours, draft.usual_language(), "", about->text);
  if (const ScriptValue* cookies = theirs.find("cookies")) draft.store(ours, *cookies);
  if (flag_member(theirs, "default") && !required)
    draft.leave(where + "default", "what is on before a choice is no consent");
  if (flag_member(theirs, "optOut")) draft.leave(where + "optOut", "nothing loads before consent");
  if (flag_member(theirs, "contextualConsentOnly"))
    draft.leave(where + "contextualConsentOnly", "give it \"placeholder\": true for the same");
  draft.leave_rest(theirs, where,
                   {"name", "title", "description", "purposes", "cookies", "default", "optOut",
                    "required", "onlyOnce", "contextualConsentOnly", "translations"});
}

void read_name(const ScriptValue& value, std::string& name, std::string& about) {
  if (value.is(ScriptKind::text)) name = value.text;
  if (value.is(ScriptKind::object)) {
    name = text_member(value, "title");
    about = text_member(value, "description");
  }
}

void read_purposes(const ScriptValue& purposes, const std::string& tag, ImportDraft& draft) {
  for (const auto& [purpose, texts] : purposes.members) {
    std::string name;
    std::string about;
    read_name(texts, name, about);
    const auto& all = draft.config().categories;
    const std::string id = rival_id(purpose);
    const bool used =
        std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
    if (used) draft.name_category(id, tag, name, about);
    if (!used) draft.leave("purpose " + purpose, "no service is for it");
  }
}

void read_texts(const ScriptValue& texts, const std::string& tag, ImportDraft& draft) {
  struct Place {
    std::vector<std::string_view> path;
    const char* key;
  };
  static const std::array<Place, 9> places{{{{"consentNotice", "title"}, "title"},
                                            {{"consentNotice", "description"}, "body"},
                                            {{"consentNotice", "learnMore"}, "settings"},
                                            {{"consentNotice", "changeDescription"}, "changed"},
                                            {{"consentModal", "description"}, "withdraw"},
                                            {{"acceptAll"}, "accept"},
                                            {{"decline"}, "reject"},
                                            {{"save"}, "save"},
                                            {{"acceptSelected"}, "save"}}};
  for (const Place& each : places) {
    const ScriptValue* text = member_at(texts, each.path);
    if (text != nullptr && text->is(ScriptKind::text)) draft.text(tag, each.key, text->text);
  }
  if (const ScriptValue* title = member_at(texts, {"consentModal", "title"}))
    draft.leave("consentModal.title in " + tag + ", '" + title->text + "'",
                "our panel is titled like the button that opens it");
  draft.privacy(text_member(texts, "privacyPolicyUrl"));
}

void read_translations(const ScriptValue& translations, ImportDraft& draft) {
  for (const auto& [theirs, texts] : translations.members) {
    const std::string tag = theirs == kEveryLanguage ? "" : draft.language(theirs);
    if (theirs != kEveryLanguage && tag.empty()) continue;
    read_texts(texts, tag, draft);
    if (tag.empty()) continue;
    if (const ScriptValue* purposes = texts.find("purposes")) read_purposes(*purposes, tag, draft);
    for (const auto& [key, value] : texts.members) {
      TagService* const service = draft.find_service(key);
      if (service == nullptr) continue;
      std::string name;
      std::string about;
      read_name(value, name, about);
      draft.label(*service, tag, name, about);
    }
  }
}

void read_looks(const ScriptValue& klaro, ImportDraft& draft) {
  draft.config().layout = "corner";
  if (flag_member(klaro, "mustConsent") || flag_member(klaro, "noticeAsModal"))
    draft.config().layout = "centre";
  const ScriptValue* theme = member_at(klaro, {"styling", "theme"});
  for (const ScriptValue& each : theme == nullptr ? std::vector<ScriptValue>() : theme->items) {
    if (each.text == "wide") draft.config().layout = "bar";
    if (each.text == "light") draft.config().theme["scheme"] = {"light"};
    if (each.text == "top") draft.leave("styling.theme top", "our banner stands at the bottom");
  }
  if (flag_member(klaro, "hideDeclineAll"))
    draft.leave("hideDeclineAll", "refusing is on the first layer, as easy as accepting");
  if (flag_member(klaro, "default"))
    draft.leave("default", "what is on before a choice is no consent");
}

bool has_services(const ScriptValue& value) {
  const ScriptValue* services = value.find("services");
  return services != nullptr && services->is(ScriptKind::list);
}

const ScriptValue* configuration(const RivalMaterial& from) {
  for (const char* name : {"klaroConfig", "klaro.setup", "klaro.show", "klaro.render"}) {
    const ScriptValue* klaro = from.object_of(name);
    if (klaro != nullptr && has_services(*klaro)) return klaro;
  }
  // A JSON file, or a configuration under a name of the site's own.
  for (const ScriptFinding& each : from.findings) {
    if (!each.values.empty() && has_services(each.values.front())) return &each.values.front();
  }
  return nullptr;
}

// The first named is the one that pages in another language get.
void read_languages(const ScriptValue& klaro, ImportDraft& draft) {
  if (const std::string own = text_member(klaro, "lang"); !own.empty()) draft.language(own);
  const ScriptValue* translations = klaro.find("translations");
  if (translations == nullptr) return;
  if (translations->find("en") != nullptr) draft.language("en");
  for (const auto& [theirs, texts] : translations->members) {
    if (theirs != kEveryLanguage) draft.language(theirs);
  }
}

// Klaro looks for texts inside a service too.
void read_own_texts(const ScriptValue& theirs, ImportDraft& draft) {
  TagService* const service = draft.find_service(text_member(theirs, "name"));
  const ScriptValue* own = theirs.find("translations");
  if (service == nullptr || own == nullptr) return;
  for (const auto& [language, texts] : own->members) {
    const std::string tag =
        language == kEveryLanguage ? draft.usual_language() : draft.language(language);
    draft.label(*service, tag, text_member(texts, "title"), text_member(texts, "description"));
  }
}

}  // namespace

bool draft_klaro(const RivalMaterial& from, ImportDraft& draft) {
  const ScriptValue* const klaro = configuration(from);
  if (klaro == nullptr) return false;
  read_languages(*klaro, draft);
  const auto& services = klaro->find("services")->items;
  for (const ScriptValue& each : services) read_service(each, draft);
  if (const ScriptValue* translations = klaro->find("translations"))
    read_translations(*translations, draft);
  for (const ScriptValue& each : services) read_own_texts(each, draft);
  read_looks(*klaro, draft);
  draft.privacy(text_member(*klaro, "privacyPolicy"));
  draft.months_of_days(klaro->find("cookieExpiresAfterDays"));
  draft.config().cookie_domain = text_member(*klaro, "cookieDomain");
  draft.config().adapters = {"klaro"};
  draft.leave_rest(*klaro, "",
                   {"version",
                    "elementID",
                    "styling",
                    "lang",
                    "translations",
                    "services",
                    "default",
                    "mustConsent",
                    "noticeAsModal",
                    "hideDeclineAll",
                    "cookieExpiresAfterDays",
                    "cookieDomain",
                    "privacyPolicy",
                    "acceptAll",
                    "groupByPurpose",
                    "htmlTexts",
                    "noAutoLoad",
                    "storageMethod",
                    "cookieName",
                    "cookiePath",
                    "embedded",
                    "hideLearnMore",
                    "autoFocus",
                    "showNoticeTitle",
                    "disablePoweredBy",
                    "showDescriptionEmptyStore",
                    "testing",
                    "additionalClass"});
  return true;
}

}  // namespace consentry

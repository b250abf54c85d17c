// SPDX-License-Identifier: Apache-2.0
// The package's types are its reference: vanilla-cookieconsent 3, types/index.d.ts.
#include <array>

#include "core/consent/rival_formats.h"
#include "core/consent/rival_words.h"

namespace consentry {
namespace {

void read_services(const ScriptValue& services, const std::string& category, ImportDraft& draft) {
  for (const auto& [name, value] : services.members) {
    TagService& ours = draft.service(name, category);
    ours.name = name;
    if (const std::string label = text_member(value, "label"); !label.empty()) {
      ours.name.reset();
      draft.label(ours, "", label, "");
    }
    if (const ScriptValue* cookies = value.find("cookies")) draft.store(ours, *cookies);
    draft.leave_rest(value, "service " + name + ": ", {"label", "cookies"});
  }
}

constexpr std::string_view kRest = "-cookies";

// The service of the category that the registry names as the one that stores it; empty: none.
std::string service_storing(const std::string& name, const ScriptValue& services,
                            const ImportDraft& draft) {
  for (const KnownService* known : draft.sources().registry.storing(name)) {
    for (const auto& [key, value] : services.members) {
      const std::string label = rival_id(text_member(value, "label"));
      const std::string told = rival_id(known->name);
      if (rival_id(key) == known->id || label == told || label == known->id) return key;
    }
  }
  return {};
}

// Cookies that are cleared with the whole category: the one service's there is, that of whom the
// registry knows to store them, or a service for the rest.
void read_cleared(const ScriptValue& category_value, const std::string& name,
                  const std::string& category, ImportDraft& draft) {
  const ScriptValue* cookies = member_at(category_value, {"autoClear", "cookies"});
  const ScriptValue* services = category_value.find("services");
  if (cookies == nullptr) return;
  for (const ScriptValue& each : cookies->items) {
    std::string owner = name + std::string(kRest);
    if (services != nullptr && services->members.size() == 1) owner = services->members.front().key;
    const auto stored = stored_name(each);
    if (services != nullptr && services->members.size() > 1 && stored) {
      const std::string bare = stored->substr(0, stored->find('*'));
      if (const std::string known = service_storing(bare, *services, draft); !known.empty())
        owner = known;
    }
    TagService* ours = draft.find_service(owner);
    if (ours == nullptr) ours = &draft.service(owner, category);
    draft.store(*ours, {ScriptKind::list, {}, false, {each}, {}});
  }
}

// They are called like their category, whose name the texts have told by now.
void name_the_rest(ImportDraft& draft) {
  const std::string tag = draft.usual_language();
  for (TagService& service : draft.config().services) {
    if (service.name || !service.id.ends_with(kRest)) continue;
    for (const TagCategory& each : draft.config().categories) {
      if (each.id == service.category && each.name.contains(tag)) service.name = each.name.at(tag);
    }
  }
}

void read_category(const std::string& name, const ScriptValue& value, ImportDraft& draft) {
  const std::string where = "category " + name + ": ";
  std::string id;
  const bool always = flag_member(value, "readOnly");
  if (always && !draft.is_necessary("") && !draft.is_necessary(draft.category(name))) {
    draft.leave(where + "readOnly", "one category is always on here, the first of that kind");
    id = draft.category(name);
  } else {
    id = draft.category(name);
    if (always) draft.call_necessary(id);
  }
  if (flag_member(value, "enabled") && !always)
    draft.leave(where + "enabled", "what is on before a choice is no consent");
  if (const ScriptValue* services = value.find("services")) read_services(*services, id, draft);
  read_cleared(value, name, id, draft);
  draft.leave_rest(value, where, {"enabled", "readOnly", "services", "autoClear"});
}

void read_sections(const ScriptValue& sections, const std::string& tag, ImportDraft& draft) {
  bool introduced = false;
  for (const ScriptValue& each : sections.items) {
    const std::string linked = text_member(each, "linkedCategory");
    const std::string title = text_member(each, "title");
    const std::string about = text_member(each, "description");
    if (!linked.empty()) {
      draft.name_category(draft.category(linked), tag, title, about);
      if (each.find("cookieTable") != nullptr)
        draft.leave("cookieTable of " + linked, "the declaration is written from a scan");
    } else if (!introduced && &each == &sections.items.front()) {
      introduced = true;
      draft.text(tag, "withdraw", about.empty() ? title : about);
    } else {
      draft.leave("section '" + title + "' in " + tag, "the panel has sections of categories only");
      draft.privacy(privacy_link(about));
    }
  }
}

void read_translation(const ScriptValue& texts, const std::string& tag, ImportDraft& draft) {
  struct Place {
    std::vector<std::string_view> path;
    const char* key;
  };
  static const std::array<Place, 8> places{{
      {{"consentModal", "title"}, "title"},
      {{"consentModal", "description"}, "body"},
      {{"consentModal", "acceptAllBtn"}, "accept"},
      {{"consentModal", "acceptNecessaryBtn"}, "reject"},
      {{"consentModal", "showPreferencesBtn"}, "settings"},
      {{"consentModal", "revisionMessage"}, "changed"},
      {{"preferencesModal", "savePreferencesBtn"}, "save"},
      {{"preferencesModal", "closeIconLabel"}, "close"},
  }};
  for (const Place& each : places) {
    const ScriptValue* text = member_at(texts, each.path);
    if (text != nullptr && text->is(ScriptKind::text)) draft.text(tag, each.key, text->text);
  }
  if (const ScriptValue* footer = member_at(texts, {"consentModal", "footer"})) {
    draft.privacy(privacy_link(footer->text));
    draft.leave("the banner's footer in " + tag, "of its links the privacy statement's is kept");
  }
  if (const ScriptValue* body = member_at(texts, {"consentModal", "description"}))
    draft.privacy(privacy_link(body->text));
  if (const ScriptValue* title = member_at(texts, {"preferencesModal", "title"}))
    draft.leave("preferencesModal.title in " + tag + ", '" + title->text + "'",
                "our panel is titled like the button that opens it");
  if (const ScriptValue* sections = member_at(texts, {"preferencesModal", "sections"}))
    read_sections(*sections, tag, draft);
}

void read_languages(const ScriptValue& language, const RivalMaterial& from, ImportDraft& draft) {
  if (const std::string first = text_member(language, "default"); !first.empty())
    draft.language(first);
  const ScriptValue* translations = language.find("translations");
  if (translations == nullptr) return;
  for (const auto& [theirs, value] : translations->members) {
    const std::string tag = draft.language(theirs);
    if (tag.empty()) continue;
    const ScriptValue* texts = &value;
    if (value.is(ScriptKind::reference)) texts = from.object_of(value.text);
    if (texts == nullptr || !texts->is(ScriptKind::object)) {
      draft.leave("texts in " + tag,
                  "they stand in another file; name it as well as: const " + tag + " = {…}");
      continue;
    }
    read_translation(*texts, tag, draft);
  }
}

std::string layout_of(const ScriptValue& run) {
  const ScriptValue* look = member_at(run, {"guiOptions", "consentModal"});
  const std::string layout = look == nullptr ? "box" : text_member(*look, "layout");
  const std::string place = look == nullptr ? "" : text_member(*look, "position");
  if (place.starts_with("middle") || flag_member(run, "disablePageInteraction")) return "centre";
  if (layout.starts_with("bar")) return "bar";
  return layout.starts_with("cloud") || place.ends_with("center") ? "box" : "corner";
}

}  // namespace

bool draft_vanilla_cookieconsent(const RivalMaterial& from, ImportDraft& draft) {
  const ScriptValue* run = nullptr;
  for (const char* name : {"CookieConsent.run", "cookieConsent.run", "cc.run", "run"}) {
    if (run == nullptr || run->find("categories") == nullptr) run = from.object_of(name);
  }
  for (const ScriptFinding& each : from.findings) {
    const bool known = run != nullptr && run->find("categories") != nullptr;
    const bool like = !each.values.empty() && each.values.front().find("categories") != nullptr &&
                      each.values.front().find("language") != nullptr;
    if (!known && like) run = &each.values.front();
  }
  const ScriptValue* categories = run == nullptr ? nullptr : run->find("categories");
  if (categories == nullptr || !categories->is(ScriptKind::object)) return false;
  if (const ScriptValue* language = run->find("language")) {
    if (const std::string first = text_member(*language, "default"); !first.empty())
      draft.language(first);
  }
  for (const auto& [name, value] : categories->members) read_category(name, value, draft);
  if (const ScriptValue* language = run->find("language")) read_languages(*language, from, draft);
  name_the_rest(draft);
  draft.config().layout = layout_of(*run);
  if (text_member(*run, "mode") == "opt-out")
    draft.leave("mode opt-out", "nothing loads before consent");
  if (const ScriptValue* cookie = run->find("cookie")) {
    draft.months_of_days(cookie->find("expiresAfterDays"));
    draft.config().cookie_domain = text_member(*cookie, "domain");
    draft.leave_rest(
        *cookie, "cookie.",
        {"expiresAfterDays", "domain", "name", "path", "sameSite", "secure", "useLocalStorage"});
  }
  draft.config().adapters = {"vanilla-cookieconsent"};
  draft.leave_rest(
      *run, "",
      {"categories", "language", "guiOptions", "mode", "cookie", "disablePageInteraction",
       "autoShow", "manageScriptTags", "autoClearCookies", "hideFromBots", "lazyHtmlGeneration"});
  return true;
}

}  // namespace consentry

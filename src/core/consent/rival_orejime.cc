// SPDX-License-Identifier: Apache-2.0
// Orejime's readme, "Annotated example of configuration", is its reference.
#include <array>

#include "core/consent/rival_formats.h"
#include "core/consent/rival_words.h"

namespace consentry {
namespace {

void read_purpose(const ScriptValue& theirs, const std::string& group, ImportDraft& draft);

void read_group(const ScriptValue& theirs, const std::string& id, ImportDraft& draft) {
  const std::string category = draft.category(id);
  draft.name_category(category, draft.usual_language(), text_member(theirs, "title"),
                      text_member(theirs, "description"));
  for (const ScriptValue& each : theirs.find("purposes")->items)
    read_purpose(each, category, draft);
}

void read_purpose(const ScriptValue& theirs, const std::string& group, ImportDraft& draft) {
  const std::string id = text_member(theirs, "id");
  if (id.empty()) return;
  const std::string where = "purpose " + id + ": ";
  if (theirs.find("purposes") != nullptr) return read_group(theirs, id, draft);
  const bool mandatory = flag_member(theirs, "isMandatory");
  const std::string tag = draft.usual_language();
  std::string category = group;
  if (mandatory) category = draft.necessary_category();
  // A purpose of its own is a switch of its own: a category, and the service in it.
  if (category.empty()) {
    category = draft.category(id);
    draft.name_category(category, tag, text_member(theirs, "title"),
                        text_member(theirs, "description"));
  }
  TagService& ours = draft.service(id, category);
  draft.label(ours, tag, text_member(theirs, "title"), text_member(theirs, "description"));
  if (const ScriptValue* cookies = theirs.find("cookies")) draft.store(ours, *cookies);
  if (flag_member(theirs, "isExempt"))
    draft.leave(where + "isExempt", "nothing that can be refused loads before consent");
  if (flag_member(theirs, "default") && !mandatory)
    draft.leave(where + "default", "what is on before a choice is no consent");
  draft.leave_rest(
      theirs, where,
      {"id", "title", "description", "cookies", "isMandatory", "isExempt", "default", "runsOnce"});
}

void read_texts(const ScriptValue& texts, const std::string& tag, ImportDraft& draft) {
  struct Place {
    std::vector<std::string_view> path;
    const char* key;
  };
  static const std::array<Place, 9> places{{{{"banner", "title"}, "title"},
                                            {{"banner", "description"}, "body"},
                                            {{"banner", "accept"}, "accept"},
                                            {{"banner", "decline"}, "reject"},
                                            {{"banner", "configure"}, "settings"},
                                            {{"misc", "updateNeeded"}, "changed"},
                                            {{"modal", "description"}, "withdraw"},
                                            {{"modal", "save"}, "save"},
                                            {{"modal", "close"}, "close"}}};
  for (const Place& each : places) {
    const ScriptValue* text = member_at(texts, each.path);
    if (text != nullptr && text->is(ScriptKind::text)) draft.text(tag, each.key, text->text);
  }
}

}  // namespace

bool draft_orejime(const RivalMaterial& from, ImportDraft& draft) {
  const ScriptValue* orejime = from.object_of("orejimeConfig");
  if (orejime == nullptr) orejime = from.object_of("Orejime.init");
  for (const ScriptFinding& each : from.findings) {
    const bool like = !each.values.empty() && each.values.front().find("purposes") != nullptr &&
                      each.values.front().find("privacyPolicyUrl") != nullptr;
    if (orejime == nullptr && like) orejime = &each.values.front();
  }
  const ScriptValue* purposes = orejime == nullptr ? nullptr : orejime->find("purposes");
  if (purposes == nullptr) return false;
  if (!from.file_language.empty()) draft.language(from.file_language);
  const std::string tag = draft.usual_language();
  for (const ScriptValue& each : purposes->items) read_purpose(each, "", draft);
  if (const ScriptValue* texts = orejime->find("translations")) read_texts(*texts, tag, draft);
  draft.privacy(text_member(*orejime, "privacyPolicyUrl"));
  draft.config().layout = flag_member(*orejime, "forceModal") ? "centre" : "box";
  if (const ScriptValue* cookie = orejime->find("cookie")) {
    draft.months_of_days(cookie->find("duration"));
    draft.config().cookie_domain = text_member(*cookie, "domain");
    draft.leave_rest(*cookie, "cookie.", {"name", "duration", "domain", "sameSite"});
  }
  draft.leave("templates with data-purpose in the pages",
              "mark what is in them with data-consent instead (docs/moving/orejime.md)");
  draft.leave_rest(
      *orejime, "",
      {"purposes", "translations", "privacyPolicyUrl", "forceModal", "forceBanner", "cookie"});
  return true;
}

}  // namespace consentry

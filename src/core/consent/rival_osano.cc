// SPDX-License-Identifier: Apache-2.0
// Osano's open-source Cookie Consent 3 asks one question, yes or no, and knows no services.
#include "core/consent/rival_formats.h"
#include "core/consent/rival_words.h"

namespace consentry {
namespace {

void read_content(const ScriptValue& content, const std::string& tag, ImportDraft& draft) {
  for (const auto& [theirs, ours] :
       {std::pair{"header", "title"}, std::pair{"message", "body"}, std::pair{"allow", "accept"},
        std::pair{"deny", "reject"}, std::pair{"policy", "reopen"}, std::pair{"link", "privacy"}})
    draft.text(tag, ours, text_member(content, theirs));
  draft.privacy(text_member(content, "href"));
  draft.leave_rest(content, "content.",
                   {"header", "message", "allow", "deny", "policy", "link", "href", "dismiss",
                    "close", "target"});
}

void read_palette(const ScriptValue& palette, ImportDraft& draft) {
  const ScriptValue* popup = palette.find("popup");
  const ScriptValue* button = palette.find("button");
  auto& theme = draft.config().theme;
  const auto take = [&](const ScriptValue* from, std::string_view key, const std::string& token) {
    const std::string colour = from == nullptr ? "" : text_member(*from, key);
    // Names of colours are none of ours.
    if (colour.starts_with('#')) theme[token] = {colour};
  };
  take(popup, "background", "background");
  take(popup, "text", "text");
  take(button, "background", "main");
  take(button, "text", "onMain");
  if (!theme.empty()) theme["scheme"] = {"light"};
}

}  // namespace

bool draft_osano(const RivalMaterial& from, ImportDraft& draft) {
  const ScriptValue* options = from.object_of("cookieconsent.initialise");
  for (const ScriptFinding& each : from.findings) {
    const bool like = !each.values.empty() && (each.values.front().find("palette") != nullptr ||
                                               each.values.front().find("content") != nullptr);
    if (options == nullptr && like) options = &each.values.front();
  }
  if (options == nullptr || !options->is(ScriptKind::object)) return false;
  const std::string tag = draft.usual_language();
  for (const char* each : {"necessary", "statistics", "marketing"}) draft.category(each);
  draft.leave("its one question", "here statistics and marketing are asked for, each by itself");
  if (const std::string type = text_member(*options, "type"); type != "opt-in")
    draft.leave("type " + (type.empty() ? "info" : type), "nothing loads before consent");
  if (const ScriptValue* content = options->find("content")) read_content(*content, tag, draft);
  if (const ScriptValue* palette = options->find("palette")) read_palette(*palette, draft);
  const std::string place = text_member(*options, "position");
  draft.config().layout = place == "bottom-left" || place == "bottom-right" ? "corner" : "bar";
  if (const ScriptValue* cookie = options->find("cookie")) {
    draft.months_of_days(cookie->find("expiryDays"));
    draft.config().cookie_domain = text_member(*cookie, "domain");
  }
  draft.leave("code in its callbacks",
              "mark scripts with data-consent, or ask consentry.allowed()");
  draft.leave_rest(
      *options, "",
      {"type", "content", "palette", "position", "cookie", "theme", "revokable", "animateRevokable",
       "autoOpen", "static", "elements", "showLink", "dismissOnScroll", "container"});
  return true;
}

}  // namespace consentry

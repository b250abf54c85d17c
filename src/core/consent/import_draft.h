// SPDX-License-Identifier: Apache-2.0
// A site while it is imported: importers say what the rival's configuration says, the draft keeps it
// in our terms and remembers what has no place. One import, one thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/consent/rival_import.h"
#include "core/consent/script_literal.h"

namespace consentry {

class ImportDraft {
 public:
  // `sources` must outlive it.
  ImportDraft(std::string manager, const ImportSources& sources);

  void carry(std::string what) { site_.carried.push_back(std::move(what)); }
  void leave(const std::string& what, const std::string& why);

  // Our name for the language of a file or table, taken into the site's; empty when we have no texts.
  std::string language(std::string_view theirs);
  // The language of texts that name none.
  std::string usual_language();

  // Makes it when it is new; its id.
  std::string category(const std::string& theirs);
  // The one that needs no consent; its id.
  std::string necessary_category();
  void call_necessary(const std::string& id) { necessary_ = id; }
  [[nodiscard]] bool is_necessary(const std::string& id) const { return necessary_ == id; }
  // Texts may have markup, which is left out. Empty ones are no texts.
  void name_category(const std::string& id, const std::string& language, const std::string& name,
                     const std::string& description);

  // A new service; the pointer holds until the next one is made.
  TagService& service(const std::string& theirs, const std::string& category);
  [[nodiscard]] TagService* find_service(const std::string& theirs);
  // Names of cookies and storage, as texts, regular expressions, lists or objects.
  void store(TagService& service, const ScriptValue& names);
  void label(TagService& service, const std::string& language, const std::string& name,
             const std::string& description);

  // A text of the banner under our key.
  void text(const std::string& language, const std::string& key, const std::string& theirs);
  void privacy(const std::string& address);
  void months_of_days(const ScriptValue* days);
  void consent_mode();
  // Names what is not read of an object: functions, expressions and unknown keys.
  void leave_rest(const ScriptValue& object, const std::string& where,
                  const std::set<std::string_view>& read);

  [[nodiscard]] TagConfig& config() { return site_.config; }
  [[nodiscard]] const ImportSources& sources() const { return sources_; }

  // Fills in what ours needs and the rival's had not; every language and category is complete then.
  ImportedSite finish();

 private:
  TagCategory* find_category(std::string_view id);
  void put_necessary_first();
  void complete_category(TagCategory& category);
  // The first of `offers` that is not empty, where there is no text in a language.
  void complete_text(Texts& own, const std::string& what, const std::string& tag,
                     const std::vector<std::string>& offers);
  [[nodiscard]] std::string described_by_services(const std::string& category,
                                                  const std::string& language) const;
  void complete_hosts();
  void keep_labels_fair();
  void leave_unfit_domain();
  void tell_what_is_carried();

  const ImportSources& sources_;
  ImportedSite site_;
  std::string necessary_;
  std::map<std::string, std::string, std::less<>> category_ids_;
  std::map<std::string, std::string, std::less<>> service_ids_;
};

}  // namespace consentry

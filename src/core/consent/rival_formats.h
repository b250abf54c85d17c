// SPDX-License-Identifier: Apache-2.0
// One reader for each consent manager: says what its configuration says to a draft. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/import_draft.h"
#include "core/consent/page_scripts.h"

namespace consentry {

// What all files of an import hold together.
struct RivalMaterial {
  std::vector<ScriptFinding> findings;  // of scripts and of scripts in pages
  std::vector<PageScript> elements;     // script elements of pages
  std::vector<RivalFile> tables;        // CSV, and JSON that is a list
  std::string file_language;            // told by a file's name; empty: none

  // The value with which `name` was called or which it was given, resolved when it is a name itself;
  // the last one where there are several. nullptr: there is none.
  [[nodiscard]] const ScriptValue* object_of(std::string_view name) const;
  [[nodiscard]] std::vector<const ScriptFinding*> all_of(std::string_view name) const;
};

// Each answers false when what it is about is not in the material.
bool draft_klaro(const RivalMaterial& from, ImportDraft& draft);
bool draft_vanilla_cookieconsent(const RivalMaterial& from, ImportDraft& draft);
bool draft_orejime(const RivalMaterial& from, ImportDraft& draft);
bool draft_tarteaucitron(const RivalMaterial& from, ImportDraft& draft);
bool draft_osano(const RivalMaterial& from, ImportDraft& draft);
bool draft_cookiebot(const RivalMaterial& from, ImportDraft& draft);
bool draft_cookiefirst(const RivalMaterial& from, ImportDraft& draft);
bool draft_cookie_list(const RivalMaterial& from, ImportDraft& draft);

}  // namespace consentry

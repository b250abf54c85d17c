// SPDX-License-Identifier: Apache-2.0
// What a visit brings into a page, passed in by the composition root (nothing here is looked up).
#pragma once

#include <functional>
#include <string_view>

namespace consentry {

class ControlLexicon;
class NameLookup;

// The category of purposes ("statistics", "preferences", "necessary" …) that a toggle's label heads for
// certain; "" when that cannot be told.
using CategoryOf =
    std::function<std::string_view(std::string_view banner_text, std::string_view label)>;

// Views and references live at least as long as the scan. Shared by all tabs, read only.
struct RunTools {
  std::string_view program;            // "consentry 0.1.0"
  std::string_view probe;              // built web/probe/main.ts
  std::string_view state;              // built web/probe/state.ts
  std::string_view document;           // built web/document/main.ts
  std::string_view finder;             // built web/finder/main.ts; empty: no banner is looked for
  std::string_view autoconsent;        // built web/autoconsent/main.ts
  std::string_view autoconsent_rules;  // JSON
  const ControlLexicon* lexicon = nullptr;
  CategoryOf category{};        // empty: consent to one purpose is not tried
  NameLookup* names = nullptr;  // what names point to; null: they are not resolved in this scan
};

}  // namespace consentry

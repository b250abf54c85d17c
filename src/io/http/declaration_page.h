// SPDX-License-Identifier: Apache-2.0
// GET /d/SITE: what a site stores, as a page that needs no script; /d/SITE.json and /d/SITE.md say
// the same, /d/SITE.js puts it into a page of the site's own. Public, in the language of ?lang= or
// of the browser.
#pragma once

#include <string>
#include <string_view>

#include "core/consent/declaration_text.h"
#include "io/http/my_consent_page.h"

namespace consentry::http {

inline constexpr std::string_view kDeclarationPath = "/d/";

// What of it the page links to.
struct DeclarationLinks {
  std::string privacy;  // statement; empty: none
  std::string change;   // where a visitor changes the choice; empty: none
  std::string change_label;
};

std::string declaration_html(const WordedDeclaration& words, const DeclarationLinks& links);

// `texts`: by language, all keys of worded() and "change". 404 when the site has no declaration.
Response get_declaration(const ConsentServices& services, const PageLanguages& texts,
                         std::string_view script, const Request& request);

}  // namespace consentry::http

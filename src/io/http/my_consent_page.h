// SPDX-License-Identifier: Apache-2.0
// /my-consent: the visitor's own records as a page that needs no script. Everything goes by form
// post, so that the consent number stands in no address and no log.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "io/http/consent_services.h"

namespace consentry::http {

// Texts of the page by key; files data/translations/my-consent/*.json.
using PageTexts = std::map<std::string, std::string, std::less<>>;
// By language tag; "en" is always there.
using PageLanguages = std::map<std::string, PageTexts, std::less<>>;

// invalid_input when it is not a JSON object of texts.
Result<PageTexts> parse_page_texts(std::string_view json);

// The language that the visitor's browser prefers of those there are; "en" else. Weights are read,
// unknown ones skipped (RFC 9110 section 12.5.4).
std::string_view preferred_language(std::string_view accept_language,
                                    const PageLanguages& languages);

// GET: the empty form, filled with ?site=. POST: form fields site, id and action, which is show,
// receipt (with index), withdraw or erase.
Response get_my_consent(const ConsentServices& services, const PageLanguages& languages,
                        const Request& request);
Response post_my_consent(const ConsentServices& services, const PageLanguages& languages,
                         const Request& request);

// The page for other handlers: with the records of a visitor, or saying that something failed.
struct SiteVisitor {
  std::string site;
  std::string id;
};
Response my_consent_of(const ConsentServices& services, const PageLanguages& languages,
                       const Request& request, const SiteVisitor& of);
Response my_consent_failure(const PageLanguages& languages, const Request& request, int status);

}  // namespace consentry::http

// SPDX-License-Identifier: Apache-2.0
// SITE.html: the question as a page that needs no script, byte for byte as web/tag/form.mjs makes it.
// The form goes to the consent server (POST /v1/forms), which answers with what it has kept.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace consentry {

struct ChoiceForm {
  std::string site;
  std::string notice;   // its version
  std::string server;   // without a slash at the end
  std::string privacy;  // address; linked only when it is absolute
  std::string language;
  std::string direction;  // "ltr" or "rtl"
  // Of the site, this one too: BCP 47 tag, and what its speakers call it.
  std::vector<std::pair<std::string, std::string>> languages;
  struct Texts {
    std::string title, body, accept, reject, save, privacy;
  } texts;
  struct Category {
    std::string id, name, description;
  };
  std::vector<Category> categories;  // that need consent
};

std::string choice_form_page(const ChoiceForm& form);

}  // namespace consentry

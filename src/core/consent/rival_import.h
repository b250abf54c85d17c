// SPDX-License-Identifier: Apache-2.0
// Another consent manager's configuration as one of ours, and a plain list of what was taken over,
// what was not and why. The rival's files are read as text (script_literal.h), never run. Pure.
//
// What each is read from (their own manuals):
//   klaro                  klaroConfig = {…}
//   vanilla-cookieconsent  CookieConsent.run({…}), version 3
//   orejime                orejimeConfig = {…}, version 3; Orejime.init({…})
//   tarteaucitron          tarteaucitron.init({…}), job.push("…"), services.X = {…}, lang = {…}
//   osano                  cookieconsent.initialise({…})
//   cookiebot              its script element; cookieTable… of its cc.js; a cookie list
//   cookiefirst            its script element; a cookie list
//   cookie-list            CSV or JSON: one cookie a row with name, category, provider
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/consent/service_registry.h"
#include "core/consent/tag_config.h"

namespace consentry {

struct RivalFile {
  std::string name;  // may tell the language: "tarteaucitron.nl.js"
  std::string text;
};

struct ImportedSite {
  std::string manager;  // one of rival_names()
  TagConfig config;     // without site, owner and server, which no rival's configuration tells
  std::vector<std::string> carried;
  std::vector<std::string> left;   // "what: why"
  std::vector<std::string> added;  // what ours needs and the rival's had not: "what: how it reads"
};

const std::vector<std::string>& rival_names();

// What an importer may look at.
struct ImportSources {
  const TagTranslations& translations;  // must outlive the call, as the next
  const ServiceRegistry& registry;
  std::string language;  // of texts in files that do not say; empty: "en"
  // Where the site will be; a cookie's domain that browsers would not take from there is left out.
  // Empty: nothing is held against it.
  std::string origin{};
};

// `manager` "auto" looks for what it is. invalid_input: no configuration of the manager is in the
// files, or a file is no script; exhausted: too much.
Result<ImportedSite> import_rival(const std::vector<RivalFile>& files, std::string_view manager,
                                  const ImportSources& sources);

}  // namespace consentry

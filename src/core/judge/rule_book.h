// SPDX-License-Identifier: Apache-2.0
// The rules as data (data/rules/*.toml, docs/formats/rules.md): texts, legal basis, thresholds and
// profiles. A rule names a detector; detectors are code, everything else is here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/judge/banner_words.h"
#include "core/judge/declaration_words.h"
#include "core/judge/finding.h"
#include "core/judge/shared_network.h"

namespace consentry {

// Where a rule comes from. mark C: read in the primary text; S: in a secondary source; M: not
// verified.
struct LegalBasis {
  std::string instrument;  // "Directive 2002/58/EC"
  std::string pin;         // "Art. 5(3)"
  std::string url;
  char mark = 'M';
  std::string verified_on;  // date, empty when not
};

struct Rule {
  std::string id;
  int version = 1;
  std::string title;
  std::string detector;
  std::vector<Phase> phases;
  int severity = 3;
  std::string layer;  // "eprivacy" "gdpr" "contract" "ux"
  std::string
      category;  // "before choice" "refusal" "acceptance" "withdrawal" "gpc" "banner" "cross-site"
  std::vector<LegalBasis> basis;
  std::string fix;                                       // one sentence
  std::map<std::string, double> thresholds;              // default values
  std::map<std::string, std::string> threshold_origins;  // "law" "standard" "decision" "product"
  std::map<std::string, std::map<std::string, double>> profile_thresholds;  // profile -> overrides
  std::map<std::string, Verdict> verdict_by_profile;  // ceiling or replacement for flagged profiles
  std::vector<std::string> regimes;  // the profiles' regimes under which the rule applies at all
};

struct Profile {
  std::string name;  // "eu" "nl" "fr" "de" "it" "be" "us-ca" …
  std::string title;
  std::string eprivacy_authority;
  std::string gdpr_authority;
  // The profile whose thresholds and ceilings hold where a rule names none for this one; empty:
  // the rules' own.
  std::string based_on{};
  std::string regime = "consent";    // "consent": nothing before a yes; "opt-out": until a no
  std::string law{};                 // the national provision on storing and reading
  char mark = 'M';                   // how well `law` was verified, as LegalBasis::mark
  std::optional<Verdict> ceiling{};  // no rule weighs more under it: contested or not yet law
};

// How a consent manager writes down a choice, as far as it can be read without its code: the stored
// value is percent-decoded, then searched for the texts below.
struct ConsentRecordForm {
  std::string manager;
  std::string kind;                       // "cookie", "local" or "any"
  std::string name;                       // a '*' at an end stands for any rest
  std::vector<std::string> granted_any;   // one of them occurs: more than the necessary was granted
  std::vector<std::string> granted_none;  // none of them may occur
  std::vector<std::string> granted_exact;  // or the whole value is one of these
  bool assumed = false;                    // a usual way of home-made banners, no known program's
};

// Content of others that pages embed: where it comes from, and how its loading unasked weighs.
struct EmbedForm {
  std::string kind;                 // "a video", for readers
  Verdict verdict = Verdict::risk;  // never breach
  std::vector<std::string> places;  // "host" or "host/path…", hosts below included
};

// A vendor of the IAB's framework, and hosts that are its own alone.
struct TcfVendor {
  int id = 0;
  std::string name;
  std::vector<std::string> hosts;  // hosts below included
};

// Where names of sites lead that are lent to a company which tracks (a CNAME in the DNS).
struct LentName {
  std::string company;
  std::vector<std::string> targets;  // names below included
};

// Words by which banners head a category of purposes, folded (core/judge/category_text.h).
struct CategoryWords {
  std::string category;  // "necessary" "preferences" "statistics" "marketing" "legitimate-interest"
  std::vector<std::string> words;
};

// A company that is seated, or whose parent is, in a country to which data may not go without
// further safeguards: neither an adequacy decision nor a certification stands for it.
struct CompanySeat {
  std::string company;  // as company catalogues name it
  std::string country;  // for readers: "Russia"
  std::string source;   // address of the page that says so
  char mark = 'M';      // how well that was verified, as LegalBasis::mark
};

// Immutable after parse.
class RuleBook {
 public:
  // files: (name, bytes) of every data/rules/*.toml. invalid_input names the file, rule and key.
  static Result<RuleBook> parse(const std::vector<std::pair<std::string, std::string_view>>& files);

  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  [[nodiscard]] const Rule* find(std::string_view id) const;
  [[nodiscard]] const Profile* profile(std::string_view name) const;
  [[nodiscard]] const std::vector<Profile>& profiles() const { return profiles_; }
  [[nodiscard]] const std::vector<ConsentRecordForm>& consent_records() const {
    return consent_records_;
  }
  // In the order of the files: the first that fits decides.
  [[nodiscard]] const std::vector<EmbedForm>& embeds() const { return embeds_; }
  [[nodiscard]] const std::vector<TcfVendor>& tcf_vendors() const { return tcf_vendors_; }
  [[nodiscard]] const std::vector<LentName>& lent_names() const { return lent_names_; }
  [[nodiscard]] const std::vector<SharedNetwork>& shared_networks() const {
    return shared_networks_;
  }
  [[nodiscard]] const std::vector<CategoryWords>& category_words() const { return category_words_; }
  [[nodiscard]] const std::vector<BannerWords>& banner_words() const { return banner_words_; }
  [[nodiscard]] const std::vector<CompanySeat>& company_seats() const { return company_seats_; }
  [[nodiscard]] const std::vector<DeclarationWords>& declaration_words() const {
    return declaration_words_;
  }
  // "2026.11" and the SHA-256 over all files in name order: what a report freezes.
  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] const std::string& sha256() const { return sha256_; }
  // A rule's threshold under a profile.
  [[nodiscard]] double threshold(const Rule& rule, std::string_view key,
                                 std::string_view profile) const;
  // The greatest verdict a rule may give under a profile; not_applicable: it is no rule there.
  [[nodiscard]] std::optional<Verdict> ceiling(const Rule& rule, std::string_view profile) const;

 private:
  std::vector<Rule> rules_;
  std::vector<Profile> profiles_;
  std::vector<ConsentRecordForm> consent_records_;
  std::vector<EmbedForm> embeds_;
  std::vector<TcfVendor> tcf_vendors_;
  std::vector<LentName> lent_names_;
  std::vector<CategoryWords> category_words_;
  std::vector<BannerWords> banner_words_;
  std::vector<DeclarationWords> declaration_words_;
  std::vector<CompanySeat> company_seats_;
  std::string version_;
  std::string sha256_;
  std::vector<SharedNetwork> shared_networks_;
};

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "command/consent_words.h"

#include <array>
#include <span>

#include "command/us_words.h"
#include "core/report/display_text.h"

namespace consentry {
namespace {

constexpr int kLabelWidth = 44;
// More ranges than fill a screen are for programs: --format json has them all.
constexpr std::size_t kMaxRanges = 120;
constexpr std::size_t kMaxProblems = 50;

// "IAB Europe Transparency & Consent Framework Policies", appendix A, in TCF 2.2 and later.
constexpr std::array<std::string_view, 11> kPurposes{
    "Store and/or access information on a device",
    "Use limited data to select advertising",
    "Create profiles for personalised advertising",
    "Use profiles to select personalised advertising",
    "Create profiles to personalise content",
    "Use profiles to select personalised content",
    "Measure advertising performance",
    "Measure content performance",
    "Understand audiences through statistics or combinations of data from different sources",
    "Develop and improve services",
    "Use limited data to select content",
};
// The same before policy version 4 (TCF 2.0 and 2.1).
constexpr int kPolicyOfPresentNames = 4;
constexpr std::array<std::string_view, 10> kEarlierPurposes{
    "Store and/or access information on a device",
    "Select basic ads",
    "Create a personalised ads profile",
    "Select personalised ads",
    "Create a personalised content profile",
    "Select personalised content",
    "Measure ad performance",
    "Measure content performance",
    "Apply market research to generate audience insights",
    "Develop and improve products",
};
constexpr std::array<std::string_view, 2> kSpecialFeatures{
    "Use precise geolocation data",
    "Actively scan device characteristics for identification",
};

std::string yes_no(bool yes) { return yes ? "yes" : "no"; }

// Labelled lines, those of a section inside a GPP string further in.
class Lines {
 public:
  Lines(const VendorList* names, int indent) : names_(names), indent_(indent) {}

  void line(std::string_view label, std::string_view value) {
    text_ += std::string(static_cast<std::size_t>(indent_), ' ');
    text_ += pad_right(label, kLabelWidth - indent_) + std::string(value) + "\n";
  }

  void named_ids(std::string_view label, const IdSet& set,
                 std::span<const std::string_view> names) {
    if (set.empty()) line(label, "none");
    std::string_view shown = label;
    for (const int id : set.ids()) {
      const auto index = static_cast<std::size_t>(id - 1);
      line(shown, std::to_string(id) + "  " +
                      std::string(index < names.size() ? names[index] : "(not defined)"));
      shown = "";
    }
  }

  void ids(std::string_view label, const IdSet& set) { line(label, ranges_of(set)); }

  void vendors(std::string_view label, const IdSet& set) {
    line(label, set.empty() ? "none" : std::to_string(set.size()) + ": " + ranges_of(set));
    if (names_ == nullptr) return;
    for (const int id : set.ids()) {
      const std::string* name = names_->find(id);
      line("",
           std::to_string(id) + "  " + (name == nullptr ? "(not on this list)" : visible(*name)));
    }
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static std::string ranges_of(const IdSet& set) {
    if (set.empty()) return "none";
    std::string words;
    const std::vector<IdRange> ranges = set.ranges();
    for (std::size_t i = 0; i < ranges.size() && i < kMaxRanges; ++i) {
      if (i > 0) words += ", ";
      words += std::to_string(ranges[i].first);
      if (ranges[i].last > ranges[i].first) words += "-" + std::to_string(ranges[i].last);
    }
    if (ranges.size() > kMaxRanges) {
      words += " and " + std::to_string(ranges.size() - kMaxRanges) + " more ranges";
    }
    return words;
  }

  const VendorList* names_;
  int indent_;
  std::string text_;
};

std::string_view restriction_words(RestrictionType type) {
  constexpr std::array<std::string_view, 4> kWords{
      "not allowed", "only with consent", "only by legitimate interest", "type 3 (undefined)"};
  return kWords.at(static_cast<std::size_t>(type));
}

template <typename Tcf>
void tell_header(const Tcf& tcf, Lines& lines) {
  lines.line("version", std::to_string(tcf.version) + ", policy version " +
                            std::to_string(tcf.policy_version));
  lines.line("created", to_rfc3339(tcf.created));
  lines.line("last updated", to_rfc3339(tcf.updated));
  lines.line("consent manager (CMP)", std::to_string(tcf.cmp_id) + ", version " +
                                          std::to_string(tcf.cmp_version) + ", screen " +
                                          std::to_string(tcf.consent_screen));
  lines.line("language", tcf.consent_language);
  lines.line("vendor list version", std::to_string(tcf.vendor_list_version));
  lines.line("non-standard texts", yes_no(tcf.non_standard_texts));
}

void tell_restrictions(const std::vector<PublisherRestriction>& restrictions, Lines& lines) {
  if (restrictions.empty()) lines.line("publisher restrictions", "none");
  for (const PublisherRestriction& restriction : restrictions) {
    lines.line("publisher restriction", "purpose " + std::to_string(restriction.purpose) + " " +
                                            std::string(restriction_words(restriction.type)) +
                                            " for:");
    lines.vendors("  vendors", restriction.vendors);
  }
}

void tell_publisher(const PublisherTc& publisher, Lines& lines) {
  lines.ids("publisher's own consent", publisher.purposes_consent);
  lines.ids("publisher's own legitimate interest", publisher.purposes_legitimate_interest);
  if (publisher.custom_purposes == 0) return;
  lines.line("publisher's custom purposes", std::to_string(publisher.custom_purposes));
  lines.ids("  consent", publisher.custom_consent);
  lines.ids("  legitimate interest", publisher.custom_legitimate_interest);
}

void tell(const TcString& tc, Lines& lines) {
  tell_header(tc, lines);
  lines.line("publisher's country", tc.publisher_country);
  lines.line("for this service only", yes_no(tc.service_specific));
  lines.line("purpose 1 not asked (treatment)", yes_no(tc.purpose_one_treatment));
  const std::span<const std::string_view> names =
      tc.policy_version < kPolicyOfPresentNames
          ? std::span<const std::string_view>(kEarlierPurposes)
          : kPurposes;
  lines.named_ids("purposes, consent", tc.purposes_consent, names);
  lines.named_ids("purposes, legitimate interest", tc.purposes_legitimate_interest, names);
  lines.named_ids("special features, opt-in", tc.special_features, kSpecialFeatures);
  lines.vendors("vendors, consent", tc.vendors_consent);
  lines.vendors("vendors, legitimate interest", tc.vendors_legitimate_interest);
  if (tc.vendors_disclosed) {
    lines.vendors("vendors disclosed to the visitor", *tc.vendors_disclosed);
  } else {
    lines.line("vendors disclosed to the visitor", "not said (no such segment)");
  }
  if (tc.vendors_allowed) lines.vendors("vendors allowed", *tc.vendors_allowed);
  tell_restrictions(tc.restrictions, lines);
  if (tc.publisher) tell_publisher(*tc.publisher, lines);
}

void tell(const TcfCaString& ca, Lines& lines) {
  tell_header(ca, lines);
  lines.ids("purposes, express consent", ca.purposes_express);
  lines.ids("purposes, implied consent", ca.purposes_implied);
  lines.ids("special features, express consent", ca.special_features);
  lines.vendors("vendors, express consent", ca.vendors_express);
  lines.vendors("vendors, implied consent", ca.vendors_implied);
  if (ca.vendors_disclosed) lines.vendors("vendors disclosed", *ca.vendors_disclosed);
  tell_restrictions(ca.restrictions, lines);
  if (ca.publisher) tell_publisher(*ca.publisher, lines);
}

std::string answer(char letter) {
  switch (letter) {
    case 'Y':
      return "yes";
    case 'N':
      return "no";
    case '-':
      return "does not apply";
    default:
      return "cannot be read";
  }
}

void tell(const UsPrivacy& us, Lines& lines) {
  lines.line("notice and opportunity given", answer(us.notice));
  lines.line("opted out of sale", answer(us.opt_out_sale));
  lines.line("under the LSPA", answer(us.lspa_covered));
}

void tell(const AdditionalConsent& consent, Lines& lines) {
  lines.line("version", std::to_string(consent.version));
  lines.vendors("providers, consent", consent.consented);
  if (consent.version > 1) lines.vendors("providers disclosed only", consent.disclosed);
}

void tell(const UsSection& us, std::string_view section, Lines& lines) {
  for (const UsField& field : us.fields) {
    lines.line(us_field_label(field.name), us_field_words(section, field));
  }
  if (us.gpc) lines.line("Global Privacy Control", *us.gpc ? "on" : "off");
}

void tell(const GppString& gpp, const VendorList* names, std::string& text) {
  constexpr int kIndent = 2;
  if (gpp.sections.empty()) text += "no sections\n";
  for (const GppSection& section : gpp.sections) {
    text += "section " + std::to_string(section.id) + ", " + section.name + "\n";
    // Only the EU's ids are those of the IAB's Global Vendor List.
    Lines lines(std::holds_alternative<TcString>(section.content) ? names : nullptr, kIndent);
    if (const auto* tc = std::get_if<TcString>(&section.content)) {
      tell(*tc, lines);
    } else if (const auto* ca = std::get_if<TcfCaString>(&section.content)) {
      tell(*ca, lines);
    } else if (const auto* privacy = std::get_if<UsPrivacy>(&section.content)) {
      tell(*privacy, lines);
    } else if (const auto* us = std::get_if<UsSection>(&section.content)) {
      tell(*us, section.name, lines);
    } else {
      lines.line("not read", visible(section.text));
    }
    text += lines.text();
  }
}

std::string words_of(const ConsentString& string, const VendorList* names) {
  if (const auto* tc = std::get_if<TcString>(&string)) {
    Lines lines(names, 0);
    tell(*tc, lines);
    return "TC string (IAB Transparency and Consent Framework)\n" + lines.text();
  }
  if (const auto* gpp = std::get_if<GppString>(&string)) {
    std::string text =
        "GPP string (IAB Global Privacy Platform), version " + std::to_string(gpp->version) + "\n";
    tell(*gpp, names, text);
    return text;
  }
  Lines lines(nullptr, 0);
  if (const auto* consent = std::get_if<AdditionalConsent>(&string)) {
    tell(*consent, lines);
    return "Additional Consent string (Google)\n" + lines.text();
  }
  tell(std::get<UsPrivacy>(string), lines);
  return "US Privacy string (IAB)\n" + lines.text();
}

std::string problem_words(const std::vector<StringProblem>& problems) {
  if (problems.empty()) return "well-formed\n";
  std::string text = "wrong in " + std::to_string(problems.size()) +
                     (problems.size() == 1 ? " place:\n" : " places:\n");
  for (std::size_t i = 0; i < problems.size() && i < kMaxProblems; ++i) {
    text += "  " + sentence(problems[i]) + "\n";
  }
  if (problems.size() > kMaxProblems) text += "  and more\n";
  return text;
}

}  // namespace

std::string consent_words(std::string_view text, const Result<ConsentString>& read,
                          const VendorList* names) {
  if (!read) {
    constexpr int kShownWidth = 72;
    return "cannot be read: " + fit(visible(text), kShownWidth) + "\n  " +
           visible(read.error().text()) + "\n";
  }
  return words_of(*read, names) + problem_words(problems_of(*read));
}

}  // namespace consentry

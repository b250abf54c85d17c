// SPDX-License-Identifier: Apache-2.0
#include "command/consent_json.h"

#include <boost/json.hpp>
#include <utility>

#include "core/report/display_text.h"

namespace consentry {
namespace {

namespace json = boost::json;

// Ranges keep the answer as short as the string, however many ids it names.
json::object set_json(const IdSet& set) {
  json::array ranges;
  for (const IdRange& range : set.ranges()) ranges.push_back(json::array{range.first, range.last});
  return {{"count", set.size()}, {"ranges", std::move(ranges)}};
}

json::array list_json(const IdSet& set) {
  json::array list;
  for (const int id : set.ids()) list.push_back(id);
  return list;
}

template <typename T, typename Convert>
json::value optional_json(const std::optional<T>& value, Convert convert) {
  return value ? json::value(convert(*value)) : json::value(nullptr);
}

json::array restrictions_json(const std::vector<PublisherRestriction>& restrictions) {
  json::array list;
  for (const PublisherRestriction& restriction : restrictions) {
    list.push_back(json::object{{"purpose", restriction.purpose},
                                {"type", static_cast<int>(restriction.type)},
                                {"vendors", set_json(restriction.vendors)}});
  }
  return list;
}

json::object publisher_json(const PublisherTc& publisher) {
  return {{"consents", list_json(publisher.purposes_consent)},
          {"legitimateInterests", list_json(publisher.purposes_legitimate_interest)},
          {"numCustomPurposes", publisher.custom_purposes},
          {"customConsents", list_json(publisher.custom_consent)},
          {"customLegitimateInterests", list_json(publisher.custom_legitimate_interest)}};
}

// The fields with which both TCF strings begin.
template <typename Tcf>
json::object header_json(const Tcf& tcf) {
  return {{"version", tcf.version},
          {"created", to_rfc3339(tcf.created)},
          {"updated", to_rfc3339(tcf.updated)},
          {"cmpId", tcf.cmp_id},
          {"cmpVersion", tcf.cmp_version},
          {"consentScreen", tcf.consent_screen},
          {"consentLanguage", tcf.consent_language},
          {"vendorListVersion", tcf.vendor_list_version},
          {"policyVersion", tcf.policy_version},
          {"useNonStandardTexts", tcf.non_standard_texts},
          {"publisherRestrictions", restrictions_json(tcf.restrictions)},
          {"vendorsDisclosed", optional_json(tcf.vendors_disclosed, set_json)},
          {"publisher", optional_json(tcf.publisher, publisher_json)}};
}

json::object content_json(const TcString& tc) {
  json::object object = header_json(tc);
  object["isServiceSpecific"] = tc.service_specific;
  object["specialFeatureOptins"] = list_json(tc.special_features);
  object["purposeConsents"] = list_json(tc.purposes_consent);
  object["purposeLegitimateInterests"] = list_json(tc.purposes_legitimate_interest);
  object["purposeOneTreatment"] = tc.purpose_one_treatment;
  object["publisherCountryCode"] = tc.publisher_country;
  object["vendorConsents"] = set_json(tc.vendors_consent);
  object["vendorLegitimateInterests"] = set_json(tc.vendors_legitimate_interest);
  object["vendorsAllowed"] = optional_json(tc.vendors_allowed, set_json);
  return object;
}

json::object content_json(const TcfCaString& ca) {
  json::object object = header_json(ca);
  object["specialFeatureExpressConsent"] = list_json(ca.special_features);
  object["purposesExpressConsent"] = list_json(ca.purposes_express);
  object["purposesImpliedConsent"] = list_json(ca.purposes_implied);
  object["vendorExpressConsent"] = set_json(ca.vendors_express);
  object["vendorImpliedConsent"] = set_json(ca.vendors_implied);
  return object;
}

json::object content_json(const UsPrivacy& us) {
  const auto letter = [](char c) { return std::string(1, c); };
  return {{"notice", letter(us.notice)},
          {"optOutSale", letter(us.opt_out_sale)},
          {"lspaCovered", letter(us.lspa_covered)}};
}

// Names are those of the client side API.
json::object content_json(const UsSection& us) {
  json::object object;
  for (const UsField& field : us.fields) {
    object[field.name] = field.is_list ? json::value_from(field.values)
                                       : json::value(field.values.empty() ? 0 : field.values[0]);
  }
  if (us.gpc) object["Gpc"] = *us.gpc;
  return object;
}

json::object content_json(const AdditionalConsent& consent) {
  return {{"version", consent.version},
          {"consented", set_json(consent.consented)},
          {"disclosed", set_json(consent.disclosed)}};
}

json::value section_content(const GppSection& section) {
  return std::visit(
      [](const auto& content) -> json::value {
        if constexpr (std::is_same_v<std::decay_t<decltype(content)>, std::monostate>) {
          return nullptr;
        } else {
          return content_json(content);
        }
      },
      section.content);
}

json::object content_json(const GppString& gpp) {
  json::array sections;
  for (const GppSection& section : gpp.sections) {
    sections.push_back(json::object{{"id", section.id},
                                    {"name", section.name},
                                    {"string", visible(section.text)},
                                    {"content", section_content(section)}});
  }
  return {{"version", gpp.version},
          {"sectionIds", json::value_from(gpp.section_ids)},
          {"sections", std::move(sections)}};
}

std::string_view kind_of(const ConsentString& string) {
  struct Kind {
    std::string_view operator()(const TcString&) const { return "tcf"; }
    std::string_view operator()(const GppString&) const { return "gpp"; }
    std::string_view operator()(const AdditionalConsent&) const { return "additional-consent"; }
    std::string_view operator()(const UsPrivacy&) const { return "us-privacy"; }
  };
  return std::visit(Kind{}, string);
}

json::array problems_json(const std::vector<StringProblem>& problems) {
  json::array list;
  for (const StringProblem& problem : problems) {
    list.push_back(json::object{{"where", problem.where},
                                {"character", problem.character + 1},
                                {"bit", problem.bit},
                                {"text", problem.text}});
  }
  return list;
}

json::object names_json(const TcString& tc, const VendorList& names) {
  json::object object;
  for (const IdSet* set : {&tc.vendors_consent, &tc.vendors_legitimate_interest}) {
    for (const int id : set->ids()) {
      if (const std::string* name = names.find(id)) object[std::to_string(id)] = visible(*name);
    }
  }
  return object;
}

}  // namespace

std::string consent_json(std::string_view text, const Result<ConsentString>& read,
                         const VendorList* names) {
  json::object object{{"format", "consentry-consent-string/1"}, {"string", visible(text)}};
  if (!read) {
    object["kind"] = nullptr;
    object["wellFormed"] = false;
    object["problems"] = json::array{json::object{
        {"where", ""}, {"character", 1}, {"bit", 0}, {"text", visible(read.error().text())}}};
    return json::serialize(object);
  }
  const std::vector<StringProblem>& problems = problems_of(*read);
  object["kind"] = kind_of(*read);
  object["wellFormed"] = problems.empty();
  object["problems"] = problems_json(problems);
  object["content"] = std::visit([](const auto& content) { return content_json(content); }, *read);
  if (const auto* tc = std::get_if<TcString>(&*read); tc != nullptr && names != nullptr) {
    object["vendorNames"] = names_json(*tc, *names);
  }
  return json::serialize(object);
}

}  // namespace consentry

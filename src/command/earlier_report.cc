// SPDX-License-Identifier: Apache-2.0
#include "command/earlier_report.h"

#include <boost/json.hpp>
#include <string>

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::string_view kFormatName = "consentry-report/";

std::string text_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

const json::object* object_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

std::vector<const json::object*> objects_at(const json::object& object, std::string_view name) {
  std::vector<const json::object*> objects;
  const json::value* value = object.if_contains(name);
  const json::array* array = value == nullptr ? nullptr : value->if_array();
  if (array == nullptr) return objects;
  for (const json::value& item : *array) {
    if (const json::object* one = item.if_object()) objects.push_back(one);
  }
  return objects;
}

EarlierSite site_of(const json::object& object) {
  EarlierSite site;
  site.url = text_at(object, "url");
  site.verdict = verdict_named(text_at(object, "verdict")).value_or(Verdict::not_measured);
  for (const json::object* finding : objects_at(object, "findings")) {
    const auto phase = phase_named(text_at(*finding, "phase"));
    const auto verdict = verdict_named(text_at(*finding, "verdict"));
    if (phase && verdict) site.findings.push_back({text_at(*finding, "rule"), *phase, *verdict});
  }
  return site;
}

// A whole report and what it keeps of an earlier one have these members alike.
std::optional<EarlierVerdicts> verdicts_of(const json::object& report) {
  const json::object* book = object_at(report, "rule_book");
  if (book == nullptr) return std::nullopt;
  EarlierVerdicts earlier;
  earlier.version = text_at(*book, "version");
  earlier.sha256 = text_at(*book, "sha256");
  const json::object* profile = object_at(report, "profile");
  earlier.profile = profile == nullptr ? text_at(report, "profile") : text_at(*profile, "name");
  for (const json::object* site : objects_at(report, "sites")) {
    earlier.sites.push_back(site_of(*site));
  }
  return earlier;
}

}  // namespace

std::optional<EarlierVerdicts> earlier_verdicts(std::string_view report_json,
                                                std::string_view rule_book_sha256) {
  boost::system::error_code error;
  const json::value value = json::parse(report_json, error);
  const json::object* report = error ? nullptr : value.if_object();
  if (report == nullptr || !text_at(*report, "format").starts_with(kFormatName)) return {};
  auto verdicts = verdicts_of(*report);
  if (verdicts && verdicts->sha256 != rule_book_sha256) return verdicts;
  const json::object* kept = object_at(*report, "earlier");
  return kept == nullptr ? std::nullopt : verdicts_of(*kept);
}

}  // namespace consentry

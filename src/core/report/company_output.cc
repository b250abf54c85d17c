// SPDX-License-Identifier: Apache-2.0
#include "core/report/company_output.h"

#include <algorithm>
#include <utility>

#include "core/base/digest.h"
#include "core/report/company_place.h"
#include "core/report/csv_text.h"
#include "core/report/display_text.h"
#include "core/report/json_text.h"

namespace consentry {
namespace {

constexpr std::size_t kDigestDigits = 16;
constexpr int kLabelColumns = 18;

using Layout = JsonText::Layout;

std::string name_at(Stage stage) { return std::string(name_of(phase_of(stage))); }

template <typename Stages>
void write_stages(JsonText& json, std::string_view name, const Stages& stages) {
  json.name(name).begin_array(Layout::line);
  for (const Stage stage : kProfileStages) {
    if (stages.contains(stage)) json.text(name_at(stage));
  }
  json.end_array();
}

// What a line rests on, in the words of JSON and CSV.
void write_place(JsonText& json, const CompanyPlace& place) {
  json.member("record", place.record);
  json.member("line", place.line);
  json.member("sha256", place.sha256);
  json.member("bundle_entry", place.entry);
}

void write_evidence(JsonText& json, std::string_view name, const Evidence& evidence,
                    const CompanyPlace& place) {
  json.name(name).begin_object(Layout::line);
  write_place(json, place);
  json.member("text", evidence.text);
  json.end_object();
}

void write_identifier(JsonText& json, const CompanyScan& scan, const CompanyOnSite& site) {
  write_stages(json, "identifier_in", site.identifier);
  json.name("identifier").begin_array();
  for (const Stage stage : kProfileStages) {
    const auto found = site.identifier.find(stage);
    if (found == site.identifier.end()) continue;
    json.begin_object();
    json.member("phase", name_at(stage));
    write_evidence(json, "evidence", found->second, place_of(scan, site, found->second.at));
    json.end_object();
  }
  json.end_array();
}

void write_item(JsonText& json, const ProfileItem& item, const CompanyPlace& place) {
  json.begin_object();
  json.member("kind", item.key.kind);
  json.member("owner", item.key.owner);
  json.member("name", item.key.name);
  json.member("purpose", name_of(item.purpose));
  json.member("identifies", item.identifies);
  json.name("lifetime_s");
  if (item.lifetime_s) {
    json.number(*item.lifetime_s);
  } else {
    json.null();
  }
  write_stages(json, "stored_in", item.stored);
  json.name("values").begin_array();
  for (const auto& [run, digest] : item.value_digests) {
    json.begin_object(Layout::line);
    json.member("run", run);
    json.member("sha256_16", digest);
    json.end_object();
  }
  json.end_array();
  json.name("first").begin_object(Layout::line);
  write_place(json, place);
  json.end_object();
  json.end_object();
}

void write_data(JsonText& json, const CompanyScan& scan, const CompanyOnSite& site) {
  json.name("data").begin_array();
  for (const DataSent& data : site.data) {
    json.begin_object();
    json.member("what", data.what);
    json.member("how", data.how);
    write_stages(json, "phases", data.stages);
    write_evidence(json, "evidence", data.first, place_of(scan, site, data.first.at));
    json.end_object();
  }
  json.end_array();
  json.name("exchanges").begin_array();
  for (const Exchange& exchange : site.exchanges) {
    json.begin_object();
    json.member("direction", exchange.told ? "told" : "was-told");
    json.member("other", exchange.other);
    json.member("item", exchange.name);
    write_stages(json, "phases", exchange.stages);
    write_evidence(json, "evidence", exchange.first, place_of(scan, site, exchange.first.at));
    json.end_object();
  }
  json.end_array();
}

void write_requested(JsonText& json, const CompanyScan& scan, const CompanyOnSite& site) {
  json.name("requested").begin_array();
  for (const Stage stage : kProfileStages) {
    const auto found = site.requested.find(stage);
    if (found == site.requested.end()) continue;
    json.begin_object(Layout::line);
    json.member("phase", name_at(stage));
    write_place(json, place_of(scan, site, found->second));
    json.end_object();
  }
  json.end_array();
}

void write_site(JsonText& json, const CompanyScan& scan, const CompanyOnSite& site) {
  json.begin_object();
  json.member("url", site.url);
  json.member("folder", site.folder);
  json.member("domains", std::vector<std::string>(site.domains.begin(), site.domains.end()));
  json.member("function", name_of(site.function));
  json.name("requests").begin_object(Layout::line);
  for (const Stage stage : kProfileStages) {
    const auto found = site.requests.find(stage);
    if (found != site.requests.end()) json.member(name_at(stage), found->second);
  }
  json.end_object();
  write_requested(json, scan, site);
  write_identifier(json, scan, site);
  json.name("items").begin_array();
  for (const ProfileItem& item : site.items)
    write_item(json, item, place_of(scan, site, item.first));
  json.end_array();
  write_data(json, scan, site);
  json.end_object();
}

void write_followed(JsonText& json, const CompanyScan& scan) {
  json.member("followed_measured", scan.followed_measured);
  json.name("followed").begin_array();
  for (const FollowedVisitor& visitor : scan.followed) {
    json.begin_object();
    json.member("domain", visitor.domain);
    json.member("name", visitor.name);
    json.member("value_sha256_16", value_digest(visitor.value));
    json.name("sites").begin_array();
    for (const auto& [site, evidence] : visitor.by_site) {
      json.begin_object();
      json.member("site", site);
      write_evidence(json, "evidence", evidence, place_across(scan, evidence.at));
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_counts(JsonText& json, const CompanyScan& scan) {
  const ReachCount count = reach_of(scan);
  json.member("sites", scan.sites);
  json.member("sites_present", count.sites);
  json.member("sites_with_identifier", count.any_identifier);
  json.name("by_phase").begin_array();
  for (const Stage stage : kProfileStages) {
    const auto measured = scan.measured.find(phase_of(stage));
    const auto with = count.identifier.find(stage);
    json.begin_object(Layout::line);
    json.member("phase", name_at(stage));
    json.member("sites_measured", measured == scan.measured.end() ? 0 : measured->second);
    json.member("sites_with_identifier", with == count.identifier.end() ? 0 : with->second);
    json.end_object();
  }
  json.end_array();
}

// A row rests on the first line that shows an identifier, else on the first request.
void write_row(CsvText& csv, const CompanyProfile& profile, const CompanyScan& scan,
               const CompanyOnSite& site, Stage stage) {
  const auto requests = site.requests.find(stage);
  const auto identifier = site.identifier.find(stage);
  const auto requested = site.requested.find(stage);
  const bool with = identifier != site.identifier.end();
  if (requests == site.requests.end() && !with) return;
  csv.text(profile.company).text(scan.folder).text(scan.started).text(site.url);
  csv.text(name_at(stage));
  csv.number(std::int64_t{requests == site.requests.end() ? 0 : requests->second});
  csv.yes_no(with);
  csv.text(with ? identifier->second.text : "");
  if (with || requested != site.requested.end()) {
    const CompanyPlace place =
        place_of(scan, site, with ? identifier->second.at : requested->second);
    csv.text(place.record).number(static_cast<std::int64_t>(place.line)).text(place.sha256);
    csv.text(scan.sealed.manifest).text(place.entry);
  } else {
    csv.blank().blank().blank().text(scan.sealed.manifest).blank();
  }
  csv.end_row();
}

}  // namespace

std::string value_digest(std::string_view value) {
  return sha256_hex(value).substr(0, kDigestDigits);
}

std::string_view label_of(Stage stage) {
  switch (stage) {
    case Stage::before:
      return "before a choice";
    case Stage::after_refusal:
      return "after refusing";
    case Stage::after_acceptance:
      return "after accepting";
    case Stage::after_withdrawal:
      return "after withdrawing";
    case Stage::after_one_purpose:
      return "after consent to one purpose";
    case Stage::gpc:
      return "under GPC";
    case Stage::other:
      break;
  }
  return "while choosing";
}

ReachCount reach_of(const CompanyScan& scan) {
  ReachCount count;
  count.sites = static_cast<int>(scan.present.size());
  for (const CompanyOnSite& site : scan.present) {
    const bool lies_there = std::ranges::any_of(site.items, &ProfileItem::identifies);
    count.any_identifier += !site.identifier.empty() || lies_there ? 1 : 0;
    for (const auto& [stage, evidence] : site.identifier) ++count.identifier[stage];
  }
  return count;
}

std::string company_json(const CompanyProfile& profile) {
  JsonText json;
  json.begin_object();
  json.member("format", "consentry-company/1");
  json.member("company", profile.company);
  json.name("scans").begin_array();
  for (const CompanyScan& scan : profile.scans) {
    json.begin_object();
    json.member("folder", scan.folder);
    json.member("started", scan.started);
    json.member("bundle_manifest_sha256", scan.sealed.manifest);
    write_counts(json, scan);
    write_followed(json, scan);
    json.name("present").begin_array();
    for (const CompanyOnSite& site : scan.present) write_site(json, scan, site);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

std::string company_csv(const CompanyProfile& profile) {
  CsvText csv({"company", "scan", "started", "site", "phase", "requests", "identifier", "evidence",
               "record", "line", "record_sha256", "bundle_manifest_sha256", "bundle_entry"});
  for (const CompanyScan& scan : profile.scans) {
    for (const CompanyOnSite& site : scan.present) {
      for (const Stage stage : kProfileStages) write_row(csv, profile, scan, site, stage);
    }
  }
  return std::move(csv).take();
}

std::string company_text(const CompanyProfile& profile) {
  std::string text = visible(profile.company) + "\n";
  for (const CompanyScan& scan : profile.scans) {
    const ReachCount count = reach_of(scan);
    text += visible(scan.folder + ", " + scan.started) + "\n  " +
            pad_right("present", kLabelColumns) + std::to_string(count.sites) + " of " +
            std::to_string(scan.sites) + " sites, with an identifier on " +
            std::to_string(count.any_identifier) + "\n";
    for (const Stage stage : kProfileStages) {
      const auto measured = scan.measured.find(phase_of(stage));
      const auto with = count.identifier.find(stage);
      text += "  " + pad_right(label_of(stage), kLabelColumns);
      text += measured == scan.measured.end()
                  ? "not measured\n"
                  : std::to_string(with == count.identifier.end() ? 0 : with->second) + " of " +
                        std::to_string(measured->second) + " sites where this was measured\n";
    }
    for (const FollowedVisitor& visitor : scan.followed) {
      text += "  one " + visible(visitor.name) + " of " + visible(visitor.domain) + " served " +
              std::to_string(visitor.by_site.size()) + " sites\n";
    }
  }
  return text;
}

}  // namespace consentry

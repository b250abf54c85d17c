// SPDX-License-Identifier: Apache-2.0
#include "core/observe/page_reports.h"

#include <boost/json.hpp>
#include <charconv>

#include "core/observe/call_stack.h"
#include "core/observe/json_members.h"
#include "core/observe/page_tracker.h"

namespace consentry {
namespace {

void tell(const std::string& action, const std::map<std::string, std::string>& values,
          const Here& here, RunObservation& run) {
  run.consent_commands.push_back({here.at, here.when, action, values});
}

// {"1": true, "2": false}
std::map<int, bool> purposes_at(const boost::json::object& tcf, std::string_view key) {
  std::map<int, bool> purposes;
  const boost::json::object* given = object_at(tcf, key);
  if (given == nullptr) return purposes;
  for (const auto& [name, value] : *given) {
    int purpose = 0;
    const char* end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data(), end, purpose);
    if (parsed.ec != std::errc{} || parsed.ptr != end || !value.is_bool()) continue;
    if (purposes.size() < kMaxListEntries) purposes[purpose] = value.get_bool();
  }
  return purposes;
}

void read_tcf(const boost::json::object& tcf, ConsentSignals& signals) {
  signals.tcf_present = true;
  signals.tc_string = text_at(tcf, "tcString");
  signals.tcf_event_status = text_at(tcf, "eventStatus");
  signals.tcf_gdpr_applies = flag_at(tcf, "gdprApplies");
  signals.tcf_purpose_consents = purposes_at(tcf, "purposeConsents");
  signals.tcf_purpose_li = purposes_at(tcf, "purposeLegitimateInterests");
  signals.tcf_vendor_consents = count_at(tcf, "vendorConsents");
}

}  // namespace

void take_device_read(const boost::json::object& message, const Surroundings& around,
                      const Here& here, RunObservation& run) {
  DeviceRead read;
  read.at = here.at;
  read.when = here.when;
  read.family = text_at(message, "f");
  read.member = text_at(message, "p");
  if (const auto* detail = object_at(message, "d")) read.detail = shown_members(*detail);
  read.stack = scripts_of_probe(message);
  if (!read.stack.empty()) read.script_url = read.stack.front();
  read.frame_url = text_at(message, "u");
  if (read.frame_url.empty()) read.frame_url = around.frame_url;
  if (!read.family.empty()) run.device_reads.push_back(std::move(read));
}

void take_consent_signals(const boost::json::object& state, const Here& here, RunObservation& run) {
  ConsentSignals signals;
  signals.at = here.at;
  signals.when = here.when;
  if (const auto* tcf = object_at(state, "tcf")) read_tcf(*tcf, signals);
  signals.gpp_string = text_at(state, "gpp");
  signals.us_privacy = text_at(state, "usp");
  signals.global_privacy_control = flag_at(state, "gpc");
  run.consent_signals.push_back(std::move(signals));
}

void ConsentCommands::take_probe(const boost::json::object& message, const Here& here,
                                 RunObservation& run) {
  const boost::json::object* values = object_at(message, "v");
  if (values == nullptr) return;
  const Said said{text_at(message, "a"), shown_members(*values)};
  ++told_[said];
  tell(said.first, said.second, here, run);
}

void ConsentCommands::take_state(const boost::json::object& state, const Here& here,
                                 RunObservation& run) {
  const boost::json::array* layer = array_at(state, "gcm");
  if (layer == nullptr) return;
  std::map<Said, int> seen;
  for (const boost::json::value& entry : *layer) {
    const boost::json::array* pair = entry.if_array();
    if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_string()) continue;
    const boost::json::object* values = (*pair)[1].if_object();
    if (values == nullptr) continue;
    const Said said{shown((*pair)[0]), shown_members(*values)};
    if (++seen[said] <= told_[said]) continue;
    ++told_[said];
    tell(said.first, said.second, here, run);
  }
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
// Everything a report shows, gathered by the command that scanned or judged. The writers in this
// room (json, html, table) are pure functions of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/judge/judge.h"

namespace consentry {

// A list or catalogue that classification used, or would have used.
struct ListUsed {
  std::string name;     // "easyprivacy"
  std::string version;  // as the list states it; else empty
  std::string sha256;   // empty when absent
  int rules = 0;
  bool present = false;
  std::string licence;
  std::string absence;  // what its absence means for this report; empty when present
};

struct ScanSettings {
  std::string program;   // "consentry 0.1.0"
  std::string command_line;
  std::string started;   // RFC 3339
  std::string finished;  // RFC 3339
  std::string browser;   // product and build, "HeadlessChrome/156… (headless-shell)"
  bool third_party_cookies_allowed = true;
  bool sandbox = true;
  std::string viewport;
  std::string language;
  std::string connect_to;  // empty: real addresses
  std::vector<Phase> phases;
  std::string profile;
};

// measured: every planned phase; partial: some; not_measured: none, see reason.
enum class SiteStatus { measured, partial, not_measured };
std::string_view name_of(SiteStatus status);  // "measured" "partial" "not-measured"

struct SiteReport {
  SiteFacts facts;
  SiteJudgement judgement;
  SiteStatus status = SiteStatus::not_measured;
  std::string reason;   // one line for a reader when not `measured`: "the host name does not resolve"
  std::string folder;   // relative to the output folder; empty when nothing was kept
};

struct ScanReport {
  ScanSettings settings;
  std::vector<ListUsed> lists;
  std::vector<SiteReport> sites;  // in the order asked for
  std::vector<CompanyReach> companies;
};

}  // namespace consentry

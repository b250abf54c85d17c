// SPDX-License-Identifier: Apache-2.0
// How the server makes periodic scans and tells of them; keys of its settings' file, docs/watching.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace consentry {

struct WatchSettings {
  unsigned scans_at_once = 1;  // 0: this server makes none
  // Networks that are not public and may be scanned all the same.
  std::vector<std::string> networks;
  unsigned minutes = 30;      // a scan may take
  unsigned disk_mb = 1024;    // it may write
  unsigned memory_mb = 6144;  // each of its processes may write to
  unsigned reports = 10;      // kept of a site
  unsigned failures = 3;      // in a row until they are told
  unsigned pages = 1;
  std::string profile = "eu";
  std::string smtp_url;  // empty: no mail
  std::string smtp_from;
  std::string smtp_user;
  std::string smtp_password_file;
  std::string smtp_ca_file;  // empty: the system's
  // The program that scans; empty: this one. Not in the file.
  std::filesystem::path program;
};

}  // namespace consentry

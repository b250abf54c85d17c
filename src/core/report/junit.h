// SPDX-License-Identifier: Apache-2.0
// report.junit.xml: the findings as test results, for pipelines that show JUnit XML (GitLab,
// Jenkins, Azure). One suite a site, one case for each rule and phase. Pure.
//
// A case fails when its verdict is at or above `fail_on`, as the exit status does. What was not
// measured, or does not apply, is skipped and says which of the two: it never reads as passed. A
// site without any finding has one skipped case, "site was measured". What weighs less than fail_on
// passes and tells its verdict in system-out. Under a budget every phase that it limits is one more
// case, which fails when the phase exceeds it, whatever fail_on is.
#pragma once

#include <optional>
#include <string>

#include "core/report/scan_report.h"

namespace consentry {

// fail_on: the lowest verdict that fails a case; empty: none does. The whole file, valid UTF-8.
std::string report_junit(const ScanReport& report, std::optional<Verdict> fail_on);

}  // namespace consentry

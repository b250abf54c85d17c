// SPDX-License-Identifier: Apache-2.0
// What a choice left behind. A click counts only when the consent state that results says so: a
// record in cookies or storage, a consent interface that reports the act, a banner that went away.
#pragma once

#include <boost/json/fwd.hpp>
#include <map>
#include <string>
#include <vector>

namespace consentry {

// The consent state at one moment; what is compared is only whether it changed.
struct ConsentTrace {
  std::map<std::string, std::string> cookies;  // "name@domain" -> value
  std::map<std::string, std::string> storage;  // key -> value
  std::string tcf_status, tc_string, managers;
  int mode_updates = 0;  // Google Consent Mode
};

// `jar`: the reply to Storage.getCookies; `stored` and `signals`: the finder's answers.
ConsentTrace trace_of(const boost::json::object& jar, const boost::json::object& stored,
                      const boost::json::object& signals);

// Whether a cookie or storage key is by its name or value a consent manager's record of a choice,
// rather than what a tracker set because of it.
bool looks_like_record(const std::string& name, const std::string& value);

// Words for what changed: "cookie:<name>" "storage:<key>" "tcf:useractioncomplete" "tcf:string"
// "gcm:update" "cmp:state". Empty: nothing shows that a choice was taken.
std::vector<std::string> proof_of(const ConsentTrace& before, const ConsentTrace& after);

}  // namespace consentry

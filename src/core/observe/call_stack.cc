// SPDX-License-Identifier: Apache-2.0
#include "core/observe/call_stack.h"

#include <algorithm>
#include <boost/json.hpp>

#include "core/observe/json_members.h"

namespace consentry {
namespace {

// More different scripts than this on one stack say nothing more about who called.
constexpr std::size_t kMaxScripts = 32;

void add(std::vector<std::string>& scripts, std::string_view url) {
  if (url.empty() || scripts.size() == kMaxScripts) return;
  if (std::ranges::find(scripts, url) == scripts.end()) scripts.push_back(cut_text(url));
}

}  // namespace

std::vector<std::string> scripts_of_trace(const boost::json::object& trace) {
  std::vector<std::string> scripts;
  for (const boost::json::object* level = &trace; level != nullptr;
       level = object_at(*level, "parent")) {
    const boost::json::array* frames = array_at(*level, "callFrames");
    if (frames == nullptr) continue;
    for (const boost::json::value& frame : *frames) {
      if (const auto* call = frame.if_object()) add(scripts, view_at(*call, "url"));
    }
  }
  return scripts;
}

std::string_view without_position(std::string_view frame) {
  for (int part = 0; part < 2; ++part) {
    const std::size_t colon = frame.rfind(':');
    const bool number = colon != std::string_view::npos && colon + 1 < frame.size() &&
                        frame.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
    if (!number) return frame;
    frame = frame.substr(0, colon);
  }
  return frame;
}

std::vector<std::string> scripts_of_probe(const boost::json::object& message) {
  std::vector<std::string> scripts;
  for (const std::string& frame : texts_at(message, "s")) add(scripts, without_position(frame));
  return scripts;
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "io/browser/closed_roots.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "io/browser/json_fields.h"
#include "io/browser/tab.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::chrono::milliseconds kAskTime{3'000};
// A root may be attached after its element; what had none twice has none.
constexpr int kMaxAsked = 2;
constexpr std::string_view kFinderWorld =
    "consentry";  // Tab's isolated world, where the finder runs

double closed_root_in(const json::object& node) {
  for (const json::value& root : array_at(node, "shadowRoots")) {
    if (!root.is_object()) continue;
    if (text_at(root.get_object(), "shadowRootType") == "closed")
      return number_at(root.get_object(), "backendNodeId");
  }
  return 0;
}

}  // namespace

void ClosedRoots::forget_gone_documents(const std::string& frame) {
  const int world = tab_.context_of(frame, kFinderWorld).value_or(0);
  if (worlds_[frame] != world) known_[frame].clear();
  worlds_[frame] = world;
}

std::string ClosedRoots::root_of(const std::string& frame, int handle) {
  const Frame* place = tab_.frames().find(frame);
  if (place == nullptr) return "";
  const std::string session = place->session;
  auto element =
      tab_.call_function_for_object(frame, "function(h){return consentryFinder.element(h)}",
                                    {json::object{{"value", handle}}}, in(kAskTime));
  if (!element || element->empty()) return "";
  auto described = tab_.call("DOM.describeNode",
                             json::object{{"objectId", *element}, {"depth", 1}, {"pierce", true}},
                             in(kAskTime), session);
  if (!described || !described->is_object()) return "";
  const double root = closed_root_in(object_at(described->get_object(), "node"));
  if (root == 0) return "";
  auto resolved = tab_.call("DOM.resolveNode",
                            json::object{{"backendNodeId", static_cast<std::int64_t>(root)},
                                         {"executionContextId", worlds_[frame]}},
                            in(kAskTime), session);
  if (!resolved || !resolved->is_object()) return "";
  return std::string(text_at(object_at(resolved->get_object(), "object"), "objectId"));
}

std::vector<std::string> ClosedRoots::below(const std::string& frame,
                                            const std::vector<int>& handles) {
  forget_gone_documents(frame);
  std::vector<std::string> roots;
  for (const int handle : handles) {
    Known& known = known_[frame][handle];
    if (known.root.empty() && known.asked++ < kMaxAsked) known.root = root_of(frame, handle);
    if (!known.root.empty()) roots.push_back(known.root);
  }
  return roots;
}

std::vector<std::string> ClosedRoots::known(const std::string& frame) {
  forget_gone_documents(frame);
  std::vector<std::string> roots;
  for (const auto& [handle, known] : known_[frame]) {
    if (!known.root.empty()) roots.push_back(known.root);
  }
  return roots;
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "core/observe/page_tracker.h"

#include <array>
#include <boost/json.hpp>

#include "core/observe/json_members.h"

namespace consentry {
namespace {

// Frames nest by what the log says; a log that makes a circle of them must not make a loop of us.
constexpr int kMaxFrameDepth = 64;

bool is_worker_type(std::string_view type) {
  constexpr std::array<std::string_view, 4> kTypes{"worker", "service_worker", "shared_worker",
                                                   "auction_worklet"};
  for (const std::string_view known : kTypes) {
    if (type == known) return true;
  }
  return false;
}

std::string without_fragment(std::string_view url) {
  return cut_text(url.substr(0, url.find('#')));
}

}  // namespace

void PageTracker::target_attached(const boost::json::object& params, std::string_view session) {
  const boost::json::object* target = object_at(params, "targetInfo");
  if (target == nullptr) return;
  const std::string_view type = view_at(*target, "type");
  Session attached;
  attached.worker = is_worker_type(type);
  attached.page = type == "page";
  const std::string parent = text_at(*target, "parentFrameId");
  if (attached.worker) {
    const auto owner = sessions_.find(session);  // a worker's worker, or a service worker
    attached.frame = !parent.empty()            ? parent
                     : owner != sessions_.end() ? owner->second.frame
                                                : first_tab_;
  } else {
    attached.frame = text_at(*target, "targetId");
    // A window that the page opens stands to it as a frame does.
    const std::string above =
        first_tab_.empty() || !attached.page ? parent : text_at(*target, "openerFrameId");
    if (!above.empty()) {
      frames_[attached.frame].parent = above;
      attached.page = false;
    }
    if (attached.page && first_tab_.empty()) first_tab_ = attached.frame;
  }
  sessions_.insert_or_assign(text_at(params, "sessionId"), std::move(attached));
}

void PageTracker::frame_attached(const boost::json::object& params) {
  frames_[text_at(params, "frameId")].parent = text_at(params, "parentFrameId");
}

void PageTracker::frame_navigated(const boost::json::object& params, std::string_view session) {
  const boost::json::object* frame = object_at(params, "frame");
  if (frame == nullptr) return;
  const std::string id = text_at(*frame, "id");
  // A document that could not be had is replaced by the browser's error page.
  const std::string_view unreachable = view_at(*frame, "unreachableUrl");
  const std::string url =
      without_fragment(unreachable.empty() ? view_at(*frame, "url") : unreachable);
  const std::string parent = text_at(*frame, "parentId");
  Frame& known = frames_[id];
  known.url = url;
  if (!parent.empty()) known.parent = parent;
  if (known.parent.empty() && first_tab_.empty()) first_tab_ = id;
  if (id == first_tab_) top_url_ = url;
  documents_.insert_or_assign(text_at(*frame, "loaderId"), around(id, session));
}

std::string PageTracker::root_of(std::string_view frame) const {
  std::string root(frame);
  for (int depth = 0; depth < kMaxFrameDepth; ++depth) {
    const auto found = frames_.find(root);
    if (found == frames_.end() || found->second.parent.empty()) return root;
    root = found->second.parent;
  }
  return first_tab_;
}

bool PageTracker::is_top(std::string_view frame, std::string_view session) const {
  const auto speaker = sessions_.find(session);
  if (speaker != sessions_.end() && speaker->second.page) return speaker->second.frame == frame;
  const auto found = frames_.find(frame);
  // A tab that was attached to before the log began is known by its first navigation only.
  if (found == frames_.end()) return first_tab_.empty() || frame == first_tab_;
  return found->second.parent.empty();
}

bool PageTracker::is_first_tab(std::string_view frame) const {
  return first_tab_.empty() || frame == first_tab_;
}

bool PageTracker::is_worker(std::string_view session) const {
  const auto found = sessions_.find(session);
  return found != sessions_.end() && found->second.worker;
}

bool PageTracker::is_tab(std::string_view session) const {
  const auto found = sessions_.find(session);
  return found == sessions_.end() || found->second.page;
}

Surroundings PageTracker::around(std::string_view frame, std::string_view session) const {
  const auto speaker = sessions_.find(session);
  std::string id(frame);
  if (id.empty() && speaker != sessions_.end()) id = speaker->second.frame;
  if (id.empty()) id = first_tab_;
  const auto own = frames_.find(id);
  const auto root = frames_.find(root_of(id));
  Surroundings found;
  found.page_url = root == frames_.end() ? top_url_ : root->second.url;
  found.frame_url = own == frames_.end() ? found.page_url : own->second.url;
  return found;
}

Surroundings PageTracker::around(std::string_view loader, std::string_view frame,
                                 std::string_view session) const {
  const auto document = documents_.find(loader);
  if (!loader.empty() && document != documents_.end()) return document->second;
  return around(frame, session);
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "io/browser/frame_tree.h"

#include <boost/json/object.hpp>

#include "io/browser/devtools_message.h"
#include "io/browser/json_fields.h"

namespace consentry {

void FrameTree::reset(std::string_view main_frame, std::string_view session) {
  main_ = main_frame;
  frames_.clear();
  contexts_.clear();
  attach(main_frame, "", session);
}

void FrameTree::attach(std::string_view id, std::string_view parent, std::string_view session) {
  if (id.empty() || (frames_.size() >= kMaxFrames && !frames_.contains(id))) return;
  Frame& frame = frames_[std::string(id)];
  frame.id = id;
  if (!parent.empty()) frame.parent = parent;
  frame.session = session;
}

void FrameTree::detach(std::string_view id) {
  std::vector<std::string> children;
  for (const auto& [child, frame] : frames_) {
    if (frame.parent == id) children.push_back(child);
  }
  for (const std::string& child : children) detach(child);
  if (const auto found = frames_.find(id); found != frames_.end()) frames_.erase(found);
  std::erase_if(contexts_, [id](const auto& entry) { return entry.first.frame == id; });
}

void FrameTree::forget_contexts(std::string_view session, std::optional<int> id) {
  std::erase_if(contexts_, [&](const auto& entry) {
    return entry.second.session == session && (!id || entry.second.id == *id);
  });
}

void FrameTree::move_to_session(std::string_view frame, std::string_view parent,
                                std::string_view url, std::string_view session) {
  attach(frame, parent, session);
  if (const auto found = frames_.find(frame); found != frames_.end()) found->second.url = url;
}

void FrameTree::drop_session(std::string_view session) {
  std::erase_if(frames_, [&](const auto& entry) {
    return entry.second.session == session && entry.first != main_;
  });
  forget_contexts(session, std::nullopt);
}

void FrameTree::handle(const DevtoolsMessage& event) {
  const auto& params = event.body();
  const std::string_view method = event.method();
  if (method == "Page.frameAttached") {
    attach(text_at(params, "frameId"), text_at(params, "parentFrameId"), event.session());
  } else if (method == "Page.frameNavigated") {
    const auto& frame = object_at(params, "frame");
    attach(text_at(frame, "id"), text_at(frame, "parentId"), event.session());
    if (const auto found = frames_.find(text_at(frame, "id")); found != frames_.end()) {
      found->second.url = text_at(frame, "url");
    }
  } else if (method == "Page.frameDetached") {
    // "swap": it goes on living in another process, whose session announces it.
    if (text_at(params, "reason") != "swap") detach(text_at(params, "frameId"));
  } else if (method == "Runtime.executionContextCreated") {
    const auto& context = object_at(params, "context");
    const auto& about = object_at(context, "auxData");
    const std::string_view frame = text_at(about, "frameId");
    if (frame.empty() || contexts_.size() >= kMaxFrames * 4) return;
    const bool own = flag_at(about, "isDefault");
    contexts_[{std::string(frame), own ? "" : std::string(text_at(context, "name"))}] = {
        std::string(event.session()), static_cast<int>(number_at(context, "id"))};
  } else if (method == "Runtime.executionContextDestroyed") {
    forget_contexts(event.session(), static_cast<int>(number_at(params, "executionContextId")));
  } else if (method == "Runtime.executionContextsCleared") {
    forget_contexts(event.session(), std::nullopt);
  }
}

const Frame* FrameTree::find(std::string_view id) const {
  const auto found = frames_.find(id);
  return found == frames_.end() ? nullptr : &found->second;
}

std::vector<Frame> FrameTree::all() const {
  std::vector<Frame> list;
  if (const Frame* top = find(main_)) list.push_back(*top);
  for (const auto& [id, frame] : frames_) {
    if (id != main_) list.push_back(frame);
  }
  return list;
}

std::optional<int> FrameTree::context(std::string_view frame, std::string_view world) const {
  const auto found = contexts_.find({std::string(frame), std::string(world)});
  if (found == contexts_.end()) return std::nullopt;
  return found->second.id;
}

}  // namespace consentry

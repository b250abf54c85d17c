// SPDX-License-Identifier: Apache-2.0
// What is asked of a page and done in it: script, mouse, keys, pictures.
#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "core/observe/observation.h"
#include "io/browser/base64.h"
#include "io/browser/browser.h"
#include "io/browser/json_fields.h"
#include "io/browser/tab_parts.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr int kJpegQuality = 50;
constexpr int kMaxFrameDepth = 32;
// A page with more closed shadow roots than this has more than a banner in them.
constexpr std::size_t kMaxShadowRoots = 200;

constexpr const char* kFrameCorner =
    "function(){const r=this.getBoundingClientRect(),s=getComputedStyle(this);"
    "return{x:r.left+this.clientLeft+(parseFloat(s.paddingLeft)||0),"
    "y:r.top+this.clientTop+(parseFloat(s.paddingTop)||0)}}";

Result<json::value> value_of(const DevtoolsMessage& reply) {
  const json::object& body = reply.body();
  if (body.contains("exceptionDetails")) {
    const json::object& details = object_at(body, "exceptionDetails");
    std::string text(text_at(object_at(details, "exception"), "description"));
    if (text.empty()) text = text_at(details, "text");
    return invalid_input("script in the page failed: " + text.substr(0, 500));
  }
  const json::object& result = object_at(body, "result");
  const json::value* value = result.if_contains("value");
  return value == nullptr ? json::value() : json::value(*value, json::storage_ptr{});
}

void collect_closed_roots(const json::object& node, std::vector<std::int64_t>& out, int depth) {
  if (depth > static_cast<int>(kMaxMessageDepth) || out.size() >= kMaxShadowRoots) return;
  for (const json::value& root : array_at(node, "shadowRoots")) {
    if (!root.is_object()) continue;
    if (text_at(root.get_object(), "shadowRootType") == "closed") {
      out.push_back(static_cast<std::int64_t>(number_at(root.get_object(), "backendNodeId")));
    }
    collect_closed_roots(root.get_object(), out, depth + 1);
  }
  for (const json::value& child : array_at(node, "children")) {
    if (child.is_object()) collect_closed_roots(child.get_object(), out, depth + 1);
  }
}

// The document node of a frame inside a pierced tree; null when it is not there.
const json::object* document_of(const json::object& node, std::string_view frame, int depth) {
  if (depth > static_cast<int>(kMaxMessageDepth)) return nullptr;
  const json::object& content = object_at(node, "contentDocument");
  if (!content.empty()) {
    if (text_at(node, "frameId") == frame) return &content;
    if (const auto* found = document_of(content, frame, depth + 1)) return found;
  }
  for (const std::string_view list : {"shadowRoots", "children"}) {
    for (const json::value& child : array_at(node, list)) {
      if (!child.is_object()) continue;
      if (const auto* found = document_of(child.get_object(), frame, depth + 1)) return found;
    }
  }
  return nullptr;
}

}  // namespace

Result<int> Tab::world_context(const Frame& frame, std::string_view world, Deadline deadline) {
  if (const auto known = parts_->frames.context(frame.id, world)) return *known;
  if (world.empty()) {
    // The page's own world is there as soon as the document is.
    const std::string id = frame.id;
    pump_until([&] { return parts_->frames.context(id, "").has_value(); }, deadline);
    const auto found = parts_->frames.context(id, "");
    if (!found) return Error{ErrorKind::not_found, "the frame has no script world"};
    return *found;
  }
  auto made =
      call("Page.createIsolatedWorld", json::object{{"frameId", frame.id}, {"worldName", world}},
           deadline, frame.session);
  if (!made) return made.error();
  return static_cast<int>(number_at(made->as_object(), "executionContextId"));
}

Result<json::value> Tab::evaluate(std::string_view frame, std::string_view expression,
                                  Deadline deadline) {
  return evaluate_in(frame, kOurWorld, expression, deadline);
}

Result<json::value> Tab::evaluate_in(std::string_view frame_id, std::string_view world,
                                     std::string_view expression, Deadline deadline) {
  const Frame* found = parts_->frames.find(frame_id);
  if (found == nullptr) return Error{ErrorKind::not_found, "the frame is gone"};
  const Frame frame = *found;
  auto context = world_context(frame, world, deadline);
  if (!context) return context.error();
  auto reply = exchange("Runtime.evaluate",
                        json::serialize(json::object{{"expression", expression},
                                                     {"contextId", *context},
                                                     {"returnByValue", true},
                                                     {"awaitPromise", true}}),
                        deadline, frame.session);
  if (!reply) return reply.error();
  return value_of(*reply);
}

Result<DevtoolsMessage> Tab::run_function(std::string_view frame_id, std::string_view function,
                                          const json::array& arguments, bool by_value,
                                          Deadline deadline) {
  const Frame* found = parts_->frames.find(frame_id);
  if (found == nullptr) return Error{ErrorKind::not_found, "the frame is gone"};
  const Frame frame = *found;
  auto context = world_context(frame, kOurWorld, deadline);
  if (!context) return context.error();
  return exchange("Runtime.callFunctionOn",
                  json::serialize(json::object{{"functionDeclaration", function},
                                               {"executionContextId", *context},
                                               {"arguments", arguments},
                                               {"returnByValue", by_value},
                                               {"awaitPromise", true}}),
                  deadline, frame.session);
}

Result<json::value> Tab::call_function(std::string_view frame, std::string_view function,
                                       const json::array& arguments, Deadline deadline) {
  auto reply = run_function(frame, function, arguments, true, deadline);
  if (!reply) return reply.error();
  return value_of(*reply);
}

Result<std::string> Tab::call_function_for_object(std::string_view frame, std::string_view function,
                                                  const json::array& arguments, Deadline deadline) {
  auto reply = run_function(frame, function, arguments, false, deadline);
  if (!reply) return reply.error();
  if (auto value = value_of(*reply); !value) return value.error();
  return std::string(text_at(object_at(reply->body(), "result"), "objectId"));
}

Result<std::vector<std::string>> Tab::closed_shadow_roots(std::string_view frame_id,
                                                          Deadline deadline) {
  const Frame* found = parts_->frames.find(frame_id);
  if (found == nullptr) return Error{ErrorKind::not_found, "the frame is gone"};
  const Frame frame = *found;
  auto context = world_context(frame, kOurWorld, deadline);
  if (!context) return context.error();
  auto tree = exchange("DOM.getDocument", R"({"depth":-1,"pierce":true})", deadline, frame.session);
  if (!tree) return tree.error();
  const json::object& root = object_at(tree->body(), "root");
  const Frame* parent = parts_->frames.find(frame.parent);
  const bool top_of_session = parent == nullptr || parent->session != frame.session;
  const json::object* document = top_of_session ? &root : document_of(root, frame.id, 0);
  std::vector<std::int64_t> nodes;
  if (document != nullptr) collect_closed_roots(*document, nodes, 0);
  std::vector<std::string> objects;
  for (const std::int64_t node : nodes) {
    auto resolved = call("DOM.resolveNode",
                         json::object{{"backendNodeId", node}, {"executionContextId", *context}},
                         deadline, frame.session);
    // A root may vanish between the two commands.
    if (!resolved) continue;
    objects.emplace_back(text_at(object_at(resolved->as_object(), "object"), "objectId"));
  }
  return objects;
}

Result<Point> Tab::frame_offset(std::string_view frame_id, Deadline deadline) {
  Point corner;
  std::string id(frame_id);
  for (int depth = 0; depth < kMaxFrameDepth && id != main_frame(); ++depth) {
    const Frame* frame = parts_->frames.find(id);
    const Frame* parent = frame == nullptr ? nullptr : parts_->frames.find(frame->parent);
    if (parent == nullptr) return Error{ErrorKind::not_found, "the frame is gone"};
    const std::string session = parent->session;
    const std::string parent_id = parent->id;
    auto owner = call("DOM.getFrameOwner", json::object{{"frameId", id}}, deadline, session);
    if (!owner) return owner.error();
    auto node =
        call("DOM.resolveNode",
             json::object{{"backendNodeId", number_at(owner->as_object(), "backendNodeId")}},
             deadline, session);
    if (!node) return node.error();
    auto reply =
        exchange("Runtime.callFunctionOn",
                 json::serialize(json::object{
                     {"functionDeclaration", kFrameCorner},
                     {"objectId", text_at(object_at(node->as_object(), "object"), "objectId")},
                     {"returnByValue", true}}),
                 deadline, session);
    if (!reply) return reply.error();
    const json::object& value = object_at(object_at(reply->body(), "result"), "value");
    corner.x += number_at(value, "x");
    corner.y += number_at(value, "y");
    id = parent_id;
  }
  return corner;
}

Status Tab::click(Point at, Deadline deadline) {
  for (const std::string_view type : {"mouseMoved", "mousePressed", "mouseReleased"}) {
    json::object params{{"type", type}, {"x", at.x}, {"y", at.y}};
    if (type != "mouseMoved") {
      params["button"] = "left";
      params["clickCount"] = 1;
    }
    auto sent = call("Input.dispatchMouseEvent", params, deadline);
    if (!sent) return sent.error().in("clicking");
  }
  return {};
}

bool Tab::scroll(int pixels_down, Deadline deadline) {
  const auto longer =
      evaluate(main_frame(),
               "document.documentElement.scrollHeight>innerHeight+40||document.body&&"
               "document.body.scrollHeight>innerHeight+40",
               deadline);
  if (!longer || !longer->is_bool() || !longer->get_bool()) return false;
  const BrowserOptions& options = parts_->browser.options();
  return call("Input.dispatchMouseEvent",
              json::object{{"type", "mouseWheel"},
                           {"x", options.viewport_width / 2},
                           {"y", options.viewport_height / 2},
                           {"deltaX", 0},
                           {"deltaY", pixels_down}},
              deadline)
      .has_value();
}

Status Tab::press_key(std::string_view key, Deadline deadline) {
  constexpr std::array<std::pair<std::string_view, int>, 4> kKeys{
      {{"Escape", 27}, {"Tab", 9}, {"Enter", 13}, {" ", 32}}};
  int code = 0;
  for (const auto& [name, number] : kKeys) {
    if (name == key) code = number;
  }
  for (const std::string_view type : {"keyDown", "keyUp"}) {
    auto sent = call("Input.dispatchKeyEvent",
                     json::object{{"type", type},
                                  {"key", key},
                                  {"code", key == " " ? "Space" : key},
                                  {"windowsVirtualKeyCode", code}},
                     deadline);
    if (!sent) return sent.error().in("pressing a key");
  }
  return {};
}

void Tab::show_on_phone(bool phone) {
  constexpr int kWidth = 390;
  constexpr int kHeight = 844;
  const BrowserOptions& options = parts_->browser.options();
  const int width = phone ? kWidth : options.viewport_width;
  const int height = phone ? kHeight : options.viewport_height;
  post("Emulation.setDeviceMetricsOverride", json::serialize(json::object{{"width", width},
                                                                          {"height", height},
                                                                          {"screenWidth", width},
                                                                          {"screenHeight", height},
                                                                          {"deviceScaleFactor", 1},
                                                                          {"mobile", phone}}));
}

Result<std::string> Tab::screenshot(Deadline deadline) {
  auto reply =
      exchange("Page.captureScreenshot",
               json::serialize(json::object{
                   {"format", "jpeg"}, {"quality", kJpegQuality}, {"optimizeForSpeed", true}}),
               deadline);
  if (!reply) return reply.error().in("taking a screenshot");
  return decode_base64(text_at(reply->body(), "data"));
}

Result<std::string> Tab::picture(const Rect& part, double scale, Deadline deadline) {
  auto metrics = call("Page.getLayoutMetrics", "", deadline);
  if (!metrics) return metrics.error().in("taking a picture");
  // A clip is given in the page's coordinates, not in those of the window upon it.
  const json::object& window = object_at(metrics->as_object(), "cssVisualViewport");
  const double left = std::max(part.x, 0.0);
  const double top = std::max(part.y, 0.0);
  const double width = std::min(part.x + part.width, number_at(window, "clientWidth")) - left;
  const double height = std::min(part.y + part.height, number_at(window, "clientHeight")) - top;
  if (width <= 0 || height <= 0)
    return Error{ErrorKind::invalid_input, "a picture of what is outside the window"};
  auto reply = exchange(
      "Page.captureScreenshot",
      json::serialize(json::object{{"format", "png"},
                                   {"captureBeyondViewport", false},
                                   {"clip", json::object{{"x", left + number_at(window, "pageX")},
                                                         {"y", top + number_at(window, "pageY")},
                                                         {"width", width},
                                                         {"height", height},
                                                         {"scale", scale}}}}),
      deadline);
  if (!reply) return reply.error().in("taking a picture");
  return decode_base64(text_at(reply->body(), "data"));
}

}  // namespace consentry

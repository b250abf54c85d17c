// SPDX-License-Identifier: Apache-2.0
#include "core/judge/device_fingerprint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "core/base/origin.h"
#include "core/observe/client_hints.h"

namespace consentry {
namespace {

std::string detail(const DeviceRead& read, const char* key) {
  const auto found = read.detail.find(key);
  return found == read.detail.end() ? std::string() : found->second;
}

std::optional<double> number(const DeviceRead& read, const char* key) {
  const std::string text = detail(read, key);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

// Distinct characters (UTF-8 sequences) of a text.
std::set<std::string> characters_of(std::string_view text) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    out.emplace(text.substr(i, end - i));
    i = end;
  }
  return out;
}

// Emoji tests draw symbols only; fingerprinters draw words, for the fonts.
bool has_letter(const std::set<std::string>& characters) {
  return std::ranges::any_of(characters, [](const std::string& c) {
    return c.size() == 1 && ((c[0] >= 'a' && c[0] <= 'z') || (c[0] >= 'A' && c[0] <= 'Z'));
  });
}

// Whether the canvas was handled as drawings and games do, which save and restore the context.
bool drawn_for_show(const DeviceRead& read) {
  const auto yes = [&](const char* key) {
    const std::string value = detail(read, key);
    return value == "true" || value == "1";
  };
  return yes("save") || yes("restore") || yes("saved") || yes("listener");
}

bool is_canvas_fingerprint(const DeviceRead& read, const FingerprintLimits& limits) {
  if (read.family != "canvas" || drawn_for_show(read)) return false;
  const auto width = number(read, "width");
  const auto height = number(read, "height");
  if (!width || !height || *width < limits.canvas_side || *height < limits.canvas_side)
    return false;
  const auto characters = characters_of(detail(read, "text"));
  if (!has_letter(characters)) return false;
  const double distinct =
      std::max(static_cast<double>(characters.size()), number(read, "characters").value_or(0));
  return distinct >= limits.canvas_characters ||
         number(read, "colours").value_or(0) >= limits.canvas_colours;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kCountedFamilies{
    {{"webgl", "webgl"},
     {"webgpu", "webgl"},
     {"audio", "audio"},
     {"ua-hints", "ua-hints"},
     {"media-devices", "devices"},
     {"plugins", "devices"},
     {"voices", "devices"},
     {"keyboard", "devices"},
     {"rtc", "rtc"}}};

// The family under which a read counts; empty when it does not.
std::string counted_as(const DeviceRead& read, const FingerprintLimits& limits) {
  if (read.family == "canvas") return is_canvas_fingerprint(read, limits) ? "canvas" : "";
  if (read.family == "fonts" || read.family == "canvas-font") {
    const double fonts =
        std::max(number(read, "fonts").value_or(0), number(read, "count").value_or(0));
    return fonts >= limits.probed_fonts ? "fonts" : "";
  }
  for (const auto& [family, name] : kCountedFamilies) {
    if (read.family == family) return std::string(name);
  }
  return {};
}

bool same_party(const std::string& script, const std::string& url) {
  const auto from = parse_url(script);
  const auto to = parse_url(url);
  return from && to && same_site(from->host, to->host);
}

// What a host was told in headers is known to the scripts that come from there.
void add_sent_hints(const std::vector<const DeviceRead*>& sent,
                    std::map<std::string, ScriptReads>& by_script) {
  for (const DeviceRead* read : sent) {
    for (auto& [script, reads] : by_script) {
      if (!same_party(script, read->script_url)) continue;
      if (reads.families.insert("ua-hints").second) reads.counted.push_back(read);
    }
  }
}

bool carries_data(const Request& request) {
  if (!request.post_data.empty() || request.type == "websocket" || request.type == "ping")
    return true;
  return request.url.find('?') != std::string::npos || request.method == "POST";
}

// Scripts and styles are loaded, not reported to.
bool may_report(const Request& request) {
  return request.type != "script" && request.type != "stylesheet" && request.type != "font" &&
         request.type != "document" && carries_data(request);
}

bool sent_by(const Request& request, const std::string& script) {
  const auto& stack = request.initiator_stack;
  if (std::ranges::find(stack, script) != stack.end()) return true;
  // The document's own URL as initiator may be its parser; only a stack shows an inline script.
  return request.initiator_url == script && script != request.page_url;
}

bool sent_to_host_of(const Request& request, const std::string& script) {
  const auto to = parse_url(request.url);
  const auto from = parse_url(script);
  return to && from && script != request.page_url && request.third_party &&
         same_site(to->host, from->host);
}

}  // namespace

std::vector<ScriptReads> script_reads(const RunView& run, Stage stage,
                                      const FingerprintLimits& limits) {
  std::map<std::string, ScriptReads> by_script;
  std::vector<const DeviceRead*> sent_hints;
  for (const DeviceRead& read : run.run->device_reads) {
    if (run.timeline.stage(read.when, read.at) != stage) continue;
    const std::string family = counted_as(read, limits);
    if (family.empty()) continue;
    if (read.member == kHintHeaders) {
      sent_hints.push_back(&read);
      continue;
    }
    const std::string& script = read.script_url.empty() ? read.frame_url : read.script_url;
    ScriptReads& reads = by_script[script];
    reads.script = script;
    reads.counted.push_back(&read);
    reads.families.insert(family);
    reads.canvas = reads.canvas || family == "canvas";
  }
  add_sent_hints(sent_hints, by_script);
  std::vector<ScriptReads> out;
  for (auto& [script, reads] : by_script) out.push_back(std::move(reads));
  return out;
}

const SentRequest* sent_afterwards(const RunView& run, const ScriptReads& reads) {
  for (const SentRequest& sent : run.requests) {
    const Request& request = *sent.request;
    if (request.at.line <= reads.counted.front()->at.line || !may_report(request)) continue;
    if (sent_by(request, reads.script) || sent_to_host_of(request, reads.script)) return &sent;
  }
  return nullptr;
}

}  // namespace consentry

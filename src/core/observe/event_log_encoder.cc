// SPDX-License-Identifier: Apache-2.0
#include "core/observe/event_log_encoder.h"

#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <cmath>
#include <cstdio>

namespace consentry {
namespace {

std::string quoted(std::string_view text) { return boost::json::serialize(text); }

std::string listed(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const std::string& text : texts) {
    if (&text != &texts.front()) list += ',';
    list += quoted(text);
  }
  return list + ']';
}

std::string quoted_or_null(std::string_view text) { return text.empty() ? "null" : quoted(text); }

std::string_view truth(bool value) { return value ? "true" : "false"; }

std::string decimal(double value) {
  if (!std::isfinite(value)) return "0";
  std::array<char, 400> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.3f", value);
  return {text.data(), static_cast<std::size_t>(length)};
}

// A line break outside a string is white space in JSON and cannot stand inside one, so a space in
// its place changes nothing but keeps one object on one line.
void append_message(std::string& line, std::string_view message) {
  const std::size_t from = line.size();
  line += message.empty() ? std::string_view{"null"} : message;
  for (std::size_t at = from; at < line.size(); ++at) {
    if (line[at] == '\n' || line[at] == '\r') line[at] = ' ';
  }
}

std::string list_of(const std::vector<std::string>& quoted_texts) {
  std::string list = "[";
  for (const std::string& text : quoted_texts) {
    if (list.size() > 1) list += ',';
    list += text;
  }
  return list + "]";
}

std::string end(std::string line) { return std::move(line += "}\n"); }

std::string_view name_of(StepMark mark) {
  constexpr std::array<std::string_view, 3> kNames{"begin", "settled", "end"};
  return kNames[static_cast<std::size_t>(mark)];
}

}  // namespace

std::string EventLogEncoder::begin(double ms, std::string_view kind) {
  std::string line = "{\"n\":" + std::to_string(next_++) + ",\"t\":" + decimal(ms) + ",\"kind\":\"";
  line += kind;
  line += '"';
  return line;
}

std::string EventLogEncoder::open(double ms, const RunOpening& opening) {
  std::vector<std::string> phases;
  for (const Phase phase : opening.phases) phases.push_back(quoted(consentry::name_of(phase)));
  std::string line = begin(ms, "open");
  line += ",\"format\":" + quoted(kEventLogFormat) + ",\"run\":" + quoted(opening.run) +
          ",\"site\":" + quoted(opening.site) + ",\"phases\":" + list_of(phases) + ",\"gpc\":";
  line += truth(opening.gpc);
  line += ",\"started\":" + quoted(to_rfc3339(opening.started)) +
          ",\"program\":" + quoted(opening.program) +
          ",\"browser\":{\"product\":" + quoted(opening.product) +
          ",\"build\":" + quoted(opening.build) + ",\"userAgent\":" + quoted(opening.user_agent) +
          "},\"settings\":{\"thirdPartyCookies\":";
  line += opening.third_party_cookies ? "\"allowed\"" : "\"blocked\"";
  line += ",\"viewport\":[" + std::to_string(opening.viewport_width) + "," +
          std::to_string(opening.viewport_height) + "],\"language\":" + quoted(opening.language) +
          ",\"timeoutMs\":" + std::to_string(opening.timeout_ms) + ",\"sandbox\":";
  line += truth(opening.sandbox);
  line += ",\"connectTo\":" + quoted_or_null(opening.connect_to) +
          ",\"extraCa\":" + quoted_or_null(opening.extra_ca_sha256) +
          ",\"pages\":" + std::to_string(opening.pages) +
          ",\"proxy\":" + std::string(truth(opening.through_proxy)) +
          "},\"binding\":" + quoted(opening.binding);
  return end(std::move(line));
}

std::string EventLogEncoder::step(double ms, Phase phase, Step step, StepMark mark,
                                  std::string_view url, std::string_view quiet) {
  std::string line = begin(ms, "step");
  line += ",\"phase\":" + quoted(consentry::name_of(phase)) +
          ",\"step\":" + quoted(consentry::name_of(step)) + ",\"at\":" + quoted(name_of(mark)) +
          ",\"url\":" + quoted(url);
  if (mark == StepMark::settled) line += ",\"quiet\":" + quoted(quiet);
  return end(std::move(line));
}

std::string EventLogEncoder::event(double ms, std::string_view message_json) {
  std::string line = begin(ms, "event");
  line.reserve(line.size() + message_json.size() + 8);
  line += ",\"m\":";
  append_message(line, message_json);
  return end(std::move(line));
}

std::string EventLogEncoder::reply(double ms, std::string_view method, std::string_view about_json,
                                   std::string_view message_json) {
  std::string line = begin(ms, "reply") + ",\"method\":" + quoted(method) + ",\"about\":";
  append_message(line, about_json.empty() ? "{}" : about_json);
  line += ",\"m\":";
  append_message(line, message_json);
  return end(std::move(line));
}

std::string EventLogEncoder::state(double ms, std::string_view state_json) {
  std::string line = begin(ms, "state") + ",\"m\":";
  append_message(line, state_json);
  return end(std::move(line));
}

std::string EventLogEncoder::banner(double ms, int layer, std::string_view view_json) {
  std::string line = begin(ms, "banner") + ",\"layer\":" + std::to_string(layer) + ",\"m\":";
  append_message(line, view_json);
  return end(std::move(line));
}

std::string EventLogEncoder::click(double ms, int layer, Intent intent, std::string_view label,
                                   std::string_view tool, const Rect& rect) {
  std::string line = begin(ms, "click");
  line += ",\"layer\":" + std::to_string(layer) +
          ",\"intent\":" + quoted(consentry::name_of(intent)) + ",\"label\":" + quoted(label) +
          ",\"tool\":" + quoted(tool) + ",\"rect\":[" + decimal(rect.x) + "," + decimal(rect.y) +
          "," + decimal(rect.width) + "," + decimal(rect.height) + "]";
  return end(std::move(line));
}

std::string EventLogEncoder::choice(double ms, Phase wanted, ChoiceResult result,
                                    std::string_view tool, int clicks, int layers,
                                    const std::vector<std::string>& proof) {
  std::vector<std::string> words;
  for (const std::string& word : proof) words.push_back(quoted(word));
  std::string line = begin(ms, "choice");
  line += ",\"wanted\":" + quoted(consentry::name_of(wanted)) +
          ",\"result\":" + quoted(consentry::name_of(result)) + ",\"tool\":" + quoted(tool) +
          ",\"clicks\":" + std::to_string(clicks) + ",\"layers\":" + std::to_string(layers) +
          ",\"proof\":" + list_of(words);
  return end(std::move(line));
}

std::string EventLogEncoder::reopen(double ms, std::string_view label, std::string_view control,
                                    bool visible, std::string_view url) {
  std::string line = begin(ms, "reopen");
  line += ",\"label\":" + quoted(label) + ",\"control\":" + quoted(control) + ",\"visible\":";
  line += truth(visible);
  line += ",\"url\":" + quoted(url);
  return end(std::move(line));
}

std::string EventLogEncoder::document(double ms, std::string_view about, std::string_view label,
                                      std::string_view url, int status, std::string_view text) {
  std::string line = begin(ms, "document");
  line += ",\"about\":" + quoted(about) + ",\"label\":" + quoted(label) +
          ",\"url\":" + quoted(url) + ",\"status\":" + std::to_string(status) +
          ",\"text\":" + quoted(text);
  return end(std::move(line));
}

std::string EventLogEncoder::alias(double ms, std::string_view host, std::string_view status,
                                   const std::vector<std::string>& aliases,
                                   const std::vector<std::string>& addresses) {
  std::string line = begin(ms, "alias");
  line += ",\"host\":" + quoted(host) + ",\"status\":" + quoted(status) +
          ",\"aliases\":" + listed(aliases);
  if (!addresses.empty()) line += ",\"addresses\":" + listed(addresses);
  return end(std::move(line));
}

std::string EventLogEncoder::forgotten(double ms, int days,
                                       const std::vector<std::string>& cookies) {
  std::string line = begin(ms, "forgotten");
  line += ",\"days\":" + std::to_string(days) + ",\"cookies\":" + listed(cookies);
  return end(std::move(line));
}

std::string EventLogEncoder::typed(double ms, std::string_view field, std::string_view text) {
  std::string line = begin(ms, "typed");
  line += ",\"field\":" + quoted(field) + ",\"text\":" + quoted(text);
  return end(std::move(line));
}

std::string EventLogEncoder::shot(double ms, std::string_view moment, std::string_view file,
                                  std::string_view sha256) {
  std::string line = begin(ms, "shot");
  line += ",\"moment\":" + quoted(moment) + ",\"file\":" + quoted(file) +
          ",\"sha256\":" + quoted(sha256);
  return end(std::move(line));
}

std::string EventLogEncoder::picture(double ms, std::size_t control, std::string_view file,
                                     std::string_view sha256) {
  std::string line = begin(ms, "picture");
  line += ",\"control\":" + std::to_string(control) + ",\"file\":" + quoted(file) +
          ",\"sha256\":" + quoted(sha256);
  return end(std::move(line));
}

std::string EventLogEncoder::note(double ms, std::string_view topic, std::string_view text) {
  std::string line = begin(ms, "note");
  line += ",\"topic\":" + quoted(topic) + ",\"text\":" + quoted(text);
  return end(std::move(line));
}

std::string EventLogEncoder::close(double ms, std::string_view status, std::string_view reason) {
  std::string line = begin(ms, "close");
  line += ",\"status\":" + quoted(status) + ",\"reason\":" + quoted(reason);
  return end(std::move(line));
}

}  // namespace consentry

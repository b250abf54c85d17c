// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/calendar.h"

#include "core/base/digest.h"

namespace consentry {
namespace {

// Lines are at most this long, their end not counted (RFC 5545 section 3.1).
constexpr std::size_t kMaxLine = 75;
constexpr std::size_t kIdDigits = 32;

// Text as section 3.3.11 wants it.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == ',' || c == ';' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) >= ' ') {
      out += c;
    }
  }
  return out;
}

// Folds between characters of UTF-8, never within one.
void add_line(std::string& text, std::string_view line) {
  std::size_t room = kMaxLine;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xc0U) == 0x80U) --cut;
    text += line.substr(0, cut);
    text += "\r\n ";
    line.remove_prefix(cut);
    room = kMaxLine - 1;
  }
  text += line;
  text += "\r\n";
}

std::string compact(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '-' && c != ':') out += c;
  }
  return out;
}

std::string moment(UtcTime time) { return compact(to_rfc3339(time)).substr(0, 15) + "Z"; }

void add_clock(std::string& text, std::string_view name, const RunningClock& clock, UtcTime now) {
  const ClockRule& rule = *clock.rule;
  const std::string identity = std::string(name) + "\n" + rule.id + "\n" + to_text(clock.started);
  const Date next = end_of(clock.ends, {1, TermUnit::days});
  add_line(text, "BEGIN:VEVENT");
  add_line(text, "UID:" + sha256_hex(identity).substr(0, kIdDigits) + "@consentry");
  add_line(text, "DTSTAMP:" + moment(now));
  add_line(text, "DTSTART;VALUE=DATE:" + compact(to_text(clock.ends)));
  add_line(text, "DTEND;VALUE=DATE:" + compact(to_text(next)));
  add_line(text, "SUMMARY:" + escaped(std::string(name) + ": " + rule.id +
                                      (rule.at_least ? " (earliest end)" : "")));
  const std::string sure = rule.mark == 'C' ? "" : "; this basis is not yet verified";
  add_line(text, "DESCRIPTION:" + escaped(rule.follows + "\nBasis: " + rule.basis + sure +
                                          "\nRuns since " + to_text(clock.started)));
  if (rule.warn_days) {
    add_line(text, "BEGIN:VALARM");
    add_line(text, "ACTION:DISPLAY");
    add_line(text, "DESCRIPTION:" + escaped(rule.follows));
    add_line(text, "TRIGGER:-P" + std::to_string(*rule.warn_days) + "D");
    add_line(text, "END:VALARM");
  }
  add_line(text, "END:VEVENT");
}

}  // namespace

std::string calendar_text(std::string_view name, const std::vector<RunningClock>& clocks,
                          UtcTime now) {
  std::string text;
  add_line(text, "BEGIN:VCALENDAR");
  add_line(text, "VERSION:2.0");
  add_line(text, "PRODID:-//Consentry//clocks//EN");
  for (const RunningClock& clock : clocks) add_clock(text, name, clock, now);
  add_line(text, "END:VCALENDAR");
  return text;
}

}  // namespace consentry

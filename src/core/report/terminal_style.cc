// SPDX-License-Identifier: Apache-2.0
#include "core/report/terminal_style.h"

#include "core/report/display_text.h"

namespace consentry {
namespace {

std::string_view colour_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::breach:
      return "1;31";
    case Verdict::likely_breach:
      return "33";
    case Verdict::risk:
      return "35";
    case Verdict::not_measured:
      return "2;3";
    case Verdict::info:
      return "36";
    case Verdict::pass:
      return "34";
    case Verdict::not_applicable:
      return "2";
  }
  return "0";
}

std::string coloured(std::string_view text, std::string_view code) {
  std::string result = "\x1b[";
  result += code;
  result += 'm';
  result += text;
  result += "\x1b[0m";
  return result;
}

}  // namespace

std::string toned(std::string_view text, Tone tone, const TerminalStyle& style) {
  if (!style.colour || tone == Tone::plain) return std::string(text);
  return coloured(text, tone == Tone::bold ? "1" : "2");
}

std::string toned(std::string_view text, Verdict verdict, const TerminalStyle& style) {
  return style.colour ? coloured(text, colour_of(verdict)) : std::string(text);
}

std::string wrapped(std::string_view text, std::string_view indent, int width) {
  if (width == 0) return std::string(indent) + std::string(text) + "\n";
  const int room = width - display_width(indent);
  std::string lines;
  std::string line;
  const auto flush = [&] {
    lines += std::string(indent) + line + "\n";
    line.clear();
  };
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string word = fit(text.substr(0, space), room);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    if (!line.empty() && display_width(line) + 1 + display_width(word) > room) flush();
    if (!line.empty()) line += ' ';
    line += word;
  }
  flush();
  return lines;
}

}  // namespace consentry

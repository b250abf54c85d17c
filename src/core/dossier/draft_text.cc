// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/draft_output.h"
#include "core/report/display_text.h"

namespace consentry {
namespace {

struct Margin {
  std::string_view before;  // the line
  std::string_view lead;    // what stands in front of the text
};

Margin margin_of(DraftBlockKind kind) {
  switch (kind) {
    case DraftBlockKind::sender:
      return {"", ""};
    case DraftBlockKind::recipient:
      return {"", "    "};
    case DraftBlockKind::date:
    case DraftBlockKind::subject:
    case DraftBlockKind::paragraph:
    case DraftBlockKind::closing:
      return {"\n", ""};
    case DraftBlockKind::heading:
      return {"\n\n", ""};
    case DraftBlockKind::bullet:
      return {"", "  - "};
    case DraftBlockKind::fact:
      return {"\n", ""};
    case DraftBlockKind::detail:
      return {"", "      "};
    case DraftBlockKind::caution:
      return {"", "  [!] "};
  }
  return {};
}

std::string line_of(const DraftBlock& block, int& facts) {
  const Margin margin = margin_of(block.kind);
  std::string line = std::string(margin.before) + std::string(margin.lead);
  if (block.kind == DraftBlockKind::fact) line += std::to_string(++facts) + ". ";
  return line + visible(block.text) + "\n";
}

}  // namespace

std::string draft_text(const Draft& draft) {
  std::string text = "[" + visible(draft.mark) + "]\n\n";
  int facts = 0;
  DraftBlockKind last = DraftBlockKind::sender;
  for (const DraftBlock& block : draft.blocks) {
    const bool turns = block.kind == DraftBlockKind::recipient && last != block.kind;
    if (turns) text += "\n";
    text += line_of(block, facts);
    last = block.kind;
  }
  return text + "\n[" + visible(draft.mark) + "; SHA-256 " + draft.sha256 + "]\n";
}

}  // namespace consentry

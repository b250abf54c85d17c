// SPDX-License-Identifier: Apache-2.0
// A page of the site as a reader goes through it, read from what a `document` line of an event log
// holds (docs/formats/event-log.md). No meaning is given to any of it here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

struct DocumentBlock {
  enum class Kind { heading, line, table };
  Kind kind = Kind::line;
  std::string text;                            // of headings and lines
  std::vector<std::vector<std::string>> rows;  // of tables: each row's cells
};

struct DocumentPage {
  std::string language;   // <html lang>, as declared; may be empty
  bool cut = false;       // the page was longer than what was kept
  std::string written;    // the program whose script writes a list of cookies into it; empty: none
  bool rendered = false;  // as its scripts had made it, not as it was fetched
  std::vector<DocumentBlock> blocks;
};

// Bounds on what is believed, far above what the script that reads pages lets through.
inline constexpr std::size_t kMaxDocumentBlocks = 10'000;
inline constexpr std::size_t kMaxTableRows = 1'000;
inline constexpr std::size_t kMaxTableCells = 20;

// Empty when `json` is no such page. Parts of a wrong type are left out.
std::optional<DocumentPage> read_document_page(std::string_view json);

}  // namespace consentry

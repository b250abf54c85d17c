// SPDX-License-Identifier: Apache-2.0
#include "core/observe/document_page.h"

#include <algorithm>
#include <boost/json.hpp>

#include "core/observe/json_members.h"

namespace consentry {
namespace json = boost::json;
namespace {

std::string text_of(const json::value& value) {
  return value.is_string() ? cut_text(value.get_string()) : std::string();
}

std::vector<std::string> cells_of(const json::value& row) {
  std::vector<std::string> cells;
  if (!row.is_array()) return cells;
  for (const json::value& cell : row.get_array()) {
    if (cells.size() == kMaxTableCells) break;
    cells.push_back(text_of(cell));
  }
  return cells;
}

std::optional<DocumentBlock> block_of(const json::value& value) {
  const json::array* parts = value.if_array();
  if (parts == nullptr || parts->size() != 2 || !parts->front().is_string()) return std::nullopt;
  const std::string_view kind = parts->front().get_string();
  DocumentBlock block;
  if (kind == "t" && parts->back().is_array()) {
    block.kind = DocumentBlock::Kind::table;
    for (const json::value& row : parts->back().get_array()) {
      if (block.rows.size() == kMaxTableRows) break;
      block.rows.push_back(cells_of(row));
    }
    return block;
  }
  if (kind != "h" && kind != "p") return std::nullopt;
  block.kind = kind == "h" ? DocumentBlock::Kind::heading : DocumentBlock::Kind::line;
  block.text = text_of(parts->back());
  return block;
}

}  // namespace

std::optional<DocumentPage> read_document_page(std::string_view text) {
  boost::system::error_code error;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  const json::object* object = error ? nullptr : value.if_object();
  if (object == nullptr || array_at(*object, "blocks") == nullptr) return std::nullopt;
  DocumentPage page;
  page.language = text_at(*object, "lang");
  page.cut = flag_at(*object, "cut").value_or(false);
  page.written = text_at(*object, "written");
  page.rendered = flag_at(*object, "rendered").value_or(false);
  for (const json::value& entry : *array_at(*object, "blocks")) {
    if (page.blocks.size() == kMaxDocumentBlocks) break;
    if (auto block = block_of(entry)) page.blocks.push_back(std::move(*block));
  }
  return page;
}

}  // namespace consentry

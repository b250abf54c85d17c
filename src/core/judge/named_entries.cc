// SPDX-License-Identifier: Apache-2.0
#include "core/judge/named_entries.h"

#include <algorithm>

#include "core/judge/banner_looks.h"
#include "core/judge/category_text.h"

namespace consentry {
namespace {

// A look keeps at most 4,000 characters; one of about that size was cut.
constexpr std::size_t kCutText = 3'900;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool names_itself(const DeclaredItem& entry, std::string_view name) {
  return std::ranges::any_of(entry.patterns, [&](const NamePattern& pattern) {
    const bool open = pattern.find('*') != std::string::npos;
    return open ? covers(pattern, name) : pattern == lower(name);
  });
}

}  // namespace

std::vector<const DeclaredItem*> entries_naming(const Declaration& declaration,
                                                std::string_view name) {
  std::vector<const DeclaredItem*> entries = declaration.entries_for(name);
  std::erase_if(entries, [&](const DeclaredItem* entry) { return !names_itself(*entry, name); });
  return entries;
}

bool name_is_shared(const Declaration& declaration, const ItemKey& key) {
  return std::ranges::any_of(declaration.seen, [&](const SeenItem& seen) {
    const ItemKey& other = seen.item->key;
    return other.name == key.name && (other.owner != key.owner || other.kind != key.kind);
  });
}

bool bears_its_name(const DeclaredPage& page) {
  const std::string label = folded_text(page.document->label);
  return !label.empty() && std::ranges::any_of(page.page.blocks, [&](const DocumentBlock& block) {
    if (block.kind != DocumentBlock::Kind::heading) return false;
    const std::string heading = folded_text(block.text);
    return !heading.empty() &&
           (heading.find(label) != std::string::npos || label.find(heading) != std::string::npos);
  });
}

bool banner_may_list_more(const SiteView& site) {
  if (!site.banner_seen()) return false;
  const bool opened = std::ranges::any_of(site.runs(), [](const RunView& run) {
    return first_layer(run) != nullptr && !has_unopened_settings(run);
  });
  return !opened || std::ranges::any_of(site.runs(), [](const RunView& run) {
    return std::ranges::any_of(run.run->banner_views,
                               [](const BannerView& view) { return view.text.size() >= kCutText; });
  });
}

}  // namespace consentry

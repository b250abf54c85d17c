// SPDX-License-Identifier: Apache-2.0
// The sites that choices are taken for, as the server needs them at each request: who may post,
// what was asked, and the tag's files ready to be sent.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/consent/notice.h"
#include "core/consent/withdrawn_cookies.h"

namespace consentry {

// One file of the tag, made once at publishing.
struct TagFile {
  std::string name;  // "shop.js", "shop.nl.panel.js"
  std::string plain;
  std::string gzip;
  std::string brotli;
  std::string digest;  // of the plain bytes: 16 hexadecimal digits, part of immutable names
};

struct PublishedSite {
  std::string id;
  std::vector<std::string> origins;  // that may post: "https://shop.example"
  std::vector<Notice> notices;       // oldest first
  std::vector<TagFile> files;        // of the newest publication
  // Of those before, which pages may have pinned: found by their immutable names only.
  std::vector<std::vector<TagFile>> earlier_files;
  std::string declaration;       // JSON of its last scan; empty: none yet
  WithdrawalRules withdrawal{};  // of the newest publication

  // The newest notice of this version, since texts may change without it; null when there is none.
  [[nodiscard]] const Notice* notice(std::string_view version) const;
  [[nodiscard]] bool may_post(std::string_view origin) const;
};

// Immutable: a change makes a new one.
class SiteDirectory {
 public:
  explicit SiteDirectory(std::vector<PublishedSite> sites);

  // Null when there is none.
  [[nodiscard]] const PublishedSite* find(std::string_view id) const;
  // What a visitor writes: its id, or the address of a page of it ("shop.example"). Null when there is
  // none, or when several sites share the host.
  [[nodiscard]] const PublishedSite* find_as_written(std::string_view text) const;
  // By its name, or by its immutable name, "shop.0123456789abcdef.js".
  [[nodiscard]] const TagFile* file(std::string_view name) const;
  [[nodiscard]] bool is_immutable(std::string_view name) const;
  // Any site may post from this origin: enough to answer a browser's question before a request.
  [[nodiscard]] bool knows_origin(std::string_view origin) const;
  [[nodiscard]] const std::vector<PublishedSite>& sites() const { return sites_; }

 private:
  std::vector<PublishedSite> sites_;
  std::set<std::string, std::less<>> origins_;
  std::map<std::string, const PublishedSite*, std::less<>> by_id_;
  void add_immutable(const std::vector<TagFile>& files);
  std::map<std::string, const TagFile*, std::less<>> files_;
};

// "shop.js" and "abcd" give "shop.abcd.js"; "shop.panel.js" gives "shop.abcd.panel.js", where the
// tag looks for it.
std::string immutable_name(const TagFile& file, std::string_view digest);

}  // namespace consentry

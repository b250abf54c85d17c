// SPDX-License-Identifier: Apache-2.0
// Several sites of one owner that have something in common, as a file says it (docs/tag.md): one
// change of a text, of a colour or of a service reaches all of them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry {

// Immutable.
class SiteGroup {
 public:
  // {"group": "shops", "sites": ["shop-example", ...], "texts": {...}, ...}: every other member is one
  // of a configuration. With an id, sites may also say in their own configuration that they are in it.
  // invalid_input: neither sites nor an id, a site twice, or a member that only one site can have.
  static Result<SiteGroup> parse(std::string_view json);
  SiteGroup(SiteGroup&&) noexcept;
  SiteGroup& operator=(SiteGroup&&) noexcept;
  ~SiteGroup();

  // Empty when the group has no name.
  [[nodiscard]] const std::string& id() const;
  // Those that the file names.
  [[nodiscard]] const std::vector<std::string>& sites() const;
  // A site's configuration with what is shared: texts one by one, any other member as a whole.
  // invalid_input when no configuration comes of it.
  [[nodiscard]] Result<std::string> config_of(std::string_view site_config) const;
  // What a site's configuration says otherwise, or not at all: "layout", "texts.en.title".
  [[nodiscard]] Result<std::vector<std::string>> differences(std::string_view site_config) const;

 private:
  struct State;
  explicit SiteGroup(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry

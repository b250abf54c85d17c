// SPDX-License-Identifier: Apache-2.0
// How names of other managers become ours. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/consent/script_literal.h"
#include "core/consent/tag_config.h"

namespace consentry {

// "inlineTracker" gives "inlinetracker", "Social Media" gives "social-media"; at most 40 characters.
// The adapters of web/tag do the same with the names in pages. Empty: no letter or digit in it.
std::string rival_id(std::string_view name);

// Which of our ready-made categories another manager's stands for, by its usual names; empty: unknown.
std::string_view ready_category(std::string_view rival_category);

// The language of ours that serves a rival's name for one: "no" gives "nb", "pt-br" gives "pt-BR".
std::optional<std::string> ready_language(std::string_view rival_language,
                                          const TagTranslations& translations);

// A stored name as ours, "_pk_*". Regular expressions only where they stand for one name or for
// everything that begins in one way.
std::optional<std::string> stored_name(const ScriptValue& value);

// The first address of a text with links whose words or address are about privacy.
std::string privacy_link(std::string_view markup);

// What a text of a list's row says, in the order of `keys`; empty: none.
std::string text_member(const ScriptValue& object, std::string_view key);
bool flag_member(const ScriptValue& object, std::string_view key, bool otherwise = false);
// A member of a member…; nullptr when one is missing.
const ScriptValue* member_at(const ScriptValue& object, const std::vector<std::string_view>& path);

}  // namespace consentry

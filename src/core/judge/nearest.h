// SPDX-License-Identifier: Apache-2.0
// "Did you mean …?": the known word that a mistyped one comes closest to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// The candidate with the smallest edit distance to `word` (insert, delete, replace, and swap of two
// neighbours count one; ASCII case does not count). Nothing when even the best one would replace
// more than half of the word. Of equals the earlier wins.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

// "; did you mean 'x'?" or an empty text: the end of an error message.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace consentry

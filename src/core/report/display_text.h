// SPDX-License-Identifier: Apache-2.0
// Text from scanned pages, made fit for a reader's eye: valid UTF-8, nothing that moves a cursor or
// turns the reading direction, and cut to a width in terminal columns.
// Widths follow Unicode Standard Annex 11 (East Asian Width) with marks and format characters as 0.
#pragma once

#include <string>
#include <string_view>

namespace consentry {

// The same text with every ill-formed sequence replaced by U+FFFD (WHATWG Encoding, UTF-8 decode).
std::string valid_utf8(std::string_view bytes);

// Valid UTF-8 without line breaks or tabs (a space instead); control characters, bidirectional
// embeddings, overrides and isolates (Unicode Standard Annex 9) and other invisible tricks are
// written out as "‹U+202E›", so that what a page hides is seen and cannot steer a terminal.
std::string visible(std::string_view bytes);

// Columns that a terminal needs for valid UTF-8 text.
int display_width(std::string_view text);

// text, or as much of it as leaves room for a final "…" in `width` columns. width < 1 gives "".
std::string fit(std::string_view text, int width);
// fit(), then spaces on the right (or left) up to exactly `width` columns.
std::string pad_right(std::string_view text, int width);
std::string pad_left(std::string_view text, int width);

}  // namespace consentry

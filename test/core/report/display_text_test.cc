// SPDX-License-Identifier: Apache-2.0
#include "core/report/display_text.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(ValidUtf8, KeepsWhatIsWellFormed) {
  const std::string text = "a é 日本 🍪 \xF4\x8F\xBF\xBF";
  EXPECT_EQ(valid_utf8(text), text);
}

TEST(ValidUtf8, ReplacesEachIllFormedPart) {
  EXPECT_EQ(valid_utf8("\xFF"), "�");
  EXPECT_EQ(valid_utf8("a\xC3"), "a�");
  EXPECT_EQ(valid_utf8("\xC0\x80"), "��") << "an overlong NUL";
  EXPECT_EQ(valid_utf8("\xED\xA0\x80"), "���") << "a surrogate";
  EXPECT_EQ(valid_utf8("\xF0\x9F\x8D!"), "�!") << "a sequence that breaks off";
  EXPECT_EQ(valid_utf8("\xF4\x90\x80\x80"), "����") << "beyond U+10FFFF";
  EXPECT_EQ(valid_utf8("\x80x"), "�x");
}

TEST(Visible, NamesWhatWouldSteerATerminalOrTurnTheReadingDirection) {
  EXPECT_EQ(visible("a\x1b[2Jb"), "a‹U+001B›[2Jb");
  EXPECT_EQ(visible("\xE2\x80\xAEgpj.exe"), "‹U+202E›gpj.exe");
  EXPECT_EQ(visible("\xC2\x9B 1m"), "‹U+009B› 1m") << "the one-byte form of ESC [";
  EXPECT_EQ(visible("zero\xE2\x80\x8Bwidth"), "zero‹U+200B›width");
  EXPECT_EQ(visible(std::string_view("n\0ul", 4)), "n‹U+0000›ul");
}

TEST(Visible, PutsEverythingOnOneLineAndLeavesOtherTextAlone) {
  EXPECT_EQ(visible("one\r\ntwo\tthree\xE2\x80\xA8 four"), "one  two three  four");
  EXPECT_EQ(visible("Größe 日本 שלום 👩‍🚀"), "Größe 日本 שלום 👩‍🚀");
  EXPECT_EQ(visible(""), "");
}

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("é"), 1);
  EXPECT_EQ(display_width("e\xCC\x81"), 1) << "a combining accent";
  EXPECT_EQ(display_width("日本"), 4);
  EXPECT_EQ(display_width("🍪"), 2);
  EXPECT_EQ(display_width("✖▲◆?✓"), 5);
}

TEST(Fit, CutsAtTheWidthWithAnEllipsis) {
  EXPECT_EQ(fit("abcdef", 6), "abcdef");
  EXPECT_EQ(fit("abcdef", 5), "abcd…");
  EXPECT_EQ(fit("日本語", 5), "日本…");
  EXPECT_EQ(fit("日本語", 4), "日…") << "half a character is not shown";
  EXPECT_EQ(fit("e\xCC\x81x", 1), "…");
  EXPECT_EQ(fit("abc", 1), "…");
  EXPECT_EQ(fit("abc", 0), "");
  EXPECT_EQ(fit("", 3), "");
}

TEST(Pad, FillsToExactlyTheWidth) {
  EXPECT_EQ(pad_right("日", 4), "日  ");
  EXPECT_EQ(pad_left("12", 4), "  12");
  EXPECT_EQ(pad_right("abcdef", 3), "ab…");
  EXPECT_EQ(display_width(pad_right("日本語日本語", 6)), 6);
}

}  // namespace
}  // namespace consentry

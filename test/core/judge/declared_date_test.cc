// SPDX-License-Identifier: Apache-2.0
#include "core/judge/declared_date.h"

#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

std::optional<DeclaredDate> read(std::string line) {
  DocumentPage page;
  page.blocks.push_back({DocumentBlock::Kind::line, std::move(line), {}});
  return last_updated(page, shipped_book().declaration_words());
}
int day(std::string line) {
  const auto date = read(std::move(line));
  return date ? date->days : -1;
}
constexpr int kMarch12 = 20'524;  // 2026-03-12

TEST(DeclaredDate, IsReadInManyForms) {
  for (const char* line :
       {"Last updated: 12 March 2026", "Last updated on March 12, 2026", "Updated on 2026-03-12",
        "Laatst bijgewerkt op 12 maart 2026", "Zuletzt aktualisiert am 12. März 2026",
        "Dernière mise à jour : 12 mars 2026", "Ultimo aggiornamento: 12 marzo 2026",
        "Última actualización: 12 de marzo de 2026", "Senast uppdaterad den 12 mars 2026",
        "Ostatnia aktualizacja: 12 marca 2026", "Sidst opdateret: 12. marts 2026"}) {
    EXPECT_EQ(day(line), kMarch12) << line;
  }
}

TEST(DeclaredDate, WhatIsOpenIsReadAsLater) {
  EXPECT_EQ(day("Stand: 12.03.2026"), day("Last updated: 3 December 2026"));
  EXPECT_EQ(day("Stand: 25.03.2026"), kMarch12 + 13);
  EXPECT_EQ(day("Stand: März 2026"), kMarch12 + 16);
}

TEST(DeclaredDate, WithoutWordsForItADateIsAnyDate) {
  EXPECT_EQ(day("Founded on 12 March 2019"), -1);
  EXPECT_EQ(day("Last updated recently"), -1);
  EXPECT_EQ(day("Last updated: 45.13.2026"), -1);
  EXPECT_EQ(day("Last updated 12 march 1066"), -1);
  EXPECT_EQ(day(""), -1);
}

}  // namespace
}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
// Tables and lists as consent managers and sites write them.
#include "core/judge/declared_items.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

DocumentBlock table(Rows rows) { return {DocumentBlock::Kind::table, {}, std::move(rows)}; }
DocumentBlock line(std::string text) { return {DocumentBlock::Kind::line, std::move(text), {}}; }
DocumentBlock heading(std::string text) {
  return {DocumentBlock::Kind::heading, std::move(text), {}};
}
std::vector<DeclaredItem> read(std::vector<DocumentBlock> blocks) {
  DocumentPage page;
  page.blocks = std::move(blocks);
  return declared_items(page, shipped_book().declaration_words());
}

TEST(DeclaredItems, AreTheRowsOfATable) {
  const auto items =
      read({heading("Statistics"),
            table({{"Name", "Provider", "Purpose", "Maximum Storage Duration", "Type"},
                   {"_ga", "Google", "Counts visits.", "2 years", "HTTP Cookie"},
                   {"_gid", "Google", "Counts visits.", "1 day", "HTTP Cookie"}})});
  ASSERT_EQ(items.size(), 2U);
  EXPECT_THAT(items[0].patterns, ElementsAre("_ga"));
  EXPECT_EQ(items[0].provider, "Google");
  EXPECT_EQ(items[0].purpose, "Counts visits.");
  EXPECT_EQ(items[0].expiry, "2 years");
  EXPECT_EQ(items[0].kind, "HTTP Cookie");
  EXPECT_EQ(items[1].heading, "Statistics");
}

TEST(DeclaredItems, ColumnsAreHeadedInEveryLanguage) {
  const Rows heads{{"Naam", "Aanbieder", "Doel", "Bewaartermijn"},
                   {"Name", "Anbieter", "Zweck", "Laufzeit"},
                   {"Nom du cookie", "Fournisseur", "Finalité", "Durée de conservation"},
                   {"Nome", "Fornitore", "Finalità", "Scadenza"},
                   {"Nombre", "Proveedor", "Finalidad", "Caducidad"},
                   {"Nome", "Fornecedor", "Finalidade", "Validade"},
                   {"Nazwa", "Dostawca", "Cel", "Okres przechowywania"},
                   {"Název", "Poskytovatel", "Účel", "Platnost"},
                   {"Názov", "Poskytovateľ", "Účel", "Platnosť"},
                   {"Navn", "Udbyder", "Formål", "Udløb"},
                   {"Namn", "Leverantör", "Syfte", "Lagringstid"},
                   {"Navn", "Leverandør", "Formål", "Varighet"},
                   {"Nimi", "Palveluntarjoaja", "Käyttötarkoitus", "Voimassaoloaika"},
                   {"Nimi", "Pakkuja", "Eesmärk", "Aegumine"},
                   {"Nosaukums", "Pakalpojuma sniedzējs", "Mērķis", "Derīguma termiņš"},
                   {"Pavadinimas", "Teikėjas", "Tikslas", "Galiojimas"},
                   {"Név", "Szolgáltató", "Cél", "Lejárat"},
                   {"Nume", "Furnizor", "Scop", "Durată"},
                   {"Име", "Доставчик", "Цел", "Срок"},
                   {"Όνομα", "Πάροχος", "Σκοπός", "Λήξη"},
                   {"Naziv", "Pružatelj", "Svrha", "Istek"},
                   {"Ime", "Ponudnik", "Namen", "Potek"},
                   {"Ainm", "Soláthraí", "Cuspóir", "Dul in éag"},
                   {"Isem", "Fornitur", "Skop", "Skadenza"}};
  for (const auto& head : heads) {
    const auto items = read({table({head, {"_ga", "Google", "?", "2"}})});
    ASSERT_EQ(items.size(), 1U) << head[0] << " " << head[1];
    EXPECT_EQ(items[0].provider, "Google") << head[1];
    EXPECT_EQ(items[0].purpose, "?") << head[2];
    EXPECT_EQ(items[0].expiry, "2") << head[3];
  }
}

TEST(DeclaredItems, AColumnThatGroupsIsNoColumnOfNames) {
  const auto items = read({table({{"Cookie Subgroup", "Cookies", "Cookies used", "Lifespan"},
                                  {"www.shop.example", "_ga, _gid", "First Party", "2 years"}})});
  ASSERT_EQ(items.size(), 1U);
  EXPECT_THAT(items[0].patterns, ElementsAre("_ga", "_gid"));
  EXPECT_EQ(items[0].provider, "www.shop.example");
}

TEST(DeclaredItems, LabelsWithTheirValuesBelowThem) {
  const auto items =
      read({line("Cookie"), line("_ga"), line("Duration"), line("1 year 1 month 4 days"),
            line("Description"), line("Counts visits."), line("Cookie"), line("_gid"),
            line("Duration"), line("1 day")});
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].expiry, "1 year 1 month 4 days");
  EXPECT_EQ(items[0].purpose, "Counts visits.");
  EXPECT_THAT(items[1].patterns, ElementsAre("_gid"));
}

TEST(DeclaredItems, LabelsBeforeAColonAndInAFirstColumn) {
  const auto lines = read({line("Name: _fbp"), line("Anbieter: Meta"), line("Laufzeit: 3 Monate")});
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].provider, "Meta");
  const auto rows =
      read({table({{"Name", "_fbp"}, {"Zweck", "Werbung"}, {"Laufzeit", "3 Monate"}})});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].expiry, "3 Monate");
}

TEST(DeclaredItems, ABlankCellIsToldFromAMissingColumn) {
  const auto items = read({table({{"Name", "Provider", "Expiry"}, {"_ga", "Google", "-"}})});
  ASSERT_EQ(items.size(), 1U);
  EXPECT_TRUE(items[0].expiry && says_nothing(*items[0].expiry));
  EXPECT_FALSE(items[0].purpose);
}

TEST(DeclaredItems, OtherTablesAndFormsAreNone) {
  EXPECT_THAT(read({table({{"Product", "Price"}, {"Boots", "20"}})}), IsEmpty());
  EXPECT_THAT(read({table({{"Name", "Address"}, {"Max", "Main street 1"}})}), IsEmpty());
  EXPECT_THAT(read({line("Name: Max Mustermann"), line("Purpose: to answer you")}), IsEmpty());
  EXPECT_THAT(read({heading("Cookies"), line("We use cookies to count visits.")}), IsEmpty());
  EXPECT_THAT(read({table({}), table({{}})}), IsEmpty());
}

}  // namespace
}  // namespace consentry

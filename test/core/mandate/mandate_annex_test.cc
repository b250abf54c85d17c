// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_annex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/html_reader.h"
#include "fakes/mandate_maker.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string annex_of(const ExportTable& table, ExportFor purpose) {
  static const MandateForm kForm = mandate_form({}, "", "");
  CountCertificate certificate;
  certificate.case_id = kForm.id;
  certificate.at = UtcTime{1763846801000};
  certificate.tally.counted = 7;
  certificate.tally.root = Sha256{0xab};
  return annex_html({kForm, table, purpose, certificate, std::string(64, 'c')});
}

const ExportTable kShort{{"number", "family_name", "text_sha256"},
                         {{"1", "<script>alert(1)</script>", std::string(64, 'd')},
                          {"2", "Müller", std::string(64, 'd')},
                          {"3", "de Vries", std::string(64, 'e')}}};

TEST(MandateAnnex, SaysHowManyAndLeadsToListAndCount) {
  const std::string html = annex_of(kShort, ExportFor::authority);
  EXPECT_THAT(html, HasSubstr("GDPR, Articles 77 and 80(1)"));
  EXPECT_THAT(html, HasSubstr("<dt>In this list</dt><dd><bdi>3</bdi>"));
  EXPECT_THAT(html, HasSubstr("<dt>Mandates that stand</dt><dd><bdi>7</bdi>"));
  EXPECT_THAT(html, HasSubstr("<code>" + std::string(64, 'c')));
  EXPECT_THAT(html, HasSubstr("<code>ab00"));
  EXPECT_THAT(html, HasSubstr("<code>" + std::string(64, 'd') + "</code>: 2"));
}

TEST(MandateAnnex, ShowsNamesAsWordsOnly) {
  const std::string html = annex_of(kShort, ExportFor::authority);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Family name</th>"));
}

TEST(MandateAnnex, GivesABlockToEachWhereColumnsHaveNoRoom) {
  ExportTable wide;
  for (int i = 0; i < 12; ++i) wide.columns.emplace_back("column");
  wide.rows.emplace_back(12, "value");
  wide.rows.back()[3].clear();
  const std::string html = annex_of(wide, ExportFor::court);
  EXPECT_THAT(html, Not(HasSubstr("<table")));
  EXPECT_THAT(html, HasSubstr("<h3>No. value</h3>"));
}

}  // namespace
}  // namespace consentry

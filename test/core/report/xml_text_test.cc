// SPDX-License-Identifier: Apache-2.0
#include "core/report/xml_text.h"

#include <gtest/gtest.h>

#include "fakes/xml_reader.h"

namespace consentry {
namespace {

bool is_well_formed(const std::string& xml) {
  try {
    XmlReader::read(xml);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

std::string document_of(std::string_view any) {
  XmlText xml;
  xml.begin("root").attribute("value", any).text(any).end();
  return std::move(xml).take();
}

std::string round_trip(std::string_view any) {
  return XmlReader::read(document_of(any)).attributes.at("value");
}

TEST(XmlText, GivesBackWhatItWasGiven) {
  EXPECT_EQ(round_trip("a <b> & \"c\" 'd' ]]> é 日本"), "a <b> & \"c\" 'd' ]]> é 日本");
}

TEST(XmlText, ClosesWhatCouldEndACharacterDataSection) {
  EXPECT_EQ(xml_escaped("]]>"), "]]&gt;");
  EXPECT_EQ(xml_escaped("<![CDATA["), "&lt;![CDATA[");
}

TEST(XmlText, EveryByteAloneIsWellFormed) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    EXPECT_TRUE(is_well_formed(document_of("x" + text + "y"))) << byte;
  }
}

TEST(XmlText, EveryPairOfBytesAfterALeadByteIsWellFormed) {
  for (int lead = 0xC0; lead < 256; ++lead) {
    for (int next = 0; next < 256; next += 7) {
      const std::string text{static_cast<char>(lead), static_cast<char>(next), '\xBF'};
      EXPECT_TRUE(is_well_formed(document_of(text))) << lead << " " << next;
    }
  }
}

TEST(XmlText, WritesControlCharactersOut) {
  EXPECT_EQ(xml_escaped(std::string_view("\0\x1b[2J", 5)), "‹U+0000›‹U+001B›[2J");
}

TEST(XmlText, ReplacesWhatXmlForbidsAltogether) {
  EXPECT_EQ(xml_escaped("a\xEF\xBF\xBE\xEF\xBF\xBFz"), "a\uFFFD\uFFFDz");
  EXPECT_EQ(xml_escaped("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(XmlText, KeepsLinesInTextAndNoneInAttributes) {
  XmlText xml;
  xml.begin("root").attribute("a", "one\ntwo").text("one\ntwo").end();
  const XmlElement root = XmlReader::read(std::move(xml).take());
  EXPECT_EQ(root.attributes.at("a"), "one two");
  EXPECT_EQ(root.text, "one\ntwo");
}

TEST(XmlText, NestsElements) {
  XmlText xml;
  xml.begin("a").begin("b").attribute("n", std::size_t{7}).end();
  xml.begin("c").text("x").end();
  xml.end();
  EXPECT_EQ(std::move(xml).take(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<a>\n  <b n=\"7\"/>\n  <c>x</c>\n</a>\n");
}

TEST(XmlReader, RefusesWhatIsNotWellFormed) {
  const std::string start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  for (const char* bad :
       {"", "<a>", "<a></b>", "<a/><b/>", "<a x=\"1\" x=\"2\"/>", "<a>&unknown;</a>", "<a>]]></a>",
        "<a x=\"<\"/>", "<a>\x01</a>", "<a>\xFF</a>", "<a>\xEF\xBF\xBF</a>", "text"}) {
    EXPECT_FALSE(is_well_formed(start + bad)) << bad;
  }
}

}  // namespace
}  // namespace consentry

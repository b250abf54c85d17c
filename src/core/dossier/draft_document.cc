// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/draft_output.h"
#include "core/report/xml_text.h"

namespace consentry {
namespace {

constexpr std::string_view kType = "application/vnd.oasis.opendocument.text";
constexpr std::string_view kNames = "urn:oasis:names:tc:opendocument:xmlns:";

struct Look {
  std::string_view name;
  std::string_view margin_top = "0cm";
  std::string_view margin_bottom = "0.25cm";
  std::string_view margin_left = "0cm";
  std::string_view size = "11pt";
  bool bold = false;
  std::string_view align = "start";
  std::string_view background = "transparent";
};

constexpr Look kLooks[] = {
    {.name = "State", .bold = true, .align = "center", .background = "#fbe3e3"},
    {.name = "Sender", .margin_bottom = "0cm", .align = "end"},
    {.name = "Recipient", .margin_bottom = "0cm"},
    {.name = "Date", .margin_top = "0.8cm", .margin_bottom = "0.8cm"},
    {.name = "Subject", .margin_bottom = "0.6cm", .size = "13pt", .bold = true},
    {.name = "Part", .margin_top = "0.6cm", .bold = true},
    {.name = "Words"},
    {.name = "Point", .margin_bottom = "0.15cm", .margin_left = "0.8cm"},
    {.name = "Fact", .margin_top = "0.25cm", .margin_bottom = "0.1cm", .margin_left = "0.8cm"},
    {.name = "Detail", .margin_bottom = "0.1cm", .margin_left = "1.4cm", .size = "9pt"},
    {.name = "Caution", .margin_left = "1.4cm", .size = "9pt", .background = "#f9f0c2"},
    {.name = "Closing", .margin_top = "0.6cm"},
};

std::string_view look_of(DraftBlockKind kind) {
  switch (kind) {
    case DraftBlockKind::sender:
      return "Sender";
    case DraftBlockKind::recipient:
      return "Recipient";
    case DraftBlockKind::date:
      return "Date";
    case DraftBlockKind::subject:
      return "Subject";
    case DraftBlockKind::heading:
      return "Part";
    case DraftBlockKind::paragraph:
      return "Words";
    case DraftBlockKind::bullet:
      return "Point";
    case DraftBlockKind::fact:
      return "Fact";
    case DraftBlockKind::detail:
      return "Detail";
    case DraftBlockKind::caution:
      return "Caution";
    case DraftBlockKind::closing:
      return "Closing";
  }
  return "Words";
}

void name_spaces(XmlText& xml) {
  for (const std::string_view name : {"office", "style", "text"}) {
    xml.attribute("xmlns:" + std::string(name), std::string(kNames) + std::string(name) + ":1.0");
  }
  xml.attribute("xmlns:fo", std::string(kNames) + "xsl-fo-compatible:1.0");
  xml.attribute("office:version", "1.2");
}

void write_look(XmlText& xml, const Look& look) {
  xml.begin("style:style").attribute("style:name", look.name);
  xml.attribute("style:family", "paragraph");
  xml.begin("style:paragraph-properties").attribute("fo:margin-top", look.margin_top);
  xml.attribute("fo:margin-bottom", look.margin_bottom)
      .attribute("fo:margin-left", look.margin_left);
  xml.attribute("fo:text-align", look.align).attribute("fo:background-color", look.background);
  xml.end();
  xml.begin("style:text-properties").attribute("fo:font-size", look.size);
  if (look.bold) xml.attribute("fo:font-weight", "bold");
  xml.end();
  xml.end();
}

void write_paragraph(XmlText& xml, std::string_view look, const std::string& text) {
  const bool heading = look == "Subject" || look == "Part";
  xml.begin(heading ? "text:h" : "text:p").attribute("text:style-name", look);
  if (heading) xml.attribute("text:outline-level", look == "Subject" ? "1" : "2");
  xml.text(text);
  xml.end();
}

std::string content_of(const Draft& draft) {
  XmlText xml;
  xml.begin("office:document-content");
  name_spaces(xml);
  xml.begin("office:automatic-styles");
  for (const Look& look : kLooks) write_look(xml, look);
  xml.end();
  xml.begin("office:body").begin("office:text");
  write_paragraph(xml, "State", draft.mark);
  int facts = 0;
  for (const DraftBlock& block : draft.blocks) {
    std::string lead;
    if (block.kind == DraftBlockKind::bullet) lead = "– ";
    if (block.kind == DraftBlockKind::fact) lead = std::to_string(++facts) + ". ";
    write_paragraph(xml, look_of(block.kind), lead + block.text);
  }
  write_paragraph(xml, "Detail", "SHA-256 " + draft.sha256);
  xml.end();
  xml.end();
  xml.end();
  return std::move(xml).take();
}

std::string manifest() {
  XmlText xml;
  xml.begin("manifest:manifest");
  xml.attribute("xmlns:manifest", std::string(kNames) + "manifest:1.0");
  xml.attribute("manifest:version", "1.2");
  xml.begin("manifest:file-entry").attribute("manifest:full-path", "/");
  xml.attribute("manifest:version", "1.2").attribute("manifest:media-type", kType);
  xml.end();
  xml.begin("manifest:file-entry").attribute("manifest:full-path", "content.xml");
  xml.attribute("manifest:media-type", "text/xml");
  xml.end();
  xml.end();
  return std::move(xml).take();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> draft_document(const Draft& draft) {
  return {{"mimetype", std::string(kType)},
          {"content.xml", content_of(draft)},
          {"META-INF/manifest.xml", manifest()}};
}

}  // namespace consentry

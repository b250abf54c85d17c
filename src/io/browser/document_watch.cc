// SPDX-License-Identifier: Apache-2.0
#include "io/browser/document_watch.h"

#include <boost/json/object.hpp>

#include "io/browser/devtools_message.h"
#include "io/browser/json_fields.h"

namespace consentry {

std::string_view topic_of_net_error(std::string_view error_text) {
  if (error_text.find("NAME_NOT_RESOLVED") != std::string_view::npos) return "dns";
  if (error_text.find("CONNECTION_REFUSED") != std::string_view::npos) return "refused";
  if (error_text.find("ERR_CERT") != std::string_view::npos ||
      error_text.find("ERR_SSL") != std::string_view::npos) {
    return "tls";
  }
  if (error_text.find("TIMED_OUT") != std::string_view::npos) return "timeout";
  return "unreachable";
}

void DocumentWatch::begin(std::string_view main_frame) {
  main_frame_ = main_frame;
  facts_ = {};
}

void DocumentWatch::handle(const DevtoolsMessage& event) {
  const auto& params = event.body();
  const std::string_view method = event.method();
  if (method == "Network.responseReceived") {
    if (text_at(params, "type") != "Document" || text_at(params, "frameId") != main_frame_) return;
    const auto& response = object_at(params, "response");
    facts_.status = static_cast<int>(number_at(response, "status"));
    facts_.mime_type = text_at(response, "mimeType");
  } else if (method == "Page.frameNavigated") {
    const auto& frame = object_at(params, "frame");
    if (text_at(frame, "id") != main_frame_ || !text_at(frame, "parentId").empty()) return;
    facts_.committed = true;
    facts_.url = text_at(frame, "url");
  } else if (method == "Page.downloadWillBegin") {
    if (text_at(params, "frameId") == main_frame_) facts_.download = true;
  }
}

}  // namespace consentry

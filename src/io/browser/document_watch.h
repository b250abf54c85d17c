// SPDX-License-Identifier: Apache-2.0
// What became of the top document: where it ended, with which status, as what, or why not at all.
// Fed with events; no I/O.
#pragma once

#include <string>
#include <string_view>

namespace consentry {

class DevtoolsMessage;

struct DocumentFacts {
  bool committed = false;
  bool download = false;
  int status = 0;  // 0: no response seen
  std::string mime_type;
  std::string url;         // of the document shown
  std::string error_text;  // "net::ERR_NAME_NOT_RESOLVED"
};

// The note's topic (docs/formats/event-log.md) of a net error: dns refused tls timeout unreachable.
std::string_view topic_of_net_error(std::string_view error_text);

class DocumentWatch {
 public:
  void begin(std::string_view main_frame);
  void handle(const DevtoolsMessage& event);
  [[nodiscard]] const DocumentFacts& facts() const { return facts_; }
  [[nodiscard]] DocumentFacts& facts() { return facts_; }

 private:
  std::string main_frame_;
  DocumentFacts facts_;
};

}  // namespace consentry

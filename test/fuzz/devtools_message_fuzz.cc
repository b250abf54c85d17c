// SPDX-License-Identifier: Apache-2.0
#include "io/browser/devtools_session.h"
#include "io/browser/frame_tree.h"
#include "io/browser/message_splitter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  consentry::MessageSplitter splitter(4096);
  std::vector<std::string> texts;
  splitter.add({reinterpret_cast<const char*>(data), size}, texts);
  consentry::DevtoolsSession session;
  session.adopt("S", 1);
  session.adopt_context("C", 1);
  consentry::FrameTree frames;
  for (auto& text : texts) {
    auto message = consentry::DevtoolsMessage::parse(std::move(text));
    if (message && session.route(*message)) frames.handle(*message);
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Any fields are a submission or faults; the input's lines are name=value.
#include "core/mandate/submission.h"
#include "fakes/mandate_maker.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  static const MandateForm form =
      mandate_form({}, "minors = true", "[ask]\nbirth_date = 'optional'\n");
  FormFields fields = mandate_fields(form);
  std::string text(data, data + size);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\0'), text.size());
    const std::size_t equals = std::min(text.find('='), end);
    set_field(fields, text.substr(0, equals), text.substr(std::min(equals + 1, end), end - equals));
    text.erase(0, end + 1);
  }
  const auto read = read_submission(form, fields, *parse_date("2026-11-23"));
  return !read && read.error().empty() ? (__builtin_trap(), 1) : 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "command/case_reading.h"

#include <utility>

#include "command/embedded.h"
#include "command/file_bytes.h"
#include "command/system_time.h"
#include "core/judge/nearest.h"
#include "io/store/case_folder.h"

namespace consentry {
namespace {

constexpr std::string_view kClocks = "data/clocks/clocks.toml";
constexpr std::string_view kExamples = "data/cases/";

Result<std::string> text_of(const CaseName& name) {
  if (name.file.empty() == name.example.empty())
    return invalid_input("name one case: a FILE, or --example NAME");
  if (!name.file.empty()) return read_file(name.file, kMaxCaseFileBytes);
  const std::string_view text = embedded(std::string(kExamples) + name.example + ".toml");
  if (text.empty()) {
    return invalid_input("no such example: '" + name.example + "'" +
                         suggestion(name.example, example_case_names()));
  }
  return std::string(text);
}

}  // namespace

std::vector<std::string> example_case_names() {
  std::vector<std::string> names;
  for (const std::string_view path : embedded_names(kExamples)) {
    const std::string_view name = path.substr(kExamples.size());
    names.emplace_back(name.substr(0, name.find('.')));
  }
  return names;
}

Result<std::vector<ClockRule>> embedded_clock_rules() {
  return parse_clock_rules(std::string(kClocks), embedded(kClocks));
}

Result<Date> day_of(const std::string& on) {
  if (on.empty()) return parse_date(to_rfc3339(system_time()).substr(0, 10));
  auto date = parse_date(on);
  if (!date) return date.error().in("--on");
  return date;
}

Result<std::unique_ptr<ReadCase>> read_case(const CaseName& name) {
  const auto text = text_of(name);
  if (!text) return text.error();
  auto rules = embedded_clock_rules();
  if (!rules) return rules.error();
  auto file = parse_case(name.file.empty() ? name.example : name.file, *text, *rules);
  if (!file) return file.error();
  if (!name.file.empty()) {
    const auto log = read_log_beside(name.file, *rules);
    if (!log) return log.error();
    add_log(*file, *log);
  }
  return std::make_unique<ReadCase>(ReadCase{*std::move(rules), *std::move(file)});
}

}  // namespace consentry

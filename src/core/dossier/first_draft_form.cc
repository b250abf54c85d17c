// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/first_draft_form.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace consentry {
namespace {

constexpr std::int64_t kMaxNames = 6;

// A summary ends in names of what it was concluded from: "Cookies … were stored: _ga, _gid and 3 more."
std::vector<std::string> subjects_in(const std::string& summary) {
  std::vector<std::string> names;
  const std::size_t colon = summary.rfind(": ");
  if (colon == std::string::npos) return names;
  std::string_view rest = std::string_view(summary).substr(colon + 2);
  rest = rest.substr(
      0, std::min(rest.find(" ("), rest.ends_with('.') ? rest.size() - 1 : rest.size()));
  rest = rest.substr(0, rest.ends_with(" more") ? rest.rfind(" and ") : rest.size());
  while (!rest.empty()) {
    const std::size_t end = std::min({rest.find(", "), rest.find(" and "), rest.size()});
    const std::string_view name = rest.substr(0, end);
    if (!name.empty() && name.find(' ') == std::string_view::npos) names.emplace_back(name);
    const bool comma = rest.substr(end).starts_with(", ");
    rest.remove_prefix(std::min(end + (comma ? 2 : 5), rest.size()));
  }
  return names;
}

}  // namespace

FirstFormNames first_form_names(const Finding& finding) {
  FirstFormNames found;
  const auto add = [&](const std::string& name) {
    if (name.empty() || std::ranges::find(found.names, name) != found.names.end()) return;
    found.names.push_back(name);
  };
  for (const std::string& subject : subjects_in(finding.summary)) add(subject);
  for (const Evidence& evidence : finding.evidence)
    add(evidence.company.empty() ? evidence.host : evidence.company);
  found.more = std::max<std::int64_t>(std::ssize(found.names) - kMaxNames, 0);
  found.names.resize(std::min<std::size_t>(found.names.size(), kMaxNames));
  return found;
}

std::string first_form_words(const DraftFact& fact, const ReportLanguage& language) {
  if (language.is_english()) return fact.summary;
  const FirstFormNames known = first_form_names(*fact.finding);
  std::string text = language.counted(fact.observed, "{0} observation", "{0} observations");
  for (const std::string& name : known.names)
    text += (&name == &known.names.front() ? " (" : ", ") + name;
  if (known.names.empty()) return text;
  if (known.more > 0)
    text += " " + filled(language.text("and {0} more"), {std::to_string(known.more)});
  return text + ")";
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_log.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <utility>

#include "core/base/digest.h"
#include "core/judge/nearest.h"
#include "core/proof/custody.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::size_t kDigestDigits = 64;
constexpr std::size_t kMaxDepth = 4;
constexpr std::string_view kLogged = "logged";    // event of each line of the chain
constexpr std::string_view kContent = "content";  // its one detail

struct Kind {
  std::string_view name;
  std::string_view brings;  // the event of a case that it is unless told otherwise
};

// To talk is to consult, whatever comes of it (Article 3:305a(3)(c) BW asks for the attempt).
constexpr auto kKinds = std::to_array<Kind>({
    {"letter-sent", "letter-sent"},
    {"letter-received", "other"},
    {"meeting", "consultation"},
    {"call", "consultation"},
    {"offer-made", "consultation"},
    {"offer-received", "consultation"},
    {"outcome", "other"},
    {"event", ""},
    {"note", ""},
});

struct Field {
  std::string_view name;
  std::string CaseLogEntry::* value;
  std::size_t longest;
};
constexpr auto kFields = std::to_array<Field>({
    {"kind", &CaseLogEntry::kind, kMaxLogWord},
    {"with", &CaseLogEntry::with, kMaxLogWord},
    {"text", &CaseLogEntry::text, kMaxLogText},
    {"dispatch", &CaseLogEntry::dispatch, kMaxLogWord},
    {"file", &CaseLogEntry::file, kMaxLogWord},
    {"sha256", &CaseLogEntry::sha256, kDigestDigits},
    {"starts", &CaseLogEntry::starts, kMaxLogWord},
    {"salt", &CaseLogEntry::salt, kMaxLogWord},
});

bool is_digest(std::string_view text) {
  return text.size() == kDigestDigits && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// A path that stays within the case's folder wherever that is taken.
bool stays_below(std::string_view path) {
  if (path.starts_with('/') || path.find('\\') != std::string_view::npos) return false;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (path.substr(0, slash) == "..") return false;
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return true;
}

bool starts_clock(std::string_view kind, const std::vector<ClockRule>& rules) {
  return std::ranges::find(rules, kind, &ClockRule::starts) != rules.end();
}

std::string wrong_file(const CaseLogEntry& entry) {
  if (entry.file.empty() && entry.sha256.empty()) return {};
  if (entry.file.empty() || !is_digest(entry.sha256))
    return "a file is named with the 64 digits of its SHA-256";
  return stays_below(entry.file) ? "" : "a file lies in the case's folder or below";
}

std::string wrong_start(const CaseLogEntry& entry, const std::vector<ClockRule>& rules) {
  if (entry.starts.empty())
    return entry.kind == "event" ? "an event says which it is: 'starts'" : "";
  const auto kinds = event_kinds(rules);
  if (std::ranges::find(kinds, entry.starts) == kinds.end())
    return "no event of a case is called '" + entry.starts + "'" + suggestion(entry.starts, kinds);
  if (entry.kind == "letter-sent" && starts_clock(entry.starts, rules) && entry.dispatch.empty())
    return "'" + entry.starts + "' starts a clock: a letter needs proof of its dispatch for that";
  return {};
}

// Empty: nothing.
std::string wrong_with(const CaseLogEntry& entry, const std::vector<ClockRule>& rules) {
  if (std::ranges::find(kKinds, entry.kind, &Kind::name) == kKinds.end())
    return "no entry of a log is called '" + entry.kind + "'" + suggestion(entry.kind, log_kinds());
  if (!entry.on.ok()) return "it has no date";
  if (entry.text.empty()) return "it says nothing: 'text'";
  for (const Field& field : kFields) {
    if ((entry.*field.value).size() > field.longest)
      return "'" + std::string(field.name) + "' has more than " + std::to_string(field.longest) +
             " bytes";
  }
  std::string wrong = wrong_file(entry);
  return wrong.empty() ? wrong_start(entry, rules) : wrong;
}

std::optional<std::size_t> number_in(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// False: it is no detail of an entry, or not such a value.
bool take_detail(const std::string& name, const std::string& value, CaseLogEntry& entry) {
  const auto field = std::ranges::find(kFields, name, &Field::name);
  if (field != kFields.end()) {
    entry.*(field->value) = value;
    return true;
  }
  if (name == "on") {
    const auto date = parse_date(value);
    if (date) entry.on = *date;
    return date.has_value();
  }
  if (name == "without_prejudice") {
    entry.without_prejudice = value == "yes";
    return entry.without_prejudice;
  }
  if (name != "corrects") return false;
  entry.corrects = number_in(value);
  return entry.corrects.has_value();
}

std::string content_of(const CaseLogEntry& entry) {
  json::object content{{"on", to_text(entry.on)}};
  for (const Field& field : kFields) {
    if (!(entry.*field.value).empty()) content[field.name] = entry.*field.value;
  }
  if (entry.without_prejudice) content["without_prejudice"] = "yes";
  if (entry.corrects) content["corrects"] = std::to_string(*entry.corrects);
  return json::serialize(content) + "\n";
}

Error broken(std::size_t number, const std::string& why) {
  return {ErrorKind::corrupt, "entry " + std::to_string(number) + " of the log: " + why};
}

Result<CaseLogEntry> read_content(std::string_view line, std::size_t number,
                                  const std::vector<ClockRule>& rules) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::error_code error;
  const json::value value = json::parse(line, error, {}, options);
  if (error || !value.is_object()) return broken(number, "its content is no JSON object");
  CaseLogEntry entry;
  for (const auto& [name, detail] : value.get_object()) {
    if (!detail.is_string() || !take_detail(name, std::string(detail.get_string()), entry))
      return broken(number, "'" + std::string(name) + "' is no detail of it, or has no such value");
  }
  if (const std::string wrong = wrong_with(entry, rules); !wrong.empty())
    return broken(number, wrong);
  if (entry.corrects && *entry.corrects >= number)
    return broken(number, "it corrects what is not there yet");
  return entry;
}

void mark_corrected(std::vector<WrittenEntry>& entries) {
  // From the last on, so that what withholds a correction withholds what that corrects.
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    entry->withheld = entry->withheld || entry->entry.without_prejudice;
    if (!entry->entry.corrects) continue;
    WrittenEntry& earlier = entries[*entry->entry.corrects];
    earlier.corrected_by = entry->number;
    earlier.withheld = earlier.withheld || entry->withheld;
  }
}

std::string brings(const CaseLogEntry& entry) {
  if (!entry.starts.empty()) return entry.starts;
  const auto kind = std::ranges::find(kKinds, entry.kind, &Kind::name);
  return kind == kKinds.end() ? std::string() : std::string(kind->brings);
}

}  // namespace

const std::vector<std::string>& log_kinds() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const Kind& kind : kKinds) names.emplace_back(kind.name);
    return names;
  }();
  return kNames;
}

Result<std::vector<LogPair>> read_log_pairs(std::string_view record) {
  std::vector<LogPair> pairs;
  std::string chain;
  while (!record.empty()) {
    LogPair pair;
    for (std::string_view* line : {&pair.chain, &pair.content}) {
      const std::size_t end = record.find('\n');
      if (end == std::string_view::npos) return broken(pairs.size(), "it has no end");
      *line = record.substr(0, end + 1);
      record.remove_prefix(end + 1);
    }
    chain += pair.chain;
    pairs.push_back(pair);
  }
  const auto lines = read_custody(chain);
  if (!lines) return lines.error();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const CustodyEntry& line = (*lines)[i];
    if (line.event != kLogged || line.details.size() != 1 || line.details[0].first != kContent)
      return broken(i, "it is no line of a case's log");
    pairs[i].digest = line.details[0].second;
    pairs[i].written = line.time;
    pairs[i].by = line.actor;
  }
  return pairs;
}

Result<CaseLog> read_case_log(std::string_view record, const std::vector<ClockRule>& rules) {
  const auto pairs = read_log_pairs(record);
  if (!pairs) return pairs.error();
  CaseLog log;
  log.head = custody_head({});
  for (const LogPair& pair : *pairs) {
    const std::size_t number = log.entries.size();
    if (sha256_hex(pair.content) != pair.digest)
      return broken(number, "its content is not what was written");
    auto entry = read_content(pair.content, number, rules);
    if (!entry) return entry.error();
    log.head = sha256_hex(pair.chain);
    WrittenEntry written{number,
                         pair.written,
                         pair.by,
                         *std::move(entry),
                         std::string(pair.chain),
                         std::string(pair.content),
                         log.head,
                         {},
                         false};
    log.entries.push_back(std::move(written));
  }
  mark_corrected(log.entries);
  return log;
}

Result<std::string> log_line(const CaseLog& log, const CaseLogEntry& entry, std::string_view by,
                             UtcTime now, const std::vector<ClockRule>& rules) {
  if (const std::string wrong = wrong_with(entry, rules); !wrong.empty())
    return invalid_input(wrong);
  if (by.size() > kMaxLogWord) return invalid_input("the name of who writes is too long");
  // A day's grace: it is already tomorrow where the writer may be.
  const auto today = parse_date(to_rfc3339(now).substr(0, 10));
  if (!today || days_between(*today, entry.on) > 1)
    return invalid_input("it is to happen on " + to_text(entry.on) + ": a log tells what did");
  if (entry.corrects && *entry.corrects >= log.entries.size())
    return invalid_input("there is no entry " + std::to_string(*entry.corrects) + " to correct");
  const std::string content = content_of(entry);
  const CustodyEntry line{to_rfc3339(now),
                          std::string(by),
                          std::string(kLogged),
                          {{std::string(kContent), sha256_hex(content)}}};
  return custody_line(line, log.entries.size(), log.head) + content;
}

void add_log(CaseFile& file, const CaseLog& log) {
  for (const WrittenEntry& written : log.entries) {
    const CaseLogEntry& entry = written.entry;
    const std::string kind = brings(entry);
    if (written.corrected_by || kind.empty()) continue;
    CaseStep step;
    step.event = {kind, entry.on};
    step.authority = entry.with;
    step.text = written.withheld ? "without prejudice" : entry.text;
    // A document that can be read again stands behind it, or somebody's word.
    step.mark = entry.sha256.empty() ? 'S' : 'C';
    step.logged = true;
    step.withheld = written.withheld;
    file.steps.push_back(std::move(step));
  }
  std::ranges::stable_sort(file.steps, {}, [](const CaseStep& step) { return step.event.date; });
}

}  // namespace consentry

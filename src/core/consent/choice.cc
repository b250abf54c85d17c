// SPDX-License-Identifier: Apache-2.0
#include "core/consent/choice.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>

namespace consentry {
namespace {

namespace json = boost::json;

// A month of the banner standing open; a longer time is a broken clock.
constexpr std::int64_t kMaxShownMs = 31LL * 24 * 3600 * 1000;
constexpr std::int64_t kMaxClicks = 10'000;
// The year 3000: beyond it a time is no time.
constexpr std::int64_t kMaxTime = 32'503'680'000'000;
constexpr std::size_t kMaxDepth = 4;
constexpr std::size_t kMaxLanguage = 35;  // RFC 5646 section 4.4.1
constexpr std::size_t kVersionDigits = 8;

constexpr std::array<std::pair<std::string_view, Act>, 4> kActs{{
    {"accept_all", Act::accept_all},
    {"reject_all", Act::reject_all},
    {"custom", Act::custom},
    {"withdraw", Act::withdraw},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-';
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kMaxKey &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_word_letter(c) || c == '_'; });
}

bool is_language(std::string_view text) {
  return !text.empty() && text.size() <= kMaxLanguage &&
         std::all_of(text.begin(), text.end(), &is_word_letter);
}

bool is_version(std::string_view text) {
  return text.size() == kVersionDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f');
         });
}

// Takes the members of the object one by one; remembers the first that is wrong.
class Reader {
 public:
  explicit Reader(const json::object& object) : object_(object) {}

  std::string text(std::string_view name, bool (*fits)(std::string_view)) {
    const json::value* value = member(name);
    if (value != nullptr && value->is_string() && fits(value->get_string()))
      return std::string(value->get_string());
    complain(name);
    return {};
  }

  std::int64_t number(std::string_view name, std::int64_t most) {
    const json::value* value = member(name);
    if (value != nullptr && value->is_int64() && value->get_int64() >= 0 &&
        value->get_int64() <= most)
      return value->get_int64();
    complain(name);
    return 0;
  }

  std::vector<std::pair<std::string, bool>> purposes() {
    std::vector<std::pair<std::string, bool>> purposes;
    const json::value* value = member("purposes");
    const json::object* each = value == nullptr ? nullptr : value->if_object();
    if (each == nullptr || each->empty() || each->size() > kMaxPurposes) {
      complain("purposes");
      return {};
    }
    for (const auto& [id, granted] : *each) {
      if (!is_consent_id(id) || !granted.is_bool()) complain("purposes");
      purposes.emplace_back(id, granted.is_bool() && granted.get_bool());
    }
    return purposes;
  }

  std::vector<std::string> services() {
    std::vector<std::string> services;
    const json::value* value = member("services");
    const json::array* each = value == nullptr ? nullptr : value->if_array();
    if (each == nullptr || each->size() > kMaxServices) {
      complain("services");
      return {};
    }
    std::set<std::string> seen;
    for (const json::value& id : *each) {
      const bool fits = id.is_string() && is_consent_id(id.get_string());
      if (!fits || !seen.emplace(id.get_string()).second) complain("services");
      if (fits) services.emplace_back(id.get_string());
    }
    return services;
  }

  bool gpc() {
    const json::value* value = member("signals");
    const json::object* signals = value == nullptr ? nullptr : value->if_object();
    const json::value* gpc = signals == nullptr ? nullptr : signals->if_contains("gpc");
    if (gpc == nullptr || !gpc->is_bool() || signals->size() != 1) complain("signals");
    return gpc != nullptr && gpc->is_bool() && gpc->get_bool();
  }

  // After everything that is known was taken.
  [[nodiscard]] Status result() {
    if (!wrong_.empty()) return invalid_input("\"" + wrong_ + "\" is missing or not allowed");
    if (object_.size() != taken_) return invalid_input("there is a member that is not known");
    return {};
  }

 private:
  const json::value* member(std::string_view name) {
    const json::value* value = object_.if_contains(name);
    taken_ += value == nullptr ? 0U : 1U;
    return value;
  }
  void complain(std::string_view name) {
    if (wrong_.empty()) wrong_ = name;
  }

  const json::object& object_;
  std::size_t taken_ = 0;
  std::string wrong_;
};

Result<Choice> read(const json::object& object) {
  Reader reader(object);
  Choice choice;
  choice.site = reader.text("site", &is_consent_id);
  const auto visitor = VisitorId::parse(
      reader.text("id", [](std::string_view id) { return VisitorId::parse(id).has_value(); }));
  choice.key = reader.text("key", &is_key);
  const auto act = parse_act(
      reader.text("event", [](std::string_view name) { return parse_act(name).has_value(); }));
  choice.purposes = reader.purposes();
  choice.services = reader.services();
  choice.notice = reader.text("notice", &is_version);
  choice.language = reader.text("language", &is_language);
  choice.layout = reader.text("layout", &is_consent_id);
  choice.clicks = reader.number("clicks", kMaxClicks);
  choice.shown_ms = reader.number("ms", kMaxShownMs);
  choice.time = {reader.number("time", kMaxTime)};
  choice.gpc = reader.gpc();
  if (const Status good = reader.result(); !good) return good.error();
  if (!visitor || !act) return invalid_input("\"id\" or \"event\" is not allowed");
  choice.visitor = *visitor;
  choice.act = *act;
  return choice;
}

// Whether the grants are those that the event says.
bool tells_the_truth(const Choice& choice, std::size_t granted, std::size_t optional) {
  switch (choice.act) {
    case Act::accept_all:
      return granted == optional;
    case Act::reject_all:
    case Act::withdraw:
      return granted == 0 && choice.services.empty();
    case Act::custom:
      return granted > 0 || !choice.services.empty();
  }
  return false;
}

}  // namespace

std::string_view name_of(Act act) {
  for (const auto& [name, each] : kActs) {
    if (each == act) return name;
  }
  return "";
}

std::optional<Act> parse_act(std::string_view name) {
  for (const auto& [known, act] : kActs) {
    if (known == name) return act;
  }
  return std::nullopt;
}

Result<Choice> parse_choice(std::string_view text) {
  if (text.size() > kMaxChoiceBytes)
    return Error{ErrorKind::exhausted, "a choice has at most 16 KiB"};
  json::parse_options options;
  options.max_depth = kMaxDepth;
  std::array<unsigned char, 4096> buffer;
  json::monotonic_resource memory(buffer.data(), buffer.size());
  json::error_code error;
  const json::value value = json::parse(text, error, &memory, options);
  if (error) return invalid_input("this is not JSON: " + error.message());
  if (!value.is_object()) return invalid_input("a choice is a JSON object");
  return read(value.get_object());
}

std::optional<std::string> objection(const Choice& choice, const Notice& notice) {
  if (choice.purposes.size() != notice.categories.size())
    return "the notice asked about other purposes";
  std::size_t granted = 0;
  for (std::size_t i = 0; i < notice.categories.size(); ++i) {
    if (choice.purposes[i].first != notice.categories[i])
      return "the notice asked about other purposes";
    granted += i > 0 && choice.purposes[i].second ? 1U : 0U;
  }
  if (!choice.purposes.front().second) return "what is necessary cannot be refused";
  for (const std::string& id : choice.services) {
    if (std::none_of(notice.services.begin(), notice.services.end(),
                     [&](const NoticeService& service) { return service.id == id; }))
      return "the notice did not name a service '" + id + "'";
  }
  if (std::find(notice.languages.begin(), notice.languages.end(), choice.language) ==
      notice.languages.end())
    return "the notice was not published in that language";
  if (choice.layout != notice.layout) return "the notice has another layout";
  if (!tells_the_truth(choice, granted, notice.categories.size() - 1))
    return "the event does not fit what was granted";
  return std::nullopt;
}

}  // namespace consentry

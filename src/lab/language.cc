// SPDX-License-Identifier: Apache-2.0
#include "lab/language.h"

#include <boost/json.hpp>
#include <stdexcept>

namespace consentry::lab {
namespace {

namespace json = boost::json;

// A member that is missing or of another type; caught in parse_language, the boundary of this file.
class Missing : public std::runtime_error {
 public:
  explicit Missing(std::string_view name)
      : std::runtime_error("no usable member \"" + std::string(name) + "\"") {}
};

const json::value& member(const json::object& in, std::string_view name) {
  const json::value* found = in.if_contains(name);
  if (found == nullptr) throw Missing(name);
  return *found;
}

std::string text(const json::object& in, std::string_view name) {
  const json::string* found = member(in, name).if_string();
  if (found == nullptr || found->empty()) throw Missing(name);
  return {found->data(), found->size()};
}

const json::object& object(const json::object& in, std::string_view name) {
  const json::object* found = member(in, name).if_object();
  if (found == nullptr) throw Missing(name);
  return *found;
}

const json::array& array(const json::object& in, std::string_view name) {
  const json::array* found = member(in, name).if_array();
  if (found == nullptr || found->empty()) throw Missing(name);
  return *found;
}

std::vector<std::string> texts(const json::object& in, std::string_view name) {
  std::vector<std::string> out;
  for (const json::value& value : array(in, name)) {
    if (!value.is_string()) throw Missing(name);
    out.emplace_back(value.get_string().data(), value.get_string().size());
  }
  return out;
}

KindText kind_text(const json::object& in) {
  return {texts(in, "seconds"), text(in, "tagline"), texts(in, "nav"),
          text(in, "topic"),    texts(in, "items"),  texts(in, "body")};
}

PageText page_text(const json::object& in) {
  return {text(in, "privacy"),     text(in, "privacy_text"), text(in, "contact"),
          text(in, "about"),       text(in, "more"),         text(in, "cookie_settings"),
          text(in, "rights"),      text(in, "sponsored"),    text(in, "buy"),
          text(in, "declaration"), text(in, "item_name"),    text(in, "provider"),
          text(in, "purpose"),     text(in, "expiry"),       text(in, "two_years"),
          text(in, "one_month"),   text(in, "session"),      text(in, "by_interest"),
          text(in, "transfers")};
}

BannerText banner_text(const json::object& in) {
  BannerText out;
  for (const json::value& value : array(in, "wordings")) {
    if (!value.is_object()) throw Missing("wordings");
    const json::object& w = value.get_object();
    out.wordings.push_back({text(w, "title"), text(w, "text"), text(w, "accept"), text(w, "refuse"),
                            text(w, "settings")});
  }
  out.save = text(in, "save");
  out.necessary = text(in, "necessary");
  out.necessary_text = text(in, "necessary_text");
  out.statistics = text(in, "statistics");
  out.statistics_text = text(in, "statistics_text");
  out.marketing = text(in, "marketing");
  out.marketing_text = text(in, "marketing_text");
  out.partners = text(in, "partners");
  out.partners_text = text(in, "partners_text");
  out.refuse_deep = text(in, "refuse_deep");
  out.close = text(in, "close");
  out.complete = text(in, "complete");
  out.implied = text(in, "implied");
  out.pay = text(in, "pay");
  out.vague = text(in, "vague");
  out.steering = text(in, "steering");
  out.sure = text(in, "sure");
  out.sure_refuse = text(in, "sure_refuse");
  out.interest = text(in, "interest");
  return out;
}

}  // namespace

std::string_view name_of(Kind kind) {
  static constexpr std::array<std::string_view, 4> kNames{"shop", "news", "clinic", "blog"};
  return kNames.at(static_cast<std::size_t>(kind));
}

Result<Language> parse_language(std::string_view bytes) {
  try {
    boost::system::error_code error;
    const json::value parsed = json::parse(json::string_view(bytes.data(), bytes.size()), error);
    if (error || !parsed.is_object()) return invalid_input("not a JSON object: " + error.message());
    const json::object& in = parsed.get_object();
    Language out;
    out.code = text(in, "code");
    out.locale = text(in, "locale");
    out.currency = text(in, "currency");
    out.firsts = texts(in, "firsts");
    const json::object& kinds = object(in, "kinds");
    for (const Kind kind : kKinds) {
      out.kinds.at(static_cast<std::size_t>(kind)) = kind_text(object(kinds, name_of(kind)));
    }
    out.page = page_text(object(in, "page"));
    out.banner = banner_text(object(in, "banner"));
    return out;
  } catch (const Missing& missing) {
    return invalid_input(missing.what());
  }
}

}  // namespace consentry::lab

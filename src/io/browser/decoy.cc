// SPDX-License-Identifier: Apache-2.0
#include "io/browser/decoy.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <sys/random.h>

#include "io/browser/event_log.h"
#include "io/browser/tab.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::chrono::milliseconds kCommandTime{3'000};
// Listeners that gather keys send them on after a moment.
constexpr std::chrono::milliseconds kGatherTime{900};
constexpr std::size_t kLength = 14;

constexpr std::string_view kFind = R"(() => {
  const other = /search|such|zoek|recherch|buscar|query|^q$|^s$|addr|stre?a?t|straat|city|stadt|plaats|zip|plz|postal|postcode|code|promo|coupon|captcha|token|user|login|pass|card|iban|qty|amount/i;
  const usable = (field) => {
    if (field.disabled || field.readOnly || field.value || field.closest("[role=search]")) return false;
    if (!["email", "text", "", "textarea"].includes(field.type)) return false;
    if (field.type !== "email" && [field.name, field.id, field.autocomplete, field.placeholder, field.ariaLabel].some((word) => other.test(word || ""))) return false;
    if (other.test(field.closest("form")?.getAttribute("action") || "")) return false;
    const box = field.getBoundingClientRect();
    return box.width >= 40 && box.height >= 10 && getComputedStyle(field).visibility === "visible";
  };
  const fields = [...document.querySelectorAll("input, textarea")].slice(0, 200).filter(usable);
  const isMail = (field) => field.type === "email" || /e-?mail/i.test(field.name + " " + field.id);
  const chosen = [fields.find(isMail), fields.find((field) => !isMail(field))].filter(Boolean);
  window.decoyFields = chosen;
  return chosen.map((field) => (isMail(field) ? "email" : "text"));
})";
constexpr std::string_view kEnter =
    "(i) => { window.decoyFields[i].focus({preventScroll: true}); }";
constexpr std::string_view kLeave = "(i) => { window.decoyFields[i].blur(); }";

std::string random_letters() {
  std::array<unsigned char, kLength> bytes{};
  std::string letters;
  if (::getrandom(bytes.data(), bytes.size(), 0) < 0) return letters;
  for (const unsigned char byte : bytes) letters.push_back(static_cast<char>('a' + byte % 26));
  return letters;
}

json::object key_event(std::string_view type, char letter) {
  const std::string text(1, letter);
  json::object key{{"type", type}, {"key", text}};
  if (type == "keyDown") {
    key["text"] = text;
    key["unmodifiedText"] = text;
  }
  return key;
}

// Returns when the page has taken the last key: keys wait in a queue of the browser's, and what is
// still in it when the field is left is lost.
void type(Tab& tab, std::string_view text, Deadline end) {
  constexpr std::string_view kDispatch = "Input.dispatchKeyEvent";
  for (std::size_t i = 0; i < text.size(); ++i) {
    tab.post(kDispatch, json::serialize(key_event("keyDown", text[i])));
    const json::object up = key_event("keyUp", text[i]);
    if (i + 1 < text.size()) {
      tab.post(kDispatch, json::serialize(up));
    } else {
      (void)tab.call(kDispatch, up, end);
    }
  }
}

}  // namespace

std::optional<std::vector<std::string>> fields_for_decoys(Tab& tab, Deadline end) {
  const auto found =
      tab.call_function(tab.main_frame(), kFind, json::array{}, std::min(in(kCommandTime), end));
  if (!found || !found->is_array()) return std::nullopt;
  std::vector<std::string> kinds;
  for (const json::value& kind : found->get_array()) {
    if (kind.is_string()) kinds.emplace_back(kind.get_string());
  }
  return kinds;
}

void type_decoys(Tab& tab, EventLog& log, const std::vector<std::string>& kinds, Deadline end) {
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    std::string text = random_letters();
    if (text.empty()) return;
    if (kinds[i] == "email") text += "@example.org";
    const json::array which{json::object{{"value", i}}};
    const auto within = [&] { return std::min(in(kCommandTime), end); };
    if (!tab.call_function(tab.main_frame(), kEnter, which, within())) {
      if (i == 0) log.note("typing", "the page's fields took no text");
      return;
    }
    log.typed(kinds[i], text);
    type(tab, text, within());
    (void)tab.call_function(tab.main_frame(), kLeave, which, within());
  }
  tab.pump_until([] { return false; }, std::min(in(kGatherTime), end));
}

}  // namespace consentry

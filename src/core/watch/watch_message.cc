// SPDX-License-Identifier: Apache-2.0
#include "core/watch/watch_message.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <openssl/hmac.h>

#include "core/base/bytes.h"
#include "core/base/digest.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kMostWaitMs = 360 * kMinuteMs;
// RFC 2045 section 6.8.
constexpr std::size_t kBase64Line = 76;
// Of the text in an encoded word, which has at most 75 characters (RFC 2047 section 2).
constexpr std::size_t kEncodedWordBytes = 45;
constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// RFC 2104.
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) {
  Sha256 code{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), as_bytes(bytes).data(), bytes.size(),
       code.data(), &size);
  return to_hex(code);
}

// "Mon, 23 Nov 2026 09:00:00 +0000" (RFC 5322 section 3.3)
std::string mail_date(UtcTime time) {
  const std::string text = to_rfc3339(time);
  const std::chrono::sys_days day =
      std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{
          std::chrono::milliseconds{time.milliseconds}});
  const std::chrono::year_month_day date{day};
  return std::string(kDays.at(std::chrono::weekday{day}.c_encoding())) + ", " + text.substr(8, 2) +
         " " + std::string(kMonths.at(static_cast<unsigned>(date.month()) - 1)) + " " +
         text.substr(0, 4) + " " + text.substr(11, 8) + " +0000";
}

std::string base64_lines(std::string_view text) {
  const std::string all = base64_of(as_bytes(text));
  std::string lines;
  for (std::size_t at = 0; at < all.size(); at += kBase64Line)
    lines += all.substr(at, kBase64Line) + "\r\n";
  return lines;
}

// What could end a header's line does not belong into one.
std::string header_text(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return c < ' ' || c > '~'; }, '?');
  return line;
}

// As it is, or in encoded words (RFC 2047 section 2), each a line that begins with a space.
std::string subject_text(std::string_view text) {
  if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }))
    return std::string(text);
  std::string lines;
  while (!text.empty()) {
    std::size_t size = std::min(text.size(), kEncodedWordBytes);
    // A character stands whole in one word (section 5).
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U &&
           size > 1)
      --size;
    lines += (lines.empty() ? "=?utf-8?B?" : "\r\n =?utf-8?B?") +
             base64_of(as_bytes(text.substr(0, size))) + "?=";
    text.remove_prefix(size);
  }
  return lines;
}

}  // namespace

std::string webhook_body(const WatchNews& news) {
  json::array alerts;
  for (const Alert& each : news.alerts) {
    alerts.push_back(json::object{{"kind", name_of(each.kind)},
                                  {"state", each.resolved ? "over" : "new"},
                                  {"subject", each.subject},
                                  {"text", each.words}});
  }
  json::object body{{"format", kAlertFormat},
                    {"id", news.id},
                    {"site", news.site},
                    {"address", news.address},
                    {"scanned", to_rfc3339(news.scanned)}};
  body["verdict"] = news.verdict.empty() ? json::value() : json::value(news.verdict);
  body["alerts"] = std::move(alerts);
  return json::serialize(body);
}

std::string webhook_signature(std::string_view secret, UtcTime now, std::string_view body) {
  const std::string seconds = std::to_string(now.milliseconds / 1000);
  return "t=" + seconds + ",v1=" + hmac_sha256_hex(secret, seconds + "." + std::string(body));
}

std::string mail_text(const WatchNews& news) {
  const auto fresh = std::ranges::count(news.alerts, false, &Alert::resolved);
  const auto ended = static_cast<std::ptrdiff_t>(news.alerts.size()) - fresh;
  std::string subject = news.site + ": ";
  if (fresh > 0) subject += std::to_string(fresh) + (fresh == 1 ? " alert" : " alerts");
  if (fresh > 0 && ended > 0) subject += ", ";
  if (ended > 0) subject += std::to_string(ended) + " over";
  std::string text = subject + "\n\nConsentry scanned " + news.address + " at " +
                     to_rfc3339(news.scanned) + ".\n\n";
  for (const Alert& each : news.alerts)
    text += (each.resolved ? "- over: " : "- ") + each.words + "\n";
  if (!news.verdict.empty()) text += "\nVerdict of the scan: " + news.verdict + "\n";
  return text + "\nEach of these is told once. All scans of the site: consentry site watch\n";
}

std::string mail_message(std::string_view text, std::string_view from, std::string_view to,
                         std::string_view id, UtcTime made) {
  const std::size_t end = std::min(text.find("\n\n"), text.size());
  const std::string_view body = text.substr(std::min(end + 2, text.size()));
  const std::string_view host = from.substr(std::min(from.find('@') + 1, from.size()));
  return "From: " + header_text(from) + "\r\nTo: " + header_text(to) +
         "\r\nSubject: " + subject_text(text.substr(0, end)) + "\r\nDate: " + mail_date(made) +
         "\r\nMessage-ID: <" + header_text(id) + "@" + header_text(host) +
         ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         base64_lines(body);
}

UtcTime next_attempt(int attempts, UtcTime now) {
  constexpr int kDoublings = 9;
  const std::int64_t wait = kMinuteMs << std::clamp(attempts - 1, 0, kDoublings);
  return UtcTime{now.milliseconds + std::min(wait, kMostWaitMs)};
}

}  // namespace consentry

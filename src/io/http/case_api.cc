// SPDX-License-Identifier: Apache-2.0
#include "io/http/case_api.h"

#include <algorithm>
#include <boost/json.hpp>

#include "core/dossier/calendar.h"
#include "core/dossier/campaign_board.h"
#include "core/dossier/case_log_output.h"
#include "core/dossier/case_output.h"
#include "io/http/administrator.h"

namespace consentry::http {
namespace {

namespace json = boost::json;

// An entry's text and names, escaped at their worst.
constexpr std::size_t kMaxBodyBytes = std::size_t{128} << 10U;
constexpr std::string_view kPageTitle = "Complaints and claims";

Response told(const Error& error) {
  if (error.kind() == ErrorKind::invalid_input) return json_error(400, error.text());
  if (error.kind() == ErrorKind::conflict)
    return json_error(409, "somebody else writes to this log just now; try again");
  // The files are the administrator's own: what is wrong with them is theirs to know.
  if (error.kind() == ErrorKind::corrupt) return json_error(500, error.text());
  return json_error(error);
}

Result<Date> day_asked(const ConsentServices& services, const Request& request) {
  const std::string on = request.parameter("on");
  return parse_date(on.empty() ? to_rfc3339(services.clock()).substr(0, 10) : on);
}

json::value parsed(const std::string& text) { return json::parse(text); }

Response get_board(const CaseServices& cases, Date day) {
  const auto shelf = cases.cases.all();
  if (!shelf) return told(shelf.error());
  std::vector<CaseFile> files;
  for (const ShelvedCase& each : shelf->cases) files.push_back(each.file);
  json::value board = parsed(board_json(campaign_board(files, cases.cases.rules(), day), day));
  json::array& rows = board.as_object()["cases"].as_array();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].as_object()["id"] = shelf->cases[i].id;
    rows[i].as_object()["campaign"] = files[i].campaign;
    rows[i].as_object()["public"] = files[i].is_public;
  }
  json::array unread;
  for (const UnreadCase& each : shelf->unread)
    unread.push_back(json::object{{"id", each.id}, {"why", each.why}});
  board.as_object()["unread"] = std::move(unread);
  return json_answer(200, json::serialize(board));
}

Response get_case(const CaseServices& cases, const ShelvedCase& found, Date day) {
  const auto& rules = cases.cases.rules();
  const CaseStanding standing = standing_of(found.file, rules, day);
  json::value out =
      parsed(case_json(found.file, standing, objections(found.file, rules, day), day));
  out.as_object()["id"] = found.id;
  out.as_object()["log"] =
      json::object{{"entries", found.log.entries.size()}, {"head", found.log.head}};
  return json_answer(200, json::serialize(out));
}

Response get_calendar(const ConsentServices& services, const CaseServices& cases,
                      const ShelvedCase& found, Date day) {
  const CaseStanding standing = standing_of(found.file, cases.cases.rules(), day);
  Response response;
  response.headers = {{"Content-Type", "text/calendar; charset=utf-8"},
                      {"Cache-Control", "no-store"},
                      {"Content-Disposition", "attachment; filename=\"" + found.id + ".ics\""}};
  response.body = calendar_text(found.file.name, standing.clocks, services.clock());
  return response;
}

Response post_entry(const ConsentServices& services, const CaseServices& cases, std::string_view id,
                    const Request& request) {
  if (request.body.size() > kMaxBodyBytes) return json_error(413, "an entry is shorter");
  const auto entry = parse_log_entry(request.body);
  if (!entry) return told(entry.error());
  const auto written = cases.cases.log(id, *entry, request.parameter("by"), services.clock());
  if (!written) return told(written.error());
  return json_answer(201, log_entry_json(*written));
}

Response method_not_allowed(std::string allowed) {
  Response response = json_error(405, "this address does not take that");
  response.headers.push_back({"Allow", std::move(allowed)});
  return response;
}

// `rest`: "ID" or "ID/what".
Response answer_case(const ConsentServices& services, const CaseServices& cases,
                     std::string_view rest, const Request& request) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view id = rest.substr(0, slash);
  const std::string_view what = rest.substr(slash);
  if (request.method == "POST") {
    if (what != "/log") return method_not_allowed("GET, HEAD");
    return post_entry(services, cases, id, request);
  }
  const auto day = day_asked(services, request);
  if (!day) return json_error(400, "on is a day such as 2026-11-23");
  const auto found = cases.cases.find(id);
  if (!found) return told(found.error());
  if (what.empty()) return get_case(cases, *found, *day);
  if (what == "/calendar.ics") return get_calendar(services, cases, *found, *day);
  if (what == "/log") return json_answer(200, case_log_json(found->log));
  return json_error(404, "there is no such address");
}

const ReportLanguage& page_language(const CaseServices& cases, const Request& request) {
  static const ReportLanguage kEnglish;
  // "nl-BE, en;q=0.8": the first that is spoken here; whoever wants another asks for it.
  std::string_view accepted = request.header("accept-language");
  const std::string asked = request.parameter("lang");
  if (!asked.empty()) accepted = asked;
  while (!accepted.empty()) {
    const std::size_t comma = std::min(accepted.find(','), accepted.size());
    const std::string_view tag = accepted.substr(0, comma);
    const std::size_t start = std::min(tag.find_first_not_of(' '), tag.size());
    const auto found =
        cases.languages.find(tag.substr(start, tag.find_first_of("-; ", start) - start));
    if (found != cases.languages.end()) return found->second;
    accepted.remove_prefix(std::min(comma + 1, accepted.size()));
  }
  return kEnglish;
}

}  // namespace

Response answer_cases(const ConsentServices& services, const CaseServices& cases,
                      const Sha256& admin_token, const Request& request) {
  if (auto refused = not_for_you(services, admin_token, request)) return *std::move(refused);
  std::string_view rest = std::string_view(request.path).substr(kCasesPath.size());
  if (!rest.empty()) return answer_case(services, cases, rest.substr(1), request);
  if (request.method == "POST") return method_not_allowed("GET, HEAD");
  const auto day = day_asked(services, request);
  return day ? get_board(cases, *day) : json_error(400, "on is a day such as 2026-11-23");
}

Response get_campaign(const ConsentServices& services, const CaseServices& cases,
                      const Request& request) {
  if (!services.limits.admits(request, ClientLimits::Clock::now()))
    return json_error(429, "too many requests from this address");
  const auto shelf = cases.cases.all();
  if (!shelf) return json_error(shelf.error());
  const std::string_view campaign = std::string_view(request.path).substr(kCampaignPath.size());
  std::vector<CaseFile> told_to_all;
  for (const ShelvedCase& each : shelf->cases) {
    if (each.file.is_public && !campaign.empty() && each.file.campaign == campaign)
      told_to_all.push_back(each.file);
  }
  if (told_to_all.empty()) return plain_text(404, "There is no such campaign.");
  const ReportLanguage& language = page_language(cases, request);
  const auto today = parse_date(to_rfc3339(services.clock()).substr(0, 10));
  if (!today) return json_error(today.error());
  Response response;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Content-Language", language.code()},
                      {"Vary", "Accept-Language"},
                      {"Cache-Control", "public, max-age=300"},
                      {"Content-Security-Policy", "frame-ancestors 'none'"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"}};
  response.body = board_html(campaign_board(told_to_all, cases.cases.rules(), *today),
                             std::string(language.text(kPageTitle)), *today, language);
  return response;
}

}  // namespace consentry::http

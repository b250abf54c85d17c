// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_api.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "io/http/mandate_asking.h"
#include "io/http/mandate_giving.h"
#include "io/http/mandate_owning.h"
#include "io/http/mandate_paths.h"

namespace consentry::http {
namespace {

// "/m/CASE/VERB/TOKEN" in parts; empty ones are not there. More than three are none of ours.
std::optional<MandatePath> path_of(std::string_view path) {
  path.remove_prefix(kMandatePath.size());
  std::array<std::string_view, 3> parts;
  for (std::string_view& part : parts) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  if (!path.empty() || parts[0].empty()) return std::nullopt;
  return MandatePath{parts[0], parts[1], parts[2]};
}

using Verb = Response (*)(const MandateAsking&);
struct Row {
  std::string_view verb;
  bool has_token;
  Verb get;   // null: only POST
  Verb post;  // null: only GET
};
constexpr std::array kVerbs{
    Row{"", false, &get_form, &post_form},
    Row{"sent", false, &get_sent, nullptr},
    Row{"confirm", true, &get_confirmation, &post_confirmation},
    Row{"own", true, &get_record, nullptr},
    Row{"text", true, &get_record_text, nullptr},
    Row{"proof", true, &get_count_proof, nullptr},
    Row{"withdraw", true, &get_record, &post_withdrawal},
    Row{"correct", true, &get_correction, &post_correction},
};

Response only(std::string_view method) {
  Response response = plain_text(405, "This address takes another method.");
  response.headers.push_back({"Allow", std::string(method)});
  return response;
}

}  // namespace

Response answer_mandate(const ConsentServices& services, const MandateServices& mandates,
                        const Request& request) {
  const auto path = path_of(request.path);
  const auto forms = mandates.forms();
  if (!path) return plain_text(404, "There is no such page here.");
  const auto served = forms->find(path->case_id);
  if (served == forms->end()) return plain_text(404, "There is no form here.");
  const auto row =
      std::ranges::find_if(kVerbs, [&](const Row& each) { return each.verb == path->verb; });
  if (row == kVerbs.end() || row->has_token == path->token.empty())
    return plain_text(404, "There is no such page here.");
  const bool posted = request.method == "POST";
  if ((posted ? row->post : row->get) == nullptr) return only(posted ? "GET, HEAD" : "POST");
  MandateAsking asking{services,
                       mandates,
                       request,
                       forms,
                       served->second,
                       std::string(path->token),
                       words_for(mandates.texts, served->second.form, request)};
  if (!services.limits.admits(request, ClientLimits::Clock::now())) {
    mandates.counts.count(MandateFate::too_often);
    return notice_page(asking, {429, "failed_title", "too_often"});
  }
  return (posted ? row->post : row->get)(asking);
}

}  // namespace consentry::http

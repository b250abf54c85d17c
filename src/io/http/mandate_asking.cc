// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_asking.h"

#include <exception>
#include <utility>

#include "io/http/html_text.h"

namespace consentry::http {
namespace {

Response answer_of(const MandateAsking& asking,
                   const std::function<Response(const MandateAsking&)>& work) {
  try {
    return work(asking);
  } catch (const std::exception& problem) {
    return not_kept(asking, Error{ErrorKind::internal, problem.what()});
  }
}

}  // namespace

Response notice_page(const MandateAsking& asking, const Notice& notice) {
  const MandateForm& form = asking.served.form;
  const MandateText& text = shown_text(form, asking.words.language());
  MandatePage page;
  page.title = asking.words.text(notice.heading) + ": " + text.title;
  page.body = "<p class=\"top\"" + lang_attribute(text.language, asking.words) + ">" +
              escape_html(text.title) + "</p><h1>" + asking.words.html(notice.heading) +
              "</h1><p role=\"status\">" + asking.words.html(notice.sentence) + "</p>";
  page.status = notice.status;
  if (asking.token.empty()) page.framed_by = form.embed;
  return mandate_response(page, asking.words);
}

Response bad_link(const MandateAsking& asking) {
  asking.mandates.counts.count(MandateFate::bad_link);
  return notice_page(asking, {404, "bad_link_title", "bad_link"});
}

Response not_kept(const MandateAsking& asking, const Error& why) {
  asking.mandates.counts.count(MandateFate::not_kept);
  asking.mandates.report("mandate_not_kept", why);
  return notice_page(asking, {503, "failed_title", "failed"});
}

Response see_other(const std::string& path) {
  Response response;
  response.status = 303;
  response.headers = {
      {"Location", path}, {"Cache-Control", "no-store"}, {"Referrer-Policy", "no-referrer"}};
  return response;
}

Response in_background(MandateAsking asking, std::function<Response(const MandateAsking&)> work) {
  Response response;
  response.later = [asking = std::move(asking), work = std::move(work)](const Reply& reply) {
    const auto done = [asking, work, reply] { reply(answer_of(asking, work)); };
    if (!asking.mandates.work(done)) {
      asking.mandates.counts.count(MandateFate::not_kept);
      reply(notice_page(asking, {503, "failed_title", "failed"}));
    }
  };
  return response;
}

}  // namespace consentry::http

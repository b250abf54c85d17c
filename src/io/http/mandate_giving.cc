// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_giving.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "core/mandate/duplicate_keys.h"
#include "io/http/form_body.h"
#include "io/http/mandate_form_page.h"
#include "io/http/mandate_mail.h"
#include "io/http/mandate_paths.h"

namespace consentry::http {
namespace {

Date today_of(const MandateAsking& asking) {
  const std::chrono::milliseconds now{asking.mandates.clock().milliseconds};
  return Date{
      std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{now})};
}

std::string path_back(const MandateAsking& asking, std::string_view verb) {
  return mandate_path({asking.served.form.id, verb, asking.token, asking.words.language()});
}

// Why no mandate is taken at all.
std::optional<Response> not_taking(const MandateAsking& asking) {
  const ServedForm& served = asking.served;
  const bool over = served.form.closes && today_of(asking) > *served.form.closes;
  if (!served.closed && !over && asking.mandates.sends_mail()) return std::nullopt;
  asking.mandates.counts.count(MandateFate::closed);
  return notice_page(asking, {served.closed || over ? 410 : 503, "closed_title", "closed"});
}

// A browser says so of every form (https://www.w3.org/TR/fetch-metadata/, Fetch's Origin header). What
// says nothing is no browser, and acts for nobody who was led to a page.
bool is_foreign(const Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = request.header("origin");
  const std::size_t at = origin.find("://");
  if (at == std::string_view::npos) return false;  // absent, or "null": our pages send no referrer
  const std::string_view host = request.header("host");
  return origin.substr(at + 3) != (host.empty() ? std::string_view(request.host) : host);
}

bool was_trapped(const FormFields& fields) {
  return std::ranges::any_of(
      fields, [](const auto& field) { return field.first == kTrapField && !field.second.empty(); });
}

struct Shown {
  FormFields fields{};
  std::vector<FieldError> errors{};
  std::string_view notice{};
  int status = 200;
  bool corrects = false;
};

Response shown(const MandateAsking& asking, Shown what) {
  for (const FieldError& each : what.errors) {
    // That tick was for another text.
    if (each.fault != FieldFault::text_version_changed) continue;
    const std::string_view tick = each.field == "fee_sha256" ? "accept_fee" : "accept_text";
    std::erase_if(what.fields, [tick](const auto& field) { return field.first == tick; });
  }
  const auto countries = asking.mandates.countries.find(asking.words.language());
  static const CountryNames kNone;
  const LanguageNames languages = language_names(asking.mandates.texts);
  MandateFormView view{asking.served,
                       path_back(asking, what.corrects ? "correct" : ""),
                       countries == asking.mandates.countries.end() ? kNone : countries->second,
                       languages,
                       std::move(what.fields),
                       std::move(what.errors)};
  view.notice = what.notice;
  view.status = what.status;
  view.corrects = what.corrects;
  view.framed = asking.request.header("sec-fetch-dest") == "iframe";
  return mandate_form_page(view, asking.words);
}

// In the words of the mandate, not of the person: what goes to the outbox.
Result<std::string> locked_confirmation(const MandateAsking& asking, const TakenMandate& taken,
                                        const std::string& to) {
  const MandateMail mail =
      confirmation_mail(asking.served.form, taken, to,
                        {asking.mandates.address, asking.mandates.sender}, asking.words);
  return lock_mail(mail, asking.served.pepper, asking.mandates.cipher);
}

Status kept(const MandateAsking& asking, const Submission& submission,
            const std::optional<MandateReference>& corrects) {
  const auto taken = take_mandate(asking.served.form, submission, asking.served.pepper,
                                  asking.mandates.cipher, asking.mandates.clock(), corrects);
  if (!taken) return taken.error();
  const auto mail = locked_confirmation(asking, *taken, submission.email);
  if (!mail) return mail.error();
  return asking.mandates.book.receive(taken->mandate, *mail);
}

struct Given {
  FormFields fields;
  Submission submission;
};

Response answer_given(const MandateAsking& asking, const Given& given,
                      const std::optional<MandateReference>& corrects) {
  const Status done = kept(asking, given.submission, corrects);
  if (done) {
    asking.mandates.counts.count(MandateFate::received);
    return see_other(mandate_path({asking.served.form.id, "sent", {}, asking.words.language()}));
  }
  if (done.error().kind() == ErrorKind::conflict) {
    asking.mandates.counts.count(MandateFate::closed);
    return notice_page(asking, {410, "closed_title", "closed"});
  }
  (void)not_kept(asking, done.error());
  return shown(asking, {given.fields, {}, "failed", 503, corrects.has_value()});
}

// The checked form, or the answer to one that is not taken.
tl::expected<Given, Response> given_in(const MandateAsking& asking, bool corrects) {
  MandateCounts& counts = asking.mandates.counts;
  const auto refuse = [&](MandateFate fate, Response response) {
    counts.count(fate);
    return tl::unexpected(std::move(response));
  };
  if (auto closed = not_taking(asking)) return tl::unexpected(*std::move(closed));
  if (is_foreign(asking.request))
    return refuse(MandateFate::foreign, notice_page(asking, {403, "failed_title", "foreign"}));
  FormFields fields = form_fields(asking.request.body, kMaxFormFields + 1);
  const auto now = MandateLimits::Clock::now();
  const auto as_if_sent = [&] {
    return see_other(mandate_path({asking.served.form.id, "sent", {}, asking.words.language()}));
  };
  if (was_trapped(fields)) return refuse(MandateFate::trapped, as_if_sent());
  auto submission = read_submission(asking.served.form, fields, today_of(asking));
  if (!submission)
    return refuse(MandateFate::faulty,
                  shown(asking, {std::move(fields), submission.error(), {}, 422, corrects}));
  MandateLimits& limits = asking.mandates.limits;
  const std::string client = asking.services.limits.counted_client(asking.request);
  if ((!client.empty() && !limits.admits_client(client, now)) ||
      !limits.admits_case(asking.served.form.id, now))
    return refuse(MandateFate::too_often,
                  shown(asking, {std::move(fields), {}, "too_often", 429, corrects}));
  if (!limits.admits_mailbox(normalised_email(submission->email), now))
    return refuse(MandateFate::same_mailbox, as_if_sent());
  return Given{std::move(fields), *std::move(submission)};
}

// The mandate that a token corrects, while it can be.
Result<std::optional<MandateReference>> correctable(const MandateAsking& asking) {
  const auto token = parse_token(asking.token);
  if (!token) return std::optional<MandateReference>();
  const auto found = asking.mandates.book.by_manage(token_digest(*token));
  if (!found) return found.error();
  const std::optional<StoredMandate>& mandate = *found;
  if (!mandate || mandate->kept.facts.case_id != asking.served.form.id ||
      (mandate->state != MandateState::received && mandate->state != MandateState::confirmed))
    return std::optional<MandateReference>();
  return std::optional(mandate->kept.facts.reference);
}

}  // namespace

Response get_form(const MandateAsking& asking) {
  if (auto closed = not_taking(asking)) return *std::move(closed);
  return shown(asking, {});
}

Response post_form(const MandateAsking& asking) {
  auto given = given_in(asking, false);
  if (!given) return std::move(given.error());
  return in_background(asking, [given = *std::move(given)](const MandateAsking& asked) {
    return answer_given(asked, given, {});
  });
}

Response get_sent(const MandateAsking& asking) {
  return notice_page(asking, {200, "sent_title", "sent"});
}

Response get_correction(const MandateAsking& asking) {
  if (auto closed = not_taking(asking)) return *std::move(closed);
  return in_background(asking, [](const MandateAsking& asked) {
    const auto of = correctable(asked);
    if (!of) return not_kept(asked, of.error());
    return *of ? shown(asked, {{}, {}, {}, 200, true}) : bad_link(asked);
  });
}

Response post_correction(const MandateAsking& asking) {
  auto given = given_in(asking, true);
  if (!given) return std::move(given.error());
  return in_background(asking, [given = *std::move(given)](const MandateAsking& asked) {
    const auto of = correctable(asked);
    if (!of) return not_kept(asked, of.error());
    return *of ? answer_given(asked, given, *of) : bad_link(asked);
  });
}

}  // namespace consentry::http

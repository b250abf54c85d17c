// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_server.h"

#include <csignal>
#include <utility>

#include "command/embedded.h"
#include "command/file_bytes.h"
#include "command/mandate_data.h"
#include "command/structured_log.h"
#include "core/consent/locale_words.h"
#include "io/http/server_metrics.h"

namespace consentry {
namespace {

// Forms that wait for the disk: some seconds' worth.
constexpr std::size_t kMostWaiting = 500;
constexpr std::chrono::seconds kLookForMails{1};
constexpr std::size_t kMaxPasswordBytes = 4096;

Result<MailRoute> route_of(const WatchSettings& settings) {
  MailRoute route{settings.smtp_url, settings.smtp_from, settings.smtp_user, {}};
  if (settings.smtp_password_file.empty()) return route;
  auto password = read_file(settings.smtp_password_file, kMaxPasswordBytes);
  if (!password) return password.error().in("smtp_password_file");
  route.password = password->substr(0, password->find_first_of("\r\n"));
  return route;
}

// What is wrong with one form leaves the others alone.
Result<http::ServedForm> served(const StoredMandateForm& stored, const ConsentData& data) {
  auto form = parse_mandate_form(stored.id, stored.toml);
  if (!form) return form.error();
  const auto pepper = read_pepper(data, stored.id);
  if (!pepper) return pepper.error();
  return http::ServedForm{*std::move(form), stored.closed.has_value(), *pepper};
}

void report(std::string_view event, const Error& why) {
  log_event(LogLevel::error, event, {{"why", why.text()}});
}

}  // namespace

MandateServer::MandateServer(const ServeSettings& settings, ConsentData data,
                             std::function<UtcTime()> clock, std::unique_ptr<SqliteMandates> book,
                             SodiumCipher cipher)
    : data_(std::move(data)),
      clock_(std::move(clock)),
      book_(std::move(book)),
      cipher_(std::move(cipher)),
      queue_(kMostWaiting) {
  const bool mail = !settings.watch.smtp_url.empty();
  services_.reset(new http::MandateServices{
      *book_, cipher_, [this] { return forms(); }, texts_, countries_, limits_, counts_, clock_,
      settings.public_address, mail ? settings.watch.smtp_from : std::string(),
      [this](std::function<void()> work) { return queue_.add(std::move(work)); }, &report});
}

MandateServer::~MandateServer() { stop(); }

Result<std::unique_ptr<MandateServer>> MandateServer::start(const ServeSettings& settings,
                                                            const ConsentData& data,
                                                            std::function<UtcTime()> clock) {
  auto route = route_of(settings.watch);
  if (!route) return route.error();
  auto book = open_mandates(data);
  if (!book) return book.error();
  auto cipher = SodiumCipher::create();
  if (!cipher) return cipher.error();
  std::unique_ptr<MandateServer> server(
      new MandateServer(settings, data, std::move(clock), *std::move(book), *std::move(cipher)));
  server->look_for_forms();
  if (route->url.empty()) return server;
  server->delivery_ = std::make_unique<MandateDelivery>(
      *std::move(route), MandateDelivery::Parts{*server->book_, server->cipher_,
                                                [raw = server.get()](const std::string& id) {
                                                  return read_pepper(raw->data_, id);
                                                },
                                                server->clock_, server->mails_});
  sigset_t all{};
  sigset_t before{};
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  server->sender_ = std::thread([raw = server.get()] { raw->send_mails(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return server;
}

Status MandateServer::load_texts() {
  constexpr std::string_view kFolder = "data/translations/mandate/";
  for (const std::string_view name : embedded_names(kFolder)) {
    auto texts = http::parse_page_texts(embedded(name));
    if (!texts) return texts.error().in(std::string(name));
    const std::string language(name.substr(kFolder.size(), name.rfind('.') - kFolder.size()));
    countries_.emplace(language, countries_by_name(language));
    texts_.emplace(language, *std::move(texts));
  }
  return {};
}

std::shared_ptr<const http::ServedForms> MandateServer::forms() const {
  const std::scoped_lock guard(mutex_);
  return forms_;
}

bool MandateServer::is_stopping() const {
  const std::scoped_lock guard(mutex_);
  return stopping_;
}

Status MandateServer::load_forms() {
  const auto stored = book_->forms();
  if (!stored) return stored.error();
  auto all = std::make_shared<http::ServedForms>();
  for (const StoredMandateForm& each : *stored) {
    auto form = served(each, data_);
    if (!form) {
      log_event(LogLevel::error, "mandate_form_not_served",
                {{"case", each.id}, {"why", form.error().text()}});
      continue;
    }
    if (!form->closed && !services_->sends_mail())
      log_event(LogLevel::error, "mandate_form_closed",
                {{"case", each.id},
                 {"why", "mails cannot be sent: set smtp_url, smtp_from and public_address"}});
    all->emplace(each.id, *std::move(form));
  }
  // Before anybody can ask for a form. A server without mandates goes without them: the countries in
  // all languages alone are four megabytes of ICU's data.
  if (!all->empty() && texts_.empty()) {
    if (const Status loaded = load_texts(); !loaded) return loaded.error();
  }
  if (!all->empty())
    log_event(LogLevel::info, "mandate_forms_loaded", {{"forms", std::to_string(all->size())}});
  const std::scoped_lock guard(mutex_);
  forms_ = std::move(all);
  return {};
}

void MandateServer::look_for_forms() {
  const auto changes = book_->form_changes();
  if (changes && *changes == seen_) return;
  const Status loaded = changes ? load_forms() : Status(changes.error());
  if (loaded) seen_ = *changes;
  if (!loaded) report("mandate_forms_not_loaded", loaded.error());
}

void MandateServer::purge() {
  const auto gone = book_->purge(clock_());
  if (!gone) return report("mandates_not_forgotten", gone.error());
  if (gone->unconfirmed + gone->retained > 0)
    log_event(LogLevel::info, "mandates_forgotten",
              {{"unconfirmed", std::to_string(gone->unconfirmed)},
               {"retained", std::to_string(gone->retained)}});
}

void MandateServer::send_mails() {
  std::unique_lock guard(mutex_);
  while (!stopping_) {
    guard.unlock();
    if (const Status done = delivery_->run([this] { return is_stopping(); }); !done)
      report("mandate_mails_not_read", done.error());
    guard.lock();
    wake_.wait_for(guard, kLookForMails, [this] { return stopping_; });
  }
}

std::string MandateServer::metrics() const {
  return counts_.text() +
         http::metric_text("consentry_mandate_mails_sent_total", "counter",
                           "Mails about mandates that the mail server took.", mails_.sent) +
         http::metric_text("consentry_mandate_mail_attempts_failed_total", "counter",
                           "Attempts to send such a mail that failed.", mails_.failed) +
         http::metric_text("consentry_mandate_mails_given_up_total", "counter",
                           "Such mails that nobody took in three days.", mails_.given_up) +
         http::metric_text("consentry_mandate_mails_waiting", "gauge", "Such mails that wait.",
                           book_->waiting_mails_in_all().value_or(0));
}

void MandateServer::stop() {
  {
    const std::scoped_lock guard(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  queue_.stop();
  if (sender_.joinable()) sender_.join();
}

}  // namespace consentry

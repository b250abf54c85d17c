// SPDX-License-Identifier: Apache-2.0
// The public side of mandates put together: forms of the data folder's cases, what their handlers work
// with, and the mails, sent by a thread of its own.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "command/consent_data.h"
#include "command/mandate_delivery.h"
#include "command/serve_settings.h"
#include "command/work_queue.h"
#include "io/http/mandate_services.h"
#include "io/seal/sealed_box.h"
#include "io/store/sqlite_mandates.h"

namespace consentry {

class MandateServer {
 public:
  // corrupt, unavailable: the store cannot be opened; not_found: the mail password's file is not there.
  static Result<std::unique_ptr<MandateServer>> start(const ServeSettings& settings,
                                                      const ConsentData& data,
                                                      std::function<UtcTime()> clock);
  // As stop().
  ~MandateServer();
  MandateServer(const MandateServer&) = delete;
  MandateServer& operator=(const MandateServer&) = delete;

  // Valid as long as this.
  [[nodiscard]] const http::MandateServices& services() const { return *services_; }
  // Looks whether another process has opened or closed a form; cheap when none has.
  void look_for_forms();
  // Forgets what has been kept long enough.
  void purge();
  // For Prometheus.
  [[nodiscard]] std::string metrics() const;
  // What waits for the disk is still done; mails under way are sent again by the next server.
  void stop();

 private:
  MandateServer(const ServeSettings& settings, ConsentData data, std::function<UtcTime()> clock,
                std::unique_ptr<SqliteMandates> book, SodiumCipher cipher);
  Status load_texts();
  Status load_forms();
  void send_mails();
  [[nodiscard]] std::shared_ptr<const http::ServedForms> forms() const;
  [[nodiscard]] bool is_stopping() const;

  ConsentData data_;
  std::function<UtcTime()> clock_;
  std::unique_ptr<SqliteMandates> book_;
  SodiumCipher cipher_;
  http::PageLanguages texts_;  // filled with the first form, and left alone from then on
  std::map<std::string, http::CountryNames, std::less<>> countries_;
  http::MandateLimits limits_;
  http::MandateCounts counts_;
  MandateMailCounts mails_;
  std::unique_ptr<http::MandateServices> services_;
  std::unique_ptr<MandateDelivery> delivery_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::shared_ptr<const http::ServedForms> forms_ = std::make_shared<const http::ServedForms>();
  std::int64_t seen_ = -1;
  WorkQueue queue_;
  std::thread sender_;
};

}  // namespace consentry

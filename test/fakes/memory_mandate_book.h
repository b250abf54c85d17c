// SPDX-License-Identifier: Apache-2.0
// A book of mandates in memory, for tests of who uses one. Keeps no two people apart: every mandate that
// is confirmed counts.
#pragma once

#include <algorithm>
#include <vector>

#include "core/mandate/mandate_book.h"
#include "core/mandate/mandate_form.h"

namespace consentry {

class MemoryMandateBook final : public MandateBook {
 public:
  // What a test turns and looks at.
  std::vector<StoredMandateForm> opened;
  std::vector<StoredMandate> mandates;
  std::vector<WaitingMandateMail> mails;
  bool is_broken = false;

  [[nodiscard]] Result<std::vector<StoredMandateForm>> forms() const override { return opened; }
  [[nodiscard]] Result<StoredMandateForm> form(std::string_view id) const override {
    const auto found = std::ranges::find(opened, id, &StoredMandateForm::id);
    if (found == opened.end()) return Error{ErrorKind::not_found, "no form"};
    return *found;
  }
  [[nodiscard]] Result<std::int64_t> form_changes() const override {
    return static_cast<std::int64_t>(opened.size());
  }
  [[nodiscard]] Result<SignedText> signed_text(std::string_view id,
                                               const Sha256& text) const override {
    const auto stored = form(id);
    if (!stored) return stored.error();
    const auto parsed = parse_mandate_form("form", stored->toml);
    if (!parsed) return parsed.error();
    for (const MandateText& each : parsed->texts) {
      if (each.mandate_digest == text)
        return SignedText{parsed->version, each.language, each.title, each.mandate, each.fee};
    }
    return Error{ErrorKind::not_found, "no such text"};
  }

  Status receive(const NewMandate& mandate, std::string_view locked_mail) override {
    if (is_broken) return broken();
    const auto of = form(mandate.facts.case_id);
    if (!of) return of.error();
    if (of->closed) return Error{ErrorKind::conflict, "closed"};
    StoredMandate stored;
    stored.kept = mandate;
    mandates.push_back(stored);
    return put_mail(mandate.facts.case_id, locked_mail, mandate.received);
  }
  [[nodiscard]] Result<std::optional<StoredMandate>> by_token(const Sha256& token) const override {
    return first([&](const StoredMandate& each) { return each.kept.token == token; });
  }
  [[nodiscard]] Result<std::optional<StoredMandate>> by_manage(
      const Sha256& manage) const override {
    return first([&](const StoredMandate& each) { return each.kept.manage == manage; });
  }
  Result<Confirmed> confirm(const Sha256& token, UtcTime now) override {
    if (is_broken) return broken();
    for (StoredMandate& each : mandates) {
      if (each.kept.token != token) continue;
      if (each.state != MandateState::received) return Confirmed{ConfirmFate::already, each};
      if (now.milliseconds - each.kept.received.milliseconds > kTokenDays * kDayMs)
        return Confirmed{ConfirmFate::expired, each};
      each.state = MandateState::confirmed;
      each.number = ++numbers_;
      each.confirmed = now;
      for (StoredMandate& other : mandates) {
        if (each.kept.corrects && other.kept.facts.reference == *each.kept.corrects)
          other.state = MandateState::corrected;
      }
      return Confirmed{ConfirmFate::confirmed, each};
    }
    return Confirmed{};
  }
  Result<WithdrawFate> withdraw(const Sha256& manage, UtcTime now) override {
    if (is_broken) return broken();
    const auto found = std::ranges::find_if(
        mandates, [&](const StoredMandate& each) { return each.kept.manage == manage; });
    if (found == mandates.end()) return WithdrawFate::unknown;
    if (found->state == MandateState::received) {
      mandates.erase(found);
      return WithdrawFate::dropped;
    }
    if (found->state != MandateState::confirmed) return WithdrawFate::already;
    found->state = MandateState::withdrawn;
    found->ended = now;
    found->kept.sealed.clear();
    return WithdrawFate::withdrawn;
  }
  Status tell(const MandateReference& reference, std::string_view locked_mail,
              UtcTime now) override {
    for (StoredMandate& each : mandates) {
      if (each.kept.facts.reference != reference) continue;
      each.kept.held_mail.clear();
      return put_mail(each.kept.facts.case_id, locked_mail, now);
    }
    return Error{ErrorKind::not_found, "no mandate"};
  }

  [[nodiscard]] Result<std::vector<WaitingMandateMail>> waiting_mails(
      UtcTime /*now*/, std::size_t most) const override {
    return std::vector(mails.begin(),
                       mails.begin() + static_cast<std::ptrdiff_t>(std::min(most, mails.size())));
  }
  [[nodiscard]] Result<std::uint64_t> waiting_mails_in_all() const override { return mails.size(); }
  Status postpone_mail(std::uint64_t number, UtcTime /*next_try*/) override {
    for (WaitingMandateMail& each : mails) each.attempts += each.number == number ? 1 : 0;
    return {};
  }
  Status drop_mail(std::uint64_t number) override {
    std::erase_if(mails, [&](const WaitingMandateMail& each) { return each.number == number; });
    return {};
  }

  [[nodiscard]] Result<StateCounts> state_counts(std::string_view id) const override {
    StateCounts counts;
    for (const StoredMandate& each : mandates) {
      if (each.kept.facts.case_id != id) continue;
      counts.received += each.state == MandateState::received ? 1U : 0U;
      counts.confirmed += each.state == MandateState::confirmed ? 1U : 0U;
      counts.withdrawn += each.state == MandateState::withdrawn ? 1U : 0U;
      counts.corrected += each.state == MandateState::corrected ? 1U : 0U;
    }
    return counts;
  }
  [[nodiscard]] Result<std::vector<CountedLeaf>> counted_leaves(
      std::string_view id) const override {
    std::vector<CountedLeaf> leaves;
    for (const StoredMandate& each : mandates) {
      if (each.kept.facts.case_id == id && each.state == MandateState::confirmed)
        leaves.push_back({each.number, each.kept.commitment});
    }
    return leaves;
  }
  Result<Purged> purge(UtcTime /*now*/) override { return Purged{}; }

 private:
  static constexpr std::int64_t kDayMs = 86'400'000;
  static Error broken() { return {ErrorKind::unavailable, "the disk is full"}; }
  template <typename Condition>
  [[nodiscard]] Result<std::optional<StoredMandate>> first(Condition condition) const {
    if (is_broken) return broken();
    const auto found = std::ranges::find_if(mandates, condition);
    return found == mandates.end() ? std::optional<StoredMandate>() : std::optional(*found);
  }
  Status put_mail(const std::string& id, std::string_view locked, UtcTime now) {
    WaitingMandateMail mail;
    mail.number = ++mails_made_;
    mail.case_id = id;
    mail.locked = std::string(locked);
    mail.made = now;
    mails.push_back(std::move(mail));
    return {};
  }
  std::uint64_t numbers_ = 0;
  std::uint64_t mails_made_ = 0;
};

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/draft_writer.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/dossier/first_draft_form.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

// Rules of the facts, each once, in the facts' order.
std::vector<const Rule*> rules_of(const DraftFacts& facts) {
  std::vector<const Rule*> rules;
  for (const DraftFact& fact : facts.facts) {
    if (std::ranges::find(rules, fact.rule) == rules.end()) rules.push_back(fact.rule);
  }
  return rules;
}

// Of the sites on which the rule was broken, each once.
std::vector<const FixManager*> managers_with(const DraftFacts& facts, const Rule* rule) {
  std::vector<const FixManager*> managers;
  for (const DraftFact& fact : facts.facts) {
    if (fact.rule != rule) continue;
    for (const FixManager* each : fact.managers) {
      if (std::ranges::find(managers, each) == managers.end()) managers.push_back(each);
    }
  }
  return managers;
}

std::string listed(const NameList& list, const ReportLanguage& language) {
  std::string text;
  for (const std::string& name : list.names) text += (text.empty() ? "" : ", ") + name;
  if (list.more > 0)
    text += " " + filled(language.text("and {0} more"), {std::to_string(list.more)});
  return text;
}

// Of the sentences that tell what was recorded, the one for the names that are known.
std::string_view sentence_for(const DraftFact& fact) {
  if (fact.items.names.empty()) return fact.parties.names.empty() ? "recorded" : "recorded-parties";
  return fact.parties.names.empty() ? "recorded-items" : "recorded-both";
}

std::string basis_text(const LegalBasis& basis) {
  return basis.pin.empty() ? basis.instrument : basis.instrument + ", " + basis.pin;
}

DraftBlockKind kind_for(std::string_view as) {
  if (as == "subject") return DraftBlockKind::subject;
  if (as == "heading") return DraftBlockKind::heading;
  if (as == "bullet") return DraftBlockKind::bullet;
  return DraftBlockKind::paragraph;
}

}  // namespace

std::string date_words(Date date, const ReportLanguage& language) {
  return readable_date(to_text(date) + "T00:00:00Z", language);
}

DraftWriter::DraftWriter(const DraftRequest& request, Filling filling)
    : request_(request), filling_(std::move(filling)) {}

void DraftWriter::add(DraftBlockKind kind, std::string text, bool english) {
  if (!text.empty()) blocks_.push_back({kind, std::move(text), english});
}

void DraftWriter::add_list(const std::vector<std::string>& texts, DraftBlockKind kind) {
  for (const std::string& text : texts) add(kind, text);
}

std::string DraftWriter::word(std::string_view id, const Filling& values) const {
  return filled_sentence(request_.words.at(id), values);
}

void DraftWriter::caution(const std::string& basis, char mark) {
  const auto& confirmed = request_.file.parties.confirmed;
  if (mark != 'M' ||
      std::ranges::find(confirmed, basis, &BasisConfirmation::basis) != confirmed.end())
    return;
  add(DraftBlockKind::caution, word("unverified", {{"basis", basis}}));
}

void DraftWriter::write_head() {
  const CaseParties& parties = request_.file.parties;
  if (request_.letter.from_claimant) {
    add(DraftBlockKind::sender, word("claimant-name", {}));
    add(DraftBlockKind::sender, word("claimant-address", {}));
  } else if (parties.sender) {
    add(DraftBlockKind::sender, parties.sender->name);
    add_list(parties.sender->address, DraftBlockKind::sender);
    add(DraftBlockKind::sender, word("reply-to", {{"contact", parties.sender->contact}}));
  }
  if (request_.letter.to_authority) {
    add(DraftBlockKind::recipient, parties.authority->name);
    add_list(parties.authority->address, DraftBlockKind::recipient);
  } else {
    add(DraftBlockKind::recipient, request_.respondent);
    const auto party = std::ranges::find(parties.parties, request_.respondent, &CaseParty::name);
    if (party != parties.parties.end()) add_list(party->address, DraftBlockKind::recipient);
  }
  add(DraftBlockKind::date, date_words(request_.on, request_.language));
}

void DraftWriter::write_part(const LetterPart& part) {
  if (!part.insert.empty()) return insert(part.insert);
  if (part.only_with_rescan && request_.rescan.empty()) return;
  add(kind_for(part.as), word(part.text, filling_));
  for (const DraftBasis* basis : part.basis) caution(basis->text, basis->mark);
}

void DraftWriter::insert(std::string_view what) {
  const CaseParties& parties = request_.file.parties;
  if (what == "facts") return write_facts(request_.facts->facts);
  if (what == "device-facts") return write_facts(device_facts(*request_.facts));
  if (what == "fixes") return write_fixes();
  if (what == "rules") return write_rules();
  if (what == "represented") return add_list(parties.represented, DraftBlockKind::paragraph);
  if (what == "relief") return add_list(parties.relief, DraftBlockKind::bullet);
  if (what == "fault") return add_list(parties.fault, DraftBlockKind::bullet);
  if (what == "sites") return add_list(request_.facts->sites, DraftBlockKind::bullet);
  if (what == "respondents") return write_respondents();
  if (what == "competence") return write_competence();
  if (what == "national-law") return write_national_law();
  if (what == "course") return write_course();
  if (what == "signature") return write_signature();
  if (what == "annexes") return write_annexes();
}

void DraftWriter::write_facts(const std::vector<DraftFact>& facts) {
  for (const DraftFact& fact : facts) {
    const SpokenText title = request_.language.title_of(*fact.rule);
    add(DraftBlockKind::fact,
        word("fact", {{"site", fact.site},
                      {"time", readable_time(fact.started, request_.language)},
                      {"phase", std::string(request_.language.text(label_of(fact.phase)))},
                      {"title", std::string(title.words)}}),
        !title.translated);
    write_recorded(fact);
    if (!fact.repeated.empty())
      add(DraftBlockKind::detail, word("fact-repeated", {{"count", fact.repeated}}));
    write_record(fact);
  }
}

void DraftWriter::write_recorded(const DraftFact& fact) {
  const ReportLanguage& language = request_.language;
  const bool likely = fact.verdict != Verdict::breach;
  const std::string weight =
      likely ? " [" + std::string(language.text(label_of(fact.verdict))) + "]" : "";
  if (request_.form == DraftForm::first)
    return add(DraftBlockKind::detail,
               word("seen", {{"summary", first_form_words(fact, language) + weight}}));
  const std::string count = language.counted(fact.observed, "{0} observation", "{0} observations");
  add(DraftBlockKind::detail,
      word(sentence_for(fact), {{"summary", fact.summary},
                                {"count", count},
                                {"items", listed(fact.items, language)},
                                {"parties", listed(fact.parties, language)}}) +
          weight);
}

void DraftWriter::write_record(const DraftFact& fact) {
  const bool sealed = !fact.entry.empty();
  const std::string_view sentence = request_.form == DraftForm::first ? "artefact"
                                    : sealed                          ? "sealed"
                                                                      : "unsealed";
  add(DraftBlockKind::detail,
      word(sentence,
           {{"path", request_.form != DraftForm::first && sealed ? fact.entry : fact.path},
            {"bundle", request_.facts->bundle_mark},
            {"line", std::to_string(fact.line)},
            {"digest", fact.sha256}}));
}

void DraftWriter::write_fixes() {
  std::set<std::string> told;  // steps, each once a manager
  for (const Rule* rule : rules_of(*request_.facts)) {
    const SpokenText fix = request_.language.fix_of(*rule);
    add(DraftBlockKind::bullet, std::string(fix.words), !fix.translated);
    const FixStep* step = request_.guide == nullptr ? nullptr : request_.guide->step_for(rule->id);
    if (step == nullptr) continue;
    for (const FixManager* manager : managers_with(*request_.facts, rule)) {
      if (told.insert(manager->id + " " + step->topic).second) write_step(*step, *manager);
    }
  }
}

void DraftWriter::write_step(const FixStep& step, const FixManager& manager) {
  const auto words = step.words.find(request_.words.language);
  if (words == step.words.end()) return;
  add(DraftBlockKind::detail, filled_sentence(words->second, {{"manager", manager.name}}));
  const FixSetting* setting = request_.guide->setting_of(manager, step);
  if (setting == nullptr) return;
  add(DraftBlockKind::detail,
      word(setting->documented ? "setting" : "setting-unverified",
           {{"manager", manager.name}, {"setting", setting->name}, {"source", setting->source}}));
}

void DraftWriter::write_rules() {
  for (const Rule* rule : rules_of(*request_.facts)) {
    const SpokenText title = request_.language.title_of(*rule);
    add(DraftBlockKind::bullet, rule->id + ": " + std::string(title.words), !title.translated);
    std::string line;
    for (const LegalBasis& basis : rule->basis) {
      line += (line.empty() ? "" : "; ") + basis_text(basis);
    }
    add(DraftBlockKind::detail, line);
    for (const LegalBasis& basis : rule->basis) caution(basis_text(basis), basis.mark);
  }
}

void DraftWriter::write_respondents() {
  const CaseParties& parties = request_.file.parties;
  for (const std::string& name : request_.file.respondents) {
    const auto party = std::ranges::find(parties.parties, name, &CaseParty::name);
    if (party == parties.parties.end()) {
      add(DraftBlockKind::bullet, name);
      continue;
    }
    std::string line = name;
    if (!party->role.empty()) line += ", " + party->role;
    for (const std::string& part : party->address) line += ", " + part;
    if (!party->seat.empty()) line += "; " + word("seat", {{"seat", party->seat}});
    add(DraftBlockKind::bullet, std::move(line));
  }
}

void DraftWriter::write_competence() {
  const CaseAuthority& authority = *request_.file.parties.authority;
  add(DraftBlockKind::paragraph, authority.why);
  if (!authority.lead.empty())
    add(DraftBlockKind::paragraph, word("lead", {{"lead", authority.lead}}));
}

void DraftWriter::write_national_law() {
  const Profile& profile = request_.facts->profile;
  if (profile.law.empty()) return;
  add(DraftBlockKind::paragraph, word("authority-law", {{"law", profile.law}}));
  caution(profile.law, profile.mark);
}

void DraftWriter::write_course() {
  for (const CaseStep& step : request_.file.steps) {
    if (step.event.date > request_.on || step.withheld) continue;
    add(DraftBlockKind::bullet, date_words(step.event.date, request_.language) + ": " +
                                    (step.authority.empty() ? "" : step.authority + ": ") +
                                    step.text);
  }
}

void DraftWriter::write_signature() {
  add(DraftBlockKind::closing, word("closing", {}));
  if (request_.letter.from_claimant) return add(DraftBlockKind::closing, word("claimant-name", {}));
  const CaseSender& sender = *request_.file.parties.sender;
  add(DraftBlockKind::closing, sender.name);
  if (!sender.register_entry.empty())
    add(DraftBlockKind::detail, word("register", {{"register", sender.register_entry}}));
  if (request_.letter.to_authority && !sender.statutes.empty())
    add(DraftBlockKind::detail, word("statutes", {{"statutes", sender.statutes}}));
}

void DraftWriter::write_annexes() {
  const DraftFacts& facts = *request_.facts;
  const bool first_form = request_.form == DraftForm::first;
  std::map<std::string, std::string> records;
  bool sealed = false;
  for (const DraftFact& fact : facts.facts) {
    sealed = sealed || !fact.entry.empty();
    records[first_form || fact.entry.empty() ? fact.path : fact.entry] = fact.sha256;
  }
  add(DraftBlockKind::heading, word("annexes-heading", {}));
  for (const auto& [path, digest] : records) add(DraftBlockKind::bullet, path + "  " + digest);
  if (first_form && !facts.bundle.empty())
    add(DraftBlockKind::paragraph, word("bundle", {{"digest", facts.bundle}}));
  if (first_form || !sealed) return;
  add(DraftBlockKind::paragraph,
      word("bundle-named", {{"bundle", facts.bundle_mark}, {"digest", facts.bundle}}));
  add(DraftBlockKind::paragraph, word("bundle-look", {}));
}

}  // namespace consentry

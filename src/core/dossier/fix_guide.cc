// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/fix_guide.h"

#include <algorithm>
#include <set>
#include <toml++/toml.h>

#include "core/base/origin.h"
#include "core/judge/strict_table.h"
#include "core/judge/toml_text.h"

namespace consentry {
namespace {

// The languages that letters are written in.
constexpr std::string_view kLanguages[] = {"en", "nl", "fr", "de"};
constexpr std::string_view kOperatedBy = "autoconsent:";

FixStep read_step(StrictTable table) {
  FixStep step{table.text("topic"), table.texts("rules", true), {}};
  for (const std::string_view language : kLanguages) {
    std::string words = table.text(language);
    if (words.find("{manager}") == std::string::npos) table.fail(language, "names no {manager}");
    step.words.emplace(language, std::move(words));
  }
  table.finish();
  return step;
}

FixManager read_manager(StrictTable table) {
  FixManager manager{table.text("id"), table.text("name"), table.texts("tools", false),
                     table.texts("hosts", false), table.texts("records", false)};
  if (manager.tools.empty() && manager.hosts.empty() && manager.records.empty())
    table.fail("tools", "nothing tells it: tools, hosts or records");
  table.finish();
  return manager;
}

FixSetting read_setting(StrictTable table, const FixGuide& guide) {
  FixSetting setting;
  setting.manager = table.text("manager");
  setting.topic = table.text("topic");
  setting.name = table.text("name");
  setting.documented = table.one_of("checked", {"documented", "unverified"}) == "documented";
  setting.source = table.optional_text("source");
  if (setting.documented && !setting.source.starts_with("https://"))
    table.fail("source", "what is documented says where");
  if (std::ranges::find(guide.managers, setting.manager, &FixManager::id) == guide.managers.end())
    table.fail("manager", "there is no '" + setting.manager + "'");
  if (std::ranges::find(guide.steps, setting.topic, &FixStep::topic) == guide.steps.end())
    table.fail("topic", "there is no '" + setting.topic + "'");
  table.finish();
  return setting;
}

void check_rules(const FixGuide& guide, StrictTable& top) {
  std::set<std::string_view> known;
  for (const FixStep& step : guide.steps) {
    for (const std::string& rule : step.rules) {
      if (!known.insert(rule).second) top.fail("step", rule + " has two steps");
    }
  }
}

// What tells a manager on a site.
struct Traces {
  std::set<std::string> hosts;
  std::set<std::string> tools;
  std::set<std::string> stored;
};

Traces traces_of(const SiteReport& site) {
  Traces traces;
  for (const RunObservation& run : site.facts.observation.runs) {
    for (const Request& request : run.requests) {
      if (const auto url = parse_url(request.url)) traces.hosts.insert(url->host);
    }
    for (const ChoiceOutcome& choice : run.choices) {
      if (choice.tool.starts_with(kOperatedBy))
        traces.tools.insert(choice.tool.substr(kOperatedBy.size()));
    }
  }
  for (const auto& item : site.facts.classification.items) traces.stored.insert(item.first.name);
  return traces;
}

bool any_in(const std::vector<std::string>& names, const std::set<std::string>& seen) {
  return std::ranges::any_of(names, [&](const std::string& name) { return seen.contains(name); });
}

bool loads(const Traces& traces, const FixManager& manager) {
  return std::ranges::any_of(traces.hosts, [&](const std::string& host) {
    return std::ranges::any_of(manager.hosts,
                               [&](const std::string& own) { return domain_matches(host, own); });
  });
}

}  // namespace

const FixStep* FixGuide::step_for(std::string_view rule) const {
  const auto found = std::ranges::find_if(steps, [&](const FixStep& step) {
    return std::ranges::find(step.rules, rule) != step.rules.end();
  });
  return found == steps.end() ? nullptr : &*found;
}

const FixSetting* FixGuide::setting_of(const FixManager& manager, const FixStep& step) const {
  const auto found = std::ranges::find_if(settings, [&](const FixSetting& setting) {
    return setting.manager == manager.id && setting.topic == step.topic;
  });
  return found == settings.end() ? nullptr : &*found;
}

Result<FixGuide> parse_fix_guide(const std::string& file, std::string_view text) {
  if (text.size() > kMaxGuideBytes)
    return Error{ErrorKind::exhausted, file + " is too large for a guide"};
  const auto root = parse_toml(file, text);
  if (!root) return root.error();
  FirstError error;
  StrictTable top(*root, file, error);
  FixGuide guide;
  const auto view = [&](const toml::table& table, std::string_view name, std::size_t number) {
    return StrictTable(table, file + ": " + std::string(name) + " " + std::to_string(number + 1),
                       error);
  };
  for (const toml::table* each : top.tables("step"))
    guide.steps.push_back(read_step(view(*each, "step", guide.steps.size())));
  for (const toml::table* each : top.tables("manager"))
    guide.managers.push_back(read_manager(view(*each, "manager", guide.managers.size())));
  for (const toml::table* each : top.tables("setting"))
    guide.settings.push_back(read_setting(view(*each, "setting", guide.settings.size()), guide));
  check_rules(guide, top);
  top.finish();
  if (error) return *error;
  return guide;
}

std::vector<const FixManager*> managers_of(const SiteReport& site, const FixGuide& guide) {
  const Traces traces = traces_of(site);
  std::vector<const FixManager*> found;
  for (const FixManager& manager : guide.managers) {
    if (any_in(manager.records, traces.stored) || any_in(manager.tools, traces.tools) ||
        loads(traces, manager))
      found.push_back(&manager);
  }
  return found;
}

}  // namespace consentry

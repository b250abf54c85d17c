// SPDX-License-Identifier: Apache-2.0
#include "command/serve_settings.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <toml++/toml.h>

#include "core/base/origin.h"
#include "core/judge/nearest.h"
#include "core/watch/watch_order.h"
#include "io/proxy/address_rules.h"

namespace consentry {
namespace {

constexpr std::int64_t kMost = 1'000'000'000;
// No limitation period is longer than thirty years.
constexpr std::int64_t kMostRetentionMonths = 360;

// Each holds a connection to the database; more than processors only wait for one another.
constexpr std::int64_t kMostThreads = 256;

constexpr std::int64_t kMostScansAtOnce = 64;
constexpr std::int64_t kMostScanMinutes = 1440;
constexpr std::int64_t kMostReports = 400;  // as many rows are kept of a site's scans
constexpr std::int64_t kMostPages = 100;

struct Take {
  std::string what;  // "a text": what it takes
  std::function<bool(const toml::node&)> from;
};

Take text(std::string& to) {
  return {"a text in quotes", [&to](const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            if (value) to = *value;
            return value.has_value();
          }};
}

template <typename T>
Take number(T& to, std::int64_t least, std::int64_t most = kMost) {
  const std::string what =
      "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  return {what, [&to, least, most](const toml::node& node) {
            const auto value = node.value_exact<std::int64_t>();
            if (!value || *value < least || *value > most) return false;
            to = static_cast<T>(*value);
            return true;
          }};
}

Take list(std::vector<std::string>& to) {
  return {"a list of texts such as [\"a\", \"b\"]", [&to](const toml::node& node) {
            const toml::array* values = node.as_array();
            if (values == nullptr) return false;
            for (const toml::node& each : *values) {
              const auto value = each.value_exact<std::string>();
              if (!value) return false;
              to.push_back(*value);
            }
            return true;
          }};
}

std::map<std::string, Take> keys_of(ServeSettings& settings) {
  return {
      {"listen", text(settings.listen)},
      {"data", text(settings.data)},
      {"tls_cert", text(settings.tls_cert)},
      {"tls_key", text(settings.tls_key)},
      {"web_root", text(settings.web_root)},
      {"cases", text(settings.cases)},
      {"log_name", text(settings.log_name)},
      {"public_address", text(settings.public_address)},
      {"threads", number(settings.threads, 0, kMostThreads)},
      {"requests_per_minute", number(settings.requests_per_minute, 1)},
      {"requests_at_once", number(settings.requests_at_once, 1)},
      {"connections_per_address", number(settings.connections_per_address, 1)},
      {"retention_months", number(settings.retention_months, 1, kMostRetentionMonths)},
      {"country_database", text(settings.country_database)},
      {"country_header", text(settings.country_header)},
      {"trusted_proxies", list(settings.trusted_proxies)},
      {"watch_scans_at_once", number(settings.watch.scans_at_once, 0, kMostScansAtOnce)},
      {"watch_networks", list(settings.watch.networks)},
      {"watch_minutes", number(settings.watch.minutes, 1, kMostScanMinutes)},
      {"watch_disk_mb", number(settings.watch.disk_mb, 1)},
      {"watch_memory_mb", number(settings.watch.memory_mb, 256)},
      {"watch_reports", number(settings.watch.reports, 1, kMostReports)},
      {"watch_failures", number(settings.watch.failures, 1)},
      {"watch_pages", number(settings.watch.pages, 1, kMostPages)},
      {"watch_profile", text(settings.watch.profile)},
      {"smtp_url", text(settings.watch.smtp_url)},
      {"smtp_from", text(settings.watch.smtp_from)},
      {"smtp_user", text(settings.watch.smtp_user)},
      {"smtp_password_file", text(settings.watch.smtp_password_file)},
      {"smtp_ca_file", text(settings.watch.smtp_ca_file)},
  };
}

Error at(const std::string& file, const toml::node& node, const std::string& what) {
  return invalid_input(file + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

// As links begin with it: an origin, and https but on this machine itself.
Status check_public_address(const std::string& address) {
  if (address.empty()) return {};
  const auto url = parse_url(address);
  const bool local = url && (url->host == "localhost" || url->host.ends_with(".localhost") ||
                             url->host == "127.0.0.1" || url->host == "[::1]");
  if (!url || url->origin() != address ||
      (url->scheme != "https" && !(local && url->scheme == "http")))
    return invalid_input("public_address is like \"https://claims.example\", without a path");
  return {};
}

// Written as peers are compared: one way for each address.
Status take_proxies(std::vector<std::string>& proxies) {
  for (std::string& each : proxies) {
    const auto address = parse_ip(each);
    if (!address)
      return invalid_input("trusted_proxies: '" + each + "' is no address such as 10.0.0.1");
    each = ip_text(*address);
  }
  return {};
}

// A field name of RFC 9110, as far as proxies use it.
Status check_header(const std::string& name) {
  const bool good = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  if (good) return {};
  return invalid_input("country_header: '" + name + "' is no name of a header");
}

Status check_watch(const WatchSettings& watch) {
  if (const auto rules = AddressRules::allowing(watch.networks); !rules)
    return rules.error().in("watch_networks");
  if (watch.smtp_url.empty()) return {};
  if (!watch.smtp_url.starts_with("smtp://") && !watch.smtp_url.starts_with("smtps://"))
    return invalid_input("smtp_url begins with smtp:// or smtps://");
  if (const Status good = check_order({"", "daily", "", "", watch.smtp_from});
      !good || watch.smtp_from.empty())
    return invalid_input("smtp_url needs smtp_from, the address that sends");
  return {};
}

Result<ServeSettings> read(const toml::table& root, const std::string& file) {
  ServeSettings settings;
  const auto keys = keys_of(settings);
  std::vector<std::string> names;
  for (const auto& key : keys) names.push_back(key.first);
  for (const auto& [key, node] : root) {
    const std::string name(key.str());
    const auto found = keys.find(name);
    if (found == keys.end())
      return at(file, node, "there is no setting '" + name + "'" + suggestion(name, names));
    if (!found->second.from(node))
      return at(file, node, "'" + name + "' takes " + found->second.what);
  }
  if (const Status good = check_watch(settings.watch); !good) return good.error().in(file);
  if (const Status good = take_proxies(settings.trusted_proxies); !good)
    return good.error().in(file);
  if (const Status good = check_header(settings.country_header); !good)
    return good.error().in(file);
  if (const Status good = check_public_address(settings.public_address); !good)
    return good.error().in(file);
  return settings;
}

}  // namespace

Result<ServeSettings> parse_serve_settings(std::string_view toml, const std::string& file_name) {
  try {
    return read(toml::parse(toml, file_name), file_name);
  } catch (const toml::parse_error& problem) {
    return invalid_input(file_name + ":" + std::to_string(problem.source().begin.line) + ": " +
                         std::string(problem.description()));
  }
}

Result<ListenAddress> parse_listen(const std::string& text) {
  const auto colon = text.rfind(':');
  const std::string port = colon == std::string::npos ? std::string() : text.substr(colon + 1);
  ListenAddress listen;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
  if (port.empty() || error != std::errc{} || end != port.data() + port.size())
    return invalid_input("'" + text + "' is not an address; write --listen 127.0.0.1:8080");
  listen.address = text.substr(0, colon);
  if (listen.address.starts_with('[') && listen.address.ends_with(']'))
    listen.address = listen.address.substr(1, listen.address.size() - 2);
  if (listen.address == "localhost") listen.address = "127.0.0.1";
  return listen;
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "lab/lab.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "io/http/listener.h"
#include "lab/authority.h"
#include "lab/hostile.h"
#include "lab/lab_web.h"
#include "lab/truth.h"
#include "lab/web_server.h"

namespace consentry::lab {
namespace {

Error cannot_write(const std::string& path) {
  return {ErrorKind::unavailable,
          "cannot write " + path + ": " + std::generic_category().message(errno)};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Under another name first, then renamed: a reader sees the whole file or none.
Status write_whole(const std::filesystem::path& path, std::string_view bytes) {
  const std::string part = path.string() + ".part";
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return cannot_write(part);
  const bool ok = write_all(file, bytes) && ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  errno = reason;
  if (!ok) return cannot_write(part);
  if (::rename(part.c_str(), path.c_str()) != 0) return cannot_write(path.string());
  return {};
}

std::string lines_of(const std::vector<std::string>& texts) {
  std::string lines;
  for (const std::string& text : texts) lines += text + "\n";
  return lines;
}

}  // namespace

struct Lab::State {
  LabOptions options;
  LabWeb web;
  std::vector<HostileSite> hostile;
  std::string truth;
  std::unique_ptr<Authority> authority;
  std::unique_ptr<WebServer> server;
  std::unique_ptr<http::Listener> listener;  // last: its threads use all of the above
};

Lab::Lab(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lab::~Lab() { stop(); }

Result<std::unique_ptr<Lab>> Lab::start(LabOptions options) {
  auto state = std::make_unique<State>();
  auto web = make_web(options.seed, options.sites, options.assets);
  if (!web) return web.error();
  state->web = std::move(*web);
  state->hostile = hostile_sites(options.hostile);
  state->truth = to_json(state->web, truth_of(state->web), options.seed, state->hostile);
  auto authority = Authority::create();
  if (!authority) return authority.error();
  state->authority = std::move(*authority);
  state->server = std::make_unique<WebServer>(state->web, options.assets);
  http::ListenerOptions listening;
  listening.address = options.address;
  listening.port = options.port;
  listening.threads = options.threads;
  listening.identities = [raw = state.get()](std::string_view host) -> Result<http::Identity> {
    const bool local = host.empty() || host == "localhost";
    if (const HostileSite* site = find_hostile(raw->hostile, host)) {
      return raw->authority->issue(certified_name(*site));
    }
    if (!local && !raw->server->serves(host))
      return invalid_input("no such site: " + std::string(host));
    return raw->authority->issue(host);
  };
  auto listener = http::Listener::start(
      std::move(listening), [raw = state.get()](const http::Request& request) {
        const HostileSite* site = find_hostile(raw->hostile, request.host);
        return site != nullptr ? hostile_answer(*site, request) : raw->server->answer(request);
      });
  if (!listener) return listener.error();
  state->listener = std::move(*listener);
  state->options = std::move(options);
  return std::unique_ptr<Lab>(new Lab(std::move(state)));
}

std::uint16_t Lab::port() const { return state_->listener->port(); }
std::string Lab::connect_to() const {
  return state_->options.address + ":" + std::to_string(port());
}
const std::string& Lab::ca_pem() const { return state_->authority->certificate_pem(); }
const std::string& Lab::truth_json() const { return state_->truth; }
std::string Lab::profiles_json() const { return state_->server->network().profiles_json(); }

std::vector<std::string> Lab::urls() const {
  std::vector<std::string> urls;
  for (const Site& site : state_->web.sites) urls.push_back(site.url());
  return urls;
}

std::vector<std::string> Lab::hostile_urls() const {
  std::vector<std::string> urls;
  for (const HostileSite& site : state_->hostile) urls.push_back("https://" + site.host + "/");
  return urls;
}

Status Lab::write_files(const std::string& folder) const {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return Error{ErrorKind::unavailable,
                 "cannot make the folder " + folder + ": " + error.message()};
  std::vector<std::string> names;
  std::set<HostAddress> addresses;
  for (const Site& site : state_->web.sites) {
    if (const OtherName other = other_name(site); !other.alias.empty())
      names.push_back(other.name + " " + other.alias);
    for (const HostAddress& each : host_addresses(site)) addresses.insert(each);
  }
  for (const HostAddress& each : addresses) names.push_back(each.host + " " + each.address);
  const std::string aliases = lines_of(names);
  const std::string list = lines_of(urls());
  const std::string hostile = lines_of(hostile_urls());
  const std::filesystem::path base(folder);
  for (const auto& [name, bytes] : {std::pair<const char*, const std::string&>{"ca.pem", ca_pem()},
                                    {"truth.json", truth_json()},
                                    {"names.txt", aliases},
                                    {"sites.txt", list}}) {
    if (Status ok = write_whole(base / name, bytes); !ok) return ok;
  }
  return hostile.empty() ? Status{} : write_whole(base / "hostile.txt", hostile);
}

void Lab::stop() { state_->listener->stop(); }

}  // namespace consentry::lab

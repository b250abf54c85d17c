// SPDX-License-Identifier: Apache-2.0
#include "io/browser/browser_profile.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/browser/child_process.h"

namespace consentry {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kPrefix = "consentry-browser-";
constexpr uid_t kNobody = 65534;
constexpr std::chrono::milliseconds kCertutilTime{20'000};
constexpr std::array<const char*, 2> kCertutil{"/usr/bin/certutil", "/usr/local/bin/certutil"};
constexpr std::string_view kPemEnd = "-----END CERTIFICATE-----";

Status write_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) return Error{ErrorKind::unavailable, "writing " + path.string()};
  return {};
}

Status run_certutil(const fs::path& home, std::vector<std::string> arguments) {
  const char* program = nullptr;
  for (const char* candidate : kCertutil) {
    if (::access(candidate, X_OK) == 0) program = candidate;
  }
  if (program == nullptr) {
    return Error{ErrorKind::unavailable,
                 "an extra certificate authority needs certutil: install Debian's package "
                 "libnss3-tools"};
  }
  ChildSpec spec;
  spec.arguments = std::move(arguments);
  spec.arguments.insert(spec.arguments.begin(), program);
  spec.environment = {"HOME=" + home.string(), "LANG=C.UTF-8"};
  auto child = ChildProcess::start(spec);
  if (!child) return child.error();
  if (!child->wait(in(kCertutilTime))) return Error{ErrorKind::timeout, "certutil did not end"};
  if (child->exit_status() != 0) {
    return invalid_input("certutil refused the certificate authority; is the file PEM text?");
  }
  return {};
}

// certutil reads one certificate a file, a bundle holds several.
std::vector<std::string> split_pem(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(kPemEnd);
    if (end == std::string_view::npos) return parts;
    parts.emplace_back(std::string(text.substr(0, end + kPemEnd.size())) + "\n");
    text.remove_prefix(end + kPemEnd.size());
  }
}

Status import_authorities(const fs::path& home, std::string_view pem) {
  const std::vector<std::string> parts = split_pem(pem);
  if (parts.empty()) return invalid_input("the extra authority holds no PEM certificate");
  const fs::path database = home / ".pki" / "nssdb";
  std::error_code error;
  fs::create_directories(database, error);
  const std::string where = "sql:" + database.string();
  if (auto made = run_certutil(home, {"-N", "-d", where, "--empty-password"}); !made) return made;
  int number = 0;
  for (const std::string& part : parts) {
    const fs::path file = home / "authority.pem";
    if (auto written = write_file(file, part); !written) return written;
    const std::string name = "extra-" + std::to_string(++number);
    auto added =
        run_certutil(home, {"-A", "-d", where, "-t", "C,,", "-n", name, "-i", file.string()});
    if (!added) return added;
    fs::remove(file, error);
  }
  return {};
}

// Full Chromium reads these before its first window; headless-shell has no preferences and allows
// third-party cookies by itself.
std::string preferences(const BrowserOptions& options) {
  return std::string(R"({"profile":{"cookie_controls_mode":)") +
         (options.third_party_cookies ? "0" : "1") + R"(,"block_third_party_cookies":)" +
         (options.third_party_cookies ? "false" : "true") + R"(},"intl":{"accept_languages":")" +
         options.language +
         R"("},"credentials_enable_service":false,"search":{"suggest_enabled":false},)"
         R"("translate":{"enabled":false},"safebrowsing":{"enabled":false},)"
         R"("privacy_sandbox":{"m1":{"consent_decision_made":true}}})";
}

void give_to(const fs::path& root, uid_t uid) {
  std::error_code error;
  const auto hand_over = [uid](const fs::path& path) {
    return ::lchown(path.c_str(), uid, static_cast<gid_t>(uid)) == 0;
  };
  hand_over(root);
  for (const auto& entry : fs::recursive_directory_iterator(root, error)) hand_over(entry.path());
}

}  // namespace

std::optional<uid_t> unprivileged_uid() {
  if (::geteuid() != 0) return std::nullopt;
  const char* text = std::getenv("SUDO_UID");
  if (text == nullptr) return kNobody;
  uid_t uid = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), uid);
  return error == std::errc{} && *end == '\0' && uid != 0 ? uid : kNobody;
}

Result<BrowserProfile> BrowserProfile::create(const BrowserOptions& options,
                                              std::optional<uid_t> uid) {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  std::string pattern =
      (parent / (std::string(kPrefix) + std::to_string(::getpid()) + "-XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return Error{ErrorKind::unavailable,
                 "making a profile folder in " + parent.string() + ": " + std::strerror(errno)};
  }
  BrowserProfile profile{fs::path(pattern)};
  fs::create_directories(profile.path_ / "data" / "Default", error);
  fs::create_directories(profile.path_ / "tmp", error);
  auto written =
      write_file(profile.path_ / "data" / "Default" / "Preferences", preferences(options));
  if (!written) return written.error();
  written = write_file(profile.path_ / "data" / "First Run", "");
  if (!written) return written.error();
  if (!options.extra_ca_pem.empty()) {
    auto imported = import_authorities(profile.path_, options.extra_ca_pem);
    if (!imported) return imported.error();
  }
  if (uid) give_to(profile.path_, *uid);
  return profile;
}

BrowserProfile::BrowserProfile(BrowserProfile&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

BrowserProfile::~BrowserProfile() {
  if (path_.empty()) return;
  std::error_code error;
  fs::remove_all(path_, error);
  // A dying browser process may add a file between the listing and the removal.
  if (error) fs::remove_all(path_, error);
}

void remove_stale_profiles(const fs::path& parent) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(kPrefix)) continue;
    const std::string_view rest = std::string_view(name).substr(kPrefix.size());
    pid_t pid = 0;
    const auto [end, failed] = std::from_chars(rest.begin(), rest.end(), pid);
    if (failed != std::errc{} || end == rest.end() || *end != '-' || pid <= 0) continue;
    if (::kill(pid, 0) == 0 || errno != ESRCH) continue;
    struct stat info{};
    const bool ours = ::lstat(entry.path().c_str(), &info) == 0 && S_ISDIR(info.st_mode) &&
                      (::geteuid() == 0 || info.st_uid == ::geteuid());
    if (ours) fs::remove_all(entry.path(), error);
  }
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "io/browser/browser.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <unistd.h>

#include "io/browser/browser_binary.h"
#include "io/browser/browser_command_line.h"
#include "io/browser/browser_profile.h"
#include "io/browser/child_process.h"
#include "io/browser/devtools_pipe.h"
#include "io/browser/json_fields.h"

namespace consentry {
namespace {

constexpr std::chrono::milliseconds kLaunchTime{30'000};
// Of each of the browser's processes. Without it a page may take 4 GiB and more; one that wants more
// than this crashes alone. Large real pages take below 1 GiB.
constexpr std::uint64_t kMaxProcessBytes = std::uint64_t{2} << 30U;
constexpr std::size_t kStderrTail = 600;
// Every page and shared worker is held until its tab has made it observable: only the browser knows
// of windows that a page opens, and of shared workers, before they send anything.
constexpr const char* kHoldNewTargets =
    R"({"autoAttach":true,"waitForDebuggerOnStart":true,"flatten":true,)"
    R"("filter":[{"type":"page"},{"type":"shared_worker"}]})";

struct PipeEnds {
  int child_reads = -1;
  int we_write = -1;
  int we_read = -1;
  int child_writes = -1;
};

Result<PipeEnds> make_pipes() {
  std::array<int, 2> down{};
  std::array<int, 2> up{};
  if (::pipe2(down.data(), O_CLOEXEC) != 0) {
    return Error{ErrorKind::unavailable, std::string("pipe: ") + std::strerror(errno)};
  }
  if (::pipe2(up.data(), O_CLOEXEC) != 0) {
    const int error = errno;
    ::close(down[0]);
    ::close(down[1]);
    return Error{ErrorKind::unavailable, std::string("pipe: ") + std::strerror(error)};
  }
  return PipeEnds{down[0], down[1], up[0], up[1]};
}

// The last lines the browser wrote before it died say why ("Running as root without --no-sandbox").
std::string last_words(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), {});
  if (text.size() > kStderrTail) text = "…" + text.substr(text.size() - kStderrTail);
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

}  // namespace

struct Browser::Parts {
  explicit Parts(BrowserProfile given) : profile(std::move(given)) {}
  BrowserOptions options;
  BrowserFacts facts;
  // In this order, so that the reverse ends the pipe, then the processes, then removes the folder.
  BrowserProfile profile;
  std::optional<ChildProcess> child;
  std::unique_ptr<DevtoolsPipe> pipe;
};

namespace {

Result<ChildProcess> start_child(const std::vector<std::string>& line,
                                 const BrowserOptions& options, const std::string& folder,
                                 std::optional<uid_t> uid, const PipeEnds& ends) {
  ChildSpec spec;
  spec.arguments = line;
  spec.environment = browser_environment(options, folder);
  spec.directory = folder;
  spec.uid = uid;
  spec.data_limit = kMaxProcessBytes;
  const int log =
      ::open((folder + "/stderr.txt").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  spec.descriptors = {{3, ends.child_reads}, {4, ends.child_writes}};
  if (log >= 0) spec.descriptors[2] = log;
  auto child = ChildProcess::start(spec);
  if (log >= 0) ::close(log);
  return child;
}

Result<std::string> ask_product(DevtoolsPipe& pipe) {
  const auto mailbox = pipe.open_mailbox();
  const Deadline deadline = in(kLaunchTime);
  // Commands are carried out in order: the answer to the next one says that this one was.
  (void)pipe.send(*mailbox, "", "Target.setAutoAttach", kHoldNewTargets,
                  DevtoolsPipe::Reply::ignored, deadline);
  auto sent =
      pipe.send(*mailbox, "", "Browser.getVersion", "", DevtoolsPipe::Reply::wanted, deadline);
  if (!sent) return sent.error();
  std::vector<DevtoolsMessage> got = mailbox->take(deadline);
  const bool closed = mailbox->closed();
  pipe.close_mailbox(*mailbox);
  if (!got.empty()) return std::string(text_at(got.front().body(), "product"));
  if (closed) return Error{ErrorKind::unavailable, "the browser ended at once"};
  return Error{ErrorKind::timeout, "the browser did not answer"};
}

}  // namespace

Result<std::unique_ptr<Browser>> Browser::launch(const BrowserOptions& options) {
  auto binary = find_browser(options);
  if (!binary) return binary.error();
  std::error_code ignored;
  remove_stale_profiles(std::filesystem::temp_directory_path(ignored));
  const std::optional<uid_t> uid = options.sandbox ? unprivileged_uid() : std::nullopt;
  auto profile = BrowserProfile::create(options, uid);
  if (!profile) return profile.error().in("preparing the browser's profile");
  auto parts = std::make_unique<Parts>(std::move(*profile));
  const std::string folder = parts->profile.path().string();
  auto line = command_line(options, binary->path, binary->major, folder);
  if (!line) return line.error();

  auto ends = make_pipes();
  if (!ends) return ends.error();
  auto child = start_child(*line, options, folder, uid, *ends);
  ::close(ends->child_reads);
  ::close(ends->child_writes);
  if (!child) {
    ::close(ends->we_read);
    ::close(ends->we_write);
    return child.error();
  }
  parts->child.emplace(std::move(*child));
  auto pipe = DevtoolsPipe::open(ends->we_read, ends->we_write);
  if (!pipe) return pipe.error();
  parts->pipe = std::move(*pipe);
  auto product = ask_product(*parts->pipe);
  if (!product) {
    const std::string words = last_words(folder + "/stderr.txt");
    return Error{ErrorKind::unavailable, "starting " + binary->path + ": " +
                                             product.error().text() +
                                             (words.empty() ? "" : ": " + words)};
  }
  parts->options = options;
  parts->facts = {*product,
                  options.build == BrowserBuild::shell ? "shell" : "chromium",
                  user_agent_of(binary->major),
                  binary->version,
                  binary->major,
                  options.sandbox};
  return std::unique_ptr<Browser>(new Browser(std::move(parts)));
}

Browser::Browser(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Browser::~Browser() = default;
const BrowserFacts& Browser::facts() const { return parts_->facts; }
const BrowserOptions& Browser::options() const { return parts_->options; }
DevtoolsPipe& Browser::pipe() { return *parts_->pipe; }
bool Browser::alive() const { return !parts_->pipe->closed(); }
void Browser::shutdown() { parts_->pipe->shutdown(); }
int Browser::process_id() const {
  const auto& child = parts_->child;
  return child ? child->pid() : -1;
}
std::string Browser::profile_folder() const { return parts_->profile.path().string(); }

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "command/passphrase.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>
#include <utility>

#include "command/file_bytes.h"

namespace consentry {
namespace {

// The terminal of this process, with nothing shown of what is typed.
class QuietTerminal {
 public:
  explicit QuietTerminal(int descriptor) : descriptor_(descriptor) {
    if (descriptor_ < 0 || ::tcgetattr(descriptor_, &before_) != 0) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    usable_ = ::tcsetattr(descriptor_, TCSAFLUSH, &quiet) == 0;
  }
  ~QuietTerminal() {
    if (usable_) ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

  [[nodiscard]] bool usable() const { return usable_; }
  Result<std::string> ask(const std::string& prompt) const {
    write(prompt + ": ");
    std::string line;
    char c = '\0';
    while (::read(descriptor_, &c, 1) == 1 && c != '\n') {
      if (line.size() >= kMaxPassphraseBytes) return invalid_input("a passphrase is too long");
      line += c;
    }
    write("\n");
    return line;
  }

 private:
  void write(const std::string& text) const {
    // A prompt that cannot be shown keeps nobody from typing.
    [[maybe_unused]] const auto written = ::write(descriptor_, text.data(), text.size());
  }
  int descriptor_;
  bool usable_ = false;
  termios before_{};
};

Result<std::string> first_line(const std::string& file) {
  auto text = read_file(file, kMaxPassphraseBytes + 2);
  if (!text) return text.error();
  std::string line = text->substr(0, text->find('\n'));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

Result<std::string> typed(const QuietTerminal& terminal, const std::string& name, Asking asking) {
  auto first = terminal.ask(name);
  if (!first || asking == Asking::once) return first;
  const auto again = terminal.ask(name + " again");
  if (!again) return again.error();
  if (*again != *first) return invalid_input("the two differ");
  return first;
}

}  // namespace

Result<Passphrases> read_passphrases(const std::vector<std::string>& files, std::size_t count,
                                     Asking asking) {
  Passphrases passphrases;
  if (!files.empty()) {
    if (files.size() != count)
      return invalid_input(std::to_string(count) +
                           " passphrases are needed, one --passphrase-file each");
    for (const std::string& file : files) {
      auto line = first_line(file);
      if (!line) return line.error().in("--passphrase-file");
      passphrases.push_back(*std::move(line));
    }
    return passphrases;
  }
  const QuietTerminal terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (!terminal.usable())
    return Error{ErrorKind::unavailable,
                 "no terminal to ask for a passphrase; use --passphrase-file"};
  for (std::size_t i = 0; i < count; ++i) {
    auto line =
        typed(terminal, count == 1 ? "passphrase" : "passphrase " + std::to_string(i + 1), asking);
    if (!line) return line.error();
    passphrases.push_back(*std::move(line));
  }
  return passphrases;
}

}  // namespace consentry

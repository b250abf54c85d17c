// SPDX-License-Identifier: Apache-2.0
#include "core/proof/checkpoint.h"

#include <algorithm>
#include <charconv>

#include "core/base/bytes.h"

namespace consentry {
namespace {

// Takes a line without its end; empty when there is no whole line.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return {};
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         base64_of(checkpoint.root) + "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  std::string_view rest = text;
  Checkpoint checkpoint;
  checkpoint.origin = std::string(next_line(rest));
  const std::string_view size = next_line(rest);
  const auto root = bytes_of_base64(next_line(rest));
  const auto [end, error] =
      std::from_chars(size.data(), size.data() + size.size(), checkpoint.size);
  const bool number = error == std::errc{} && end == size.data() + size.size() &&
                      (size.size() == 1 || !size.starts_with('0'));
  if (checkpoint.origin.empty() || !number || !root || root->size() != checkpoint.root.size())
    return invalid_input("a checkpoint is three lines: origin, number of leaves, root in base64");
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
  return checkpoint;
}

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  return key.sign(checkpoint_text(checkpoint));
}

Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key) {
  const auto text = key.open(note);
  if (!text) return text.error().in("checkpoint");
  auto checkpoint = parse_checkpoint(*text);
  if (checkpoint && checkpoint->origin != key.name())
    return Error{ErrorKind::corrupt, "the checkpoint is of another log: " + checkpoint->origin};
  return checkpoint;
}

}  // namespace consentry

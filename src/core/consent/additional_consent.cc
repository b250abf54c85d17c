// SPDX-License-Identifier: Apache-2.0
#include "core/consent/additional_consent.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace consentry {
namespace {

constexpr int kGreatestId = 65'535;  // Google's list had some 40,000 in 2026
constexpr std::string_view kDisclosedMark = "dv.";
constexpr std::size_t kMaxVersionDigits = 3;

struct Piece {
  std::string_view text;
  std::size_t at = 0;  // where it begins in the whole string
};

std::vector<Piece> split(Piece whole, char separator) {
  std::vector<Piece> pieces;
  std::size_t start = 0;
  for (;;) {
    const auto end = whole.text.find(separator, start);
    pieces.push_back({whole.text.substr(start, end - start), whole.at + start});
    if (end == std::string_view::npos) return pieces;
    start = end + 1;
  }
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// 0: no id.
int read_id(std::string_view text) {
  int id = 0;
  if (!is_number(text) || text.front() == '0') return 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && id <= kGreatestId ? id : 0;
}

IdSet read_ids(Piece list, std::string_view field, std::vector<StringProblem>& problems) {
  IdSet set;
  if (list.text.empty()) return set;
  for (const Piece& piece : split(list, '.')) {
    const int id = read_id(piece.text);
    if (id == 0) {
      problems.push_back({std::string(field), 0,
                          piece.text.empty() ? "has an empty place in its list"
                                             : "holds something that is no provider id",
                          piece.at});
    } else if (set.contains(id)) {
      problems.push_back(
          {std::string(field), 0, "names provider " + std::to_string(id) + " twice", piece.at});
    }
    set.insert(id);
  }
  return set;
}

void read_disclosed(Piece part, AdditionalConsent& read) {
  if (!part.text.starts_with(kDisclosedMark) && part.text != "dv") {
    read.problems.push_back({"disclosed", 0, "does not begin with 'dv.'", part.at});
    return;
  }
  const std::size_t skipped = std::min(kDisclosedMark.size(), part.text.size());
  read.disclosed =
      read_ids({part.text.substr(skipped), part.at + skipped}, "disclosed", read.problems);
  for (const int id : read.disclosed.ids()) {
    if (!read.consented.contains(id)) continue;
    read.problems.push_back(
        {"disclosed", 0,
         "names provider " + std::to_string(id) + ", which stands among the consented too",
         part.at});
    return;
  }
}

void check_parts(const std::vector<Piece>& parts, AdditionalConsent& read) {
  const std::size_t wanted = read.version == 1 ? 2 : 3;
  if (parts.size() > wanted) {
    read.problems.push_back({"", 0,
                             "has more parts than version " + std::to_string(read.version) + " has",
                             parts[wanted].at});
  } else if (parts.size() < wanted) {
    read.problems.push_back({"disclosed", 0, "is missing, which version 2 needs",
                             parts.back().at + parts.back().text.size()});
  }
}

}  // namespace

bool looks_like_additional_consent(std::string_view text) {
  const auto tilde = text.find('~');
  return tilde != std::string_view::npos && tilde <= kMaxVersionDigits &&
         is_number(text.substr(0, tilde));
}

Result<AdditionalConsent> read_additional_consent(std::string_view text, Strictness strictness) {
  if (text.size() > kMaxConsentString) {
    return Error{ErrorKind::exhausted, "longer than any Additional Consent string"};
  }
  if (!looks_like_additional_consent(text)) {
    return Error{ErrorKind::corrupt, "not an Additional Consent string: it has no number before ~"};
  }
  const std::vector<Piece> parts = split({text, 0}, '~');
  AdditionalConsent read;
  const std::string_view version = parts[0].text;
  if (version != "1" && version != "2") {
    return Error{ErrorKind::corrupt,
                 "an Additional Consent string of the unknown version " + std::string(version)};
  }
  read.version = version == "1" ? 1 : 2;
  read.consented = read_ids(parts[1], "consented", read.problems);
  if (parts.size() > 2) read_disclosed(parts[2], read);
  check_parts(parts, read);
  if (auto error = refusal(read.problems, strictness)) return *std::move(error);
  return read;
}

}  // namespace consentry

// SPDX-License-Identifier: Apache-2.0
#include "core/classify/cache_date.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/observe/cookie_date.h"

namespace consentry {
namespace {

constexpr double kMsPerSecond = 1000;
constexpr double kDay = 86'400;

IdentifierAnswer none(std::string reason) {
  return {IdentifierStrength::none, std::move(reason), {}};
}

}  // namespace

IdentifierAnswer judge_cache_dates(std::span<const ProfileValues> profiles) {
  std::vector<double> seconds;
  for (const ProfileValues& values : profiles) {
    if (values.size() != 1) return none("not constant within each profile");
    const auto date = parse_cookie_date(values.front());
    if (!date) {
      IdentifierAnswer answer = judge_identifier(profiles, std::numeric_limits<double>::infinity());
      if (answer.strength == IdentifierStrength::strong) return answer;
      return none(std::move(answer.reason));
    }
    seconds.push_back(static_cast<double>(date->milliseconds) / kMsPerSecond);
  }
  if (seconds.size() < 2) return none("seen in one profile only, so nothing was compared");
  std::ranges::sort(seconds);
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < seconds.size(); ++i) {
    nearest = std::min(nearest, seconds[i] - seconds[i - 1]);
  }
  if (nearest <= kCopiesApartSeconds) {
    return none("dates of different profiles lie as near each other as those of copies of a file");
  }
  return {IdentifierStrength::strong,
          "constant within each of " + std::to_string(seconds.size()) + " profiles, and at least " +
              std::to_string(static_cast<std::int64_t>(std::floor(nearest / kDay))) +
              " days apart between them",
          profiles.front().front()};
}

}  // namespace consentry

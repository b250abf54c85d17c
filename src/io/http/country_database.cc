// SPDX-License-Identifier: Apache-2.0
#include "io/http/country_database.h"

#include <array>
#include <maxminddb.h>
#include <set>
#include <utility>

#include "io/http/visit_origin.h"

namespace consentry::http {
namespace {

// Where files of several makers tell it: MaxMind and DB-IP, then IPinfo.
constexpr std::array<std::array<const char*, 3>, 3> kPaths{{{"country", "iso_code", nullptr},
                                                            {"country_code", nullptr, nullptr},
                                                            {"country", nullptr, nullptr}}};

struct Found {
  bool damaged = false;
  std::string country;
};

bool is_damage(int status) {
  return status == MMDB_INVALID_DATA_ERROR || status == MMDB_CORRUPT_SEARCH_TREE_ERROR ||
         status == MMDB_UNKNOWN_DATABASE_FORMAT_ERROR || status == MMDB_IO_ERROR;
}

Found country_in(MMDB_entry_s entry) {
  for (const auto& path : kPaths) {
    MMDB_entry_data_s data{};
    const int status = MMDB_aget_value(&entry, &data, path.data());
    if (is_damage(status)) return {true, {}};
    const bool text =
        status == MMDB_SUCCESS && data.has_data && data.type == MMDB_DATA_TYPE_UTF8_STRING;
    if (text) return {false, country_code({data.utf8_string, data.data_size})};
  }
  return {};
}

// Reads what the tree leads to, each record once.
class Check {
 public:
  explicit Check(const MMDB_s& file) : file_(file) {}

  Status run() {
    for (std::uint32_t number = 0; number < file_.metadata.node_count; ++number) {
      MMDB_search_node_s node{};
      const bool good = MMDB_read_node(&file_, number, &node) == MMDB_SUCCESS &&
                        holds(node.left_record_type, node.left_record_entry) &&
                        holds(node.right_record_type, node.right_record_entry);
      if (!good) return invalid_input("the file is damaged");
    }
    if (!any_country_) return invalid_input("the file tells no countries");
    return {};
  }

 private:
  bool holds(std::uint8_t type, const MMDB_entry_s& entry) {
    if (type == MMDB_RECORD_TYPE_INVALID) return false;
    if (type != MMDB_RECORD_TYPE_DATA || !seen_.insert(entry.offset).second) return true;
    const Found found = country_in(entry);
    any_country_ |= !found.country.empty();
    return !found.damaged;
  }

  const MMDB_s& file_;
  std::set<std::uint32_t> seen_;
  bool any_country_ = false;
};

}  // namespace

struct CountryDatabase::State {
  MMDB_s file{};
  bool is_open = false;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (is_open) MMDB_close(&file);
  }
};

CountryDatabase::CountryDatabase(std::unique_ptr<State> state) : state_(std::move(state)) {}
CountryDatabase::CountryDatabase(CountryDatabase&&) noexcept = default;
CountryDatabase& CountryDatabase::operator=(CountryDatabase&&) noexcept = default;
CountryDatabase::~CountryDatabase() = default;

Result<CountryDatabase> CountryDatabase::open(const std::string& file) {
  auto state = std::make_unique<State>();
  const int status = MMDB_open(file.c_str(), MMDB_MODE_MMAP, &state->file);
  if (status == MMDB_FILE_OPEN_ERROR) return Error{ErrorKind::not_found, file + " cannot be read"};
  if (status != MMDB_SUCCESS)
    return invalid_input(
        file + " is no database in MaxMind's format, or damaged: " + MMDB_strerror(status));
  state->is_open = true;
  if (const Status good = Check(state->file).run(); !good) return good.error().in(file);
  return CountryDatabase(std::move(state));
}

std::string CountryDatabase::country_of(const std::string& address) const {
  constexpr std::string_view kMapped = "::ffff:";  // RFC 4291, 2.5.5.2: IPv4 on an IPv6 socket
  const std::string plain = address.starts_with(kMapped) && address.find('.') != std::string::npos
                                ? address.substr(kMapped.size())
                                : address;
  int no_address = 0;
  int status = MMDB_SUCCESS;
  MMDB_lookup_result_s found =
      MMDB_lookup_string(&state_->file, plain.c_str(), &no_address, &status);
  if (no_address != 0 || status != MMDB_SUCCESS || !found.found_entry) return {};
  return country_in(found.entry).country;
}

CountrySource country_from_address(const CountryDatabase& database, const ClientLimits& limits) {
  return [&database, &limits](const Request& request) {
    const std::string client = limits.client_of(request);
    return client.empty() ? std::string() : database.country_of(client);
  };
}

CountrySource either(CountrySource first, CountrySource second) {
  return [first = std::move(first), second = std::move(second)](const Request& request) {
    std::string country = first(request);
    return country.empty() ? second(request) : country;
  };
}

}  // namespace consentry::http

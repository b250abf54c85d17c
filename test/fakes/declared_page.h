// SPDX-License-Identifier: Apache-2.0
// Writes pages about cookies as the log holds them, so that rules on declarations can be tested.
#pragma once

#include <boost/json.hpp>
#include <initializer_list>
#include <string>
#include <vector>

namespace consentry {

class PageMaker {
 public:
  // Headed as the link that SiteMaker lets lead to it.
  explicit PageMaker(std::string language = "en", std::string_view heading = "Policy") {
    page_["lang"] = std::move(language);
    put("h", boost::json::value(heading));
  }

  PageMaker& line(std::string_view text) { return put("p", boost::json::value(text)); }
  PageMaker& table(const std::vector<std::vector<std::string>>& rows) {
    return put("t", boost::json::value_from(rows));
  }
  PageMaker& cut() {
    page_["cut"] = true;
    return *this;
  }
  PageMaker& written_by(std::string_view program) {
    page_["written"] = program;
    return *this;
  }
  // As it was after its scripts had run.
  PageMaker& rendered() {
    page_["rendered"] = true;
    return *this;
  }
  [[nodiscard]] std::string json() const {
    boost::json::object page = page_;
    page["blocks"] = blocks_;
    return boost::json::serialize(page);
  }

 private:
  PageMaker& put(std::string_view kind, boost::json::value what) {
    blocks_.push_back(boost::json::array{kind, std::move(what)});
    return *this;
  }

  boost::json::object page_;
  boost::json::array blocks_;
};

}  // namespace consentry

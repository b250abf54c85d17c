// SPDX-License-Identifier: Apache-2.0
// The parts of a form as HTML: each has a label, keeps what was sent, and names its own mistake.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/http/mandate_form_page.h"

namespace consentry::http {

struct TextField {
  std::string_view name;
  std::string_view label;  // key of the texts
  std::string_view autocomplete = "off";
  Asked asked = Asked::required;
  std::string_view hint{};  // key; empty: none
  std::string_view type = "text";
};

struct TickBox {
  std::string_view name;
  std::string_view value;
  std::string label;   // HTML
  std::string note{};  // HTML behind the label
};

// Refers to its arguments, which must outlive it.
class FieldWriter {
 public:
  FieldWriter(const MandateFormView& view, const MandateWords& words)
      : view_(view), words_(words) {}

  // Empty where the form does not ask for it.
  [[nodiscard]] std::string text(const TextField& field) const;
  [[nodiscard]] std::string prose(std::string_view name, std::string_view label) const;
  [[nodiscard]] std::string tick(const TickBox& box) const;
  // One of these, none chosen beforehand: buttons, or a list to open.
  struct Choices {
    std::string_view name;
    std::string_view label;                                   // key
    std::vector<std::pair<std::string, std::string>> values;  // value and plain text
    Asked asked = Asked::optional;
    std::string_view autocomplete = "off";
  };
  [[nodiscard]] std::string buttons(const Choices& choices) const;
  [[nodiscard]] std::string list(const Choices& choices) const;
  // Ticks of one name below one heading (HTML), which carries the mistake.
  struct Group {
    std::string_view name;
    std::string heading;
    std::string hint{};  // HTML
    std::vector<TickBox> boxes;
  };
  [[nodiscard]] std::string group(const Group& group) const;

  // All mistakes, each linked to its field; empty where there are none.
  [[nodiscard]] std::string summary() const;

 private:
  [[nodiscard]] std::string value_of(std::string_view name) const;
  [[nodiscard]] bool was_sent(std::string_view name, std::string_view value) const;
  [[nodiscard]] const FieldError* error_of(std::string_view name) const;
  [[nodiscard]] std::string error_html(std::string_view name) const;
  [[nodiscard]] std::string label_html(std::string_view key, Asked asked) const;
  [[nodiscard]] std::string described_by(std::string_view name, bool has_hint) const;
  [[nodiscard]] std::string row(std::string_view name, const std::string& inside) const;
  const MandateFormView& view_;
  const MandateWords& words_;
};

}  // namespace consentry::http

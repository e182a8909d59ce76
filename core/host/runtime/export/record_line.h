// What happened and what was decided, as lines for other programs: the form of `journal export` and of `--json-lines`.
//
// Amounts, prices and quantities are exact decimal text; times are ISO 8601 UTC. Every line of a kind has the same
// fields in the same order, absent ones empty.

#pragma once

#include "core/base/ids.h"
#include "core/host/person/person.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::runtime {

enum class LineKind : std::uint8_t { Proposal, Decision, Order, OrderEvent, Fill, Cash, Mode, Alert };
inline constexpr std::size_t lineKindCount = 8;

[[nodiscard]] std::string_view nameOf(LineKind kind) noexcept; ///< "order_event"
[[nodiscard]] std::optional<LineKind> lineKindFromName(std::string_view name) noexcept;
/// The fields of a kind, "seq" and "time" first.
[[nodiscard]] std::span<const std::string_view> fieldsOf(LineKind kind) noexcept;

/// How a value stands in JSON.
enum class FieldForm : std::uint8_t {
    Absent, ///< null, and nothing between two commas.
    Text, ///< In quotes; amounts, too.
    Bare, ///< A number, true, false, or a finished JSON value.
};

struct LineField {
    std::string value;
    FieldForm form = FieldForm::Absent;
};

class RecordLine
{
public:
    RecordLine(LineKind kind, Sequence seq);

    /// `name` is one of `fieldsOf(kind)`.
    RecordLine& text(std::string_view name, std::string_view value);
    /// Absent when empty.
    RecordLine& textIfAny(std::string_view name, std::string_view value);
    RecordLine& number(std::string_view name, std::int64_t value);
    RecordLine& number(std::string_view name, std::uint64_t value);
    /// Absent for 0, which is no id.
    RecordLine& id(std::string_view name, std::uint64_t value);
    RecordLine& flag(std::string_view name, bool value);
    RecordLine& json(std::string_view name, std::string value);

    [[nodiscard]] LineKind kind() const noexcept
    {
        return m_kind;
    }
    [[nodiscard]] Sequence seq() const noexcept
    {
        return m_seq;
    }
    /// Empty for an absent one.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    /// {"kind":"fill","seq":…}
    [[nodiscard]] std::string toJson() const;
    /// One row without a line end (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe.
    [[nodiscard]] std::string toCsv() const;

private:
    LineField& field(std::string_view name);

    LineKind m_kind;
    Sequence m_seq;
    std::vector<LineField> m_fields; ///< By `fieldsOf`.
};

/// The same line with the person's name in place of the pseudonym that the record has; as it is for null.
[[nodiscard]] RecordLine named(RecordLine line, const person::Person* person);

/// The header of a kind's CSV.
[[nodiscard]] std::string csvHeader(LineKind kind);

} // namespace omni::runtime

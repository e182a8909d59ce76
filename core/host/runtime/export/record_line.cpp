#include "core/host/runtime/export/record_line.h"

#include "core/base/csv_cell.h"
#include "core/base/json_text.h"

#include <algorithm>
#include <cassert>

namespace omni::runtime {

namespace {

using Name = std::string_view;

constexpr Name proposalFields[]
    = {"seq",        "time",  "proposal", "strategy",      "instrument",   "side",    "quantity",
       "order_type", "limit", "stop",     "target",        "reference",    "value",   "loss_at_stop",
       "currency",   "score", "reasons",  "expires_after", "would_refuse", "replaces"};
constexpr Name decisionFields[]
    = {"seq", "time", "proposal", "decision", "by", "path", "cause", "instrument", "quantity", "automatic", "digest"};
constexpr Name orderFields[]
    = {"seq",        "time",          "order",    "client_order_id", "instrument",  "side", "quantity",
       "order_type", "time_in_force", "role",     "origin",          "limit",       "stop", "reduce_only",
       "parent",     "oco",           "proposal", "strategy",        "environment", "by"};
constexpr Name orderEventFields[]
    = {"seq",  "time",       "order",       "event",   "instrument",   "side",           "quantity",      "limit",
       "stop", "price",      "value",       "fee",     "fee_currency", "currency",       "cause",         "by",
       "rule", "rule_limit", "rule_actual", "preview", "proposal",     "venue_order_id", "venue_fill_id", "venue_time",
       "text"};
constexpr Name fillFields[]
    = {"seq",   "time", "received",     "fill",     "instrument", "order",    "side",     "quantity",     "price",
       "value", "fee",  "fee_currency", "currency", "liquidity",  "strategy", "external", "venue_fill_id"};
constexpr Name cashFields[] = {"seq", "time", "reason", "amount", "currency", "instrument", "note"};
constexpr Name modeFields[]
    = {"seq", "time", "event", "mode", "level", "scope", "scope_id", "cause", "by", "reason", "environment", "session"};
constexpr Name alertFields[]
    = {"seq", "time", "level", "key", "instrument", "order", "strategy", "limit", "actual", "by", "reason"};

constexpr std::array<Name, lineKindCount> kindNames{"proposal", "decision", "order", "order_event",
                                                    "fill",     "cash",     "mode",  "alert"};

std::string csvCell(const LineField& field)
{
    return field.form == FieldForm::Text ? csvText(field.value) : csvFigure(field.value);
}

} // namespace

std::string_view nameOf(LineKind kind) noexcept
{
    return kindNames[static_cast<std::size_t>(kind)];
}

std::optional<LineKind> lineKindFromName(std::string_view name) noexcept
{
    const auto found = std::find(kindNames.begin(), kindNames.end(), name);
    if (found == kindNames.end()) {
        return std::nullopt;
    }
    return static_cast<LineKind>(found - kindNames.begin());
}

std::span<const std::string_view> fieldsOf(LineKind kind) noexcept
{
    switch (kind) {
    case LineKind::Proposal:
        return proposalFields;
    case LineKind::Decision:
        return decisionFields;
    case LineKind::Order:
        return orderFields;
    case LineKind::OrderEvent:
        return orderEventFields;
    case LineKind::Fill:
        return fillFields;
    case LineKind::Cash:
        return cashFields;
    case LineKind::Mode:
        return modeFields;
    case LineKind::Alert:
        return alertFields;
    }
    return {};
}

RecordLine::RecordLine(LineKind kind, Sequence seq)
    : m_kind(kind)
    , m_seq(seq)
    , m_fields(fieldsOf(kind).size())
{
    number("seq", seq.value);
}

LineField& RecordLine::field(std::string_view name)
{
    const auto names = fieldsOf(m_kind);
    const auto found = std::find(names.begin(), names.end(), name);
    assert(found != names.end());
    return m_fields[static_cast<std::size_t>(found - names.begin())];
}

RecordLine& RecordLine::text(std::string_view name, std::string_view value)
{
    field(name) = {std::string(value), FieldForm::Text};
    return *this;
}

RecordLine& RecordLine::textIfAny(std::string_view name, std::string_view value)
{
    return value.empty() ? *this : text(name, value);
}

RecordLine& RecordLine::number(std::string_view name, std::int64_t value)
{
    field(name) = {std::to_string(value), FieldForm::Bare};
    return *this;
}

RecordLine& RecordLine::number(std::string_view name, std::uint64_t value)
{
    field(name) = {std::to_string(value), FieldForm::Bare};
    return *this;
}

RecordLine& RecordLine::id(std::string_view name, std::uint64_t value)
{
    return value == 0 ? *this : number(name, value);
}

RecordLine& RecordLine::flag(std::string_view name, bool value)
{
    field(name) = {value ? "true" : "false", FieldForm::Bare};
    return *this;
}

RecordLine& RecordLine::json(std::string_view name, std::string value)
{
    field(name) = {std::move(value), FieldForm::Bare};
    return *this;
}

std::string_view RecordLine::value(std::string_view name) const
{
    const auto names = fieldsOf(m_kind);
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::string_view() : m_fields[static_cast<std::size_t>(found - names.begin())].value;
}

std::string RecordLine::toJson() const
{
    JsonText json;
    json.object().member("kind", nameOf(m_kind));
    const auto names = fieldsOf(m_kind);
    for (std::size_t i = 0; i < names.size(); ++i) {
        json.key(names[i]);
        switch (m_fields[i].form) {
        case FieldForm::Absent:
            json.null();
            break;
        case FieldForm::Text:
            json.text(m_fields[i].value);
            break;
        case FieldForm::Bare:
            json.raw(m_fields[i].value);
            break;
        }
    }
    json.end();
    return json.take();
}

std::string RecordLine::toCsv() const
{
    std::string out;
    for (const LineField& one : m_fields) {
        if (&one != &m_fields.front()) {
            out += ',';
        }
        out += csvCell(one);
    }
    return out;
}

RecordLine named(RecordLine line, const person::Person* person)
{
    constexpr std::string_view before = "script:";
    const std::string_view by = line.value("by");
    const bool isPerson = by.starts_with(before) && by.substr(before.size()) == person::pseudonym;
    if (person != nullptr && isPerson) {
        line.text("by", std::string(before) + person->name());
    }
    return line;
}

std::string csvHeader(LineKind kind)
{
    std::string out;
    for (const std::string_view name : fieldsOf(kind)) {
        out += (out.empty() ? "" : ",") + std::string(name);
    }
    return out;
}

} // namespace omni::runtime

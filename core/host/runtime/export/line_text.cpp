#include "core/host/runtime/export/line_text.h"

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// To the millisecond: nine digits are for programs.
std::string shortTime(std::string_view iso)
{
    constexpr std::size_t withMilliseconds = 23;
    return std::string(iso.substr(0, withMilliseconds)) + 'Z';
}

std::string part(std::string_view before, std::string_view value)
{
    return value.empty() ? std::string() : std::string(before) + std::string(value);
}

std::string proposalText(const RecordLine& l)
{
    return fmt::format("#{} {} {} {} near {}{}{}, value {} {}, {} at the stop{}", l.value("proposal"), l.value("side"),
                       l.value("quantity"), l.value("instrument"), l.value("reference"),
                       part(", stop ", l.value("stop")), part(", target ", l.value("target")), l.value("value"),
                       l.value("currency"), l.value("loss_at_stop"),
                       part("; now refused by ", l.value("would_refuse")));
}

std::string decisionText(const RecordLine& l)
{
    return fmt::format("#{} {}{}{}{}", l.value("proposal"), l.value("decision"), part(" by ", l.value("by")),
                       part(" for ", l.value("quantity")), part(": ", l.value("cause")));
}

std::string orderText(const RecordLine& l)
{
    return fmt::format("{} {} {} {} {}{}{}, {}{}", l.value("order"), l.value("side"), l.value("quantity"),
                       l.value("instrument"), l.value("order_type"), part(" at ", l.value("limit")),
                       part(" from ", l.value("stop")), l.value("role"), part(" of proposal #", l.value("proposal")));
}

std::string orderEventText(const RecordLine& l)
{
    if (l.value("event") == "refused") {
        return fmt::format("{} refused by {}: {}", l.value("instrument"), l.value("rule"), l.value("text"));
    }
    return fmt::format("{} {} {}{}{}", l.value("order"), l.value("instrument"), l.value("event"),
                       part(", ", l.value("cause")), part(": ", l.value("text")));
}

std::string fillText(const RecordLine& l)
{
    return fmt::format("{} {} {} at {}, value {} {}, fee {} {} (order {}, {})", l.value("instrument"), l.value("side"),
                       l.value("quantity"), l.value("price"), l.value("value"), l.value("currency"), l.value("fee"),
                       l.value("fee_currency"), l.value("order"), l.value("liquidity"));
}

std::string cashText(const RecordLine& l)
{
    return fmt::format("{} {} {}{}", l.value("reason"), l.value("amount"), l.value("currency"),
                       part(" of ", l.value("instrument")));
}

std::string modeText(const RecordLine& l)
{
    return fmt::format("{}{}{}{}{}{}", l.value("event"), part(": ", l.value("mode")), part(" ", l.value("level")),
                       part(" over ", l.value("scope")), part(", by ", l.value("by")), part(", ", l.value("reason")));
}

std::string alertText(const RecordLine& l)
{
    return fmt::format("{} {}{}{}{}", l.value("level"), l.value("key"), part(" ", l.value("instrument")),
                       part(" order ", l.value("order")), part(", by ", l.value("by")));
}

} // namespace

std::string textOf(const RecordLine& line)
{
    std::string what;
    switch (line.kind()) {
    case LineKind::Proposal:
        what = proposalText(line);
        break;
    case LineKind::Decision:
        what = decisionText(line);
        break;
    case LineKind::Order:
        what = orderText(line);
        break;
    case LineKind::OrderEvent:
        if (line.value("event") == "planned" || line.value("event") == "sent") {
            return {};
        }
        what = orderEventText(line);
        break;
    case LineKind::Fill:
        what = fillText(line);
        break;
    case LineKind::Cash:
        what = cashText(line);
        break;
    case LineKind::Mode:
        what = modeText(line);
        break;
    case LineKind::Alert:
        what = alertText(line);
        break;
    }
    return fmt::format("{}  {:<11} {}", shortTime(line.value("time")), nameOf(line.kind()), what);
}

} // namespace omni::runtime

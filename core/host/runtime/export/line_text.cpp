#include "core/host/runtime/export/line_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// When the desk learnt of it, so that lines never run backwards: a fill within a bar is told at the bar's end.
std::string_view timeOf(const RecordLine& l)
{
    const auto received = l.value("received");
    return received.empty() ? l.value("time") : received;
}

/// To the millisecond: nine digits are for programs.
std::string shortTime(std::string_view iso)
{
    constexpr std::size_t withMilliseconds = 23;
    return std::string(iso.substr(0, withMilliseconds)) + 'Z';
}

/// "cancel_asked" as people write it.
std::string plain(std::string_view name)
{
    std::string out(name);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

std::string part(std::string_view before, std::string_view value)
{
    return value.empty() ? std::string() : std::string(before) + std::string(value);
}

std::string proposalText(const RecordLine& l)
{
    return fmt::format("#{} {} {} {} near {}{}{}, value {} {}, {} lost at the stop{}", l.value("proposal"),
                       l.value("side"), l.value("quantity"), l.value("instrument"), l.value("reference"),
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
    return fmt::format("{}: {} {} {} {}{}{}, {}{}", l.value("order"), l.value("side"), l.value("quantity"),
                       l.value("instrument"), plain(l.value("order_type")), part(" at ", l.value("limit")),
                       part(" from ", l.value("stop")), l.value("role"), part(" of proposal #", l.value("proposal")));
}

std::string orderEventText(const RecordLine& l)
{
    if (l.value("event") == "refused") {
        return fmt::format("{} refused by {}: {}", l.value("instrument"), l.value("rule"), l.value("text"));
    }
    const std::string of = l.value("order").empty() ? std::string() : std::string(l.value("order")) + ": ";
    return fmt::format("{}{}{}{}{}", of, plain(l.value("event")), part(", ", l.value("cause")),
                       part(" for ", l.value("instrument")), part(": ", l.value("text")));
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
    return fmt::format("{}{}{}{}{}{}", plain(l.value("event")), part(": ", l.value("mode")),
                       part(" ", l.value("level")), part(" over ", l.value("scope")), part(", by ", l.value("by")),
                       part(", ", l.value("reason")));
}

/// Empty: the line is about something else.
std::string_view trippedBreaker(const RecordLine& l)
{
    constexpr std::string_view start = "breaker_tripped.";
    const auto key = l.value("key");
    return key.starts_with(start) ? key.substr(start.size()) : std::string_view();
}

/// The desk raises it beside the trip itself, which tells the same.
bool isEchoOfTrip(const RecordLine& l)
{
    return l.kind() == LineKind::Alert && l.value("key").starts_with("breaker.");
}

std::string alertText(const RecordLine& l)
{
    if (const auto breaker = trippedBreaker(l); !breaker.empty()) {
        return fmt::format("{} the breaker {} trips{}: nothing new opens until a person clears it", l.value("level"),
                           breaker, part(" for ", l.value("instrument")));
    }
    return fmt::format("{} {}{}{}{}", l.value("level"), l.value("key"), part(" ", l.value("instrument")),
                       part(" order ", l.value("order")), part(", by ", l.value("by")));
}

std::string_view labelOf(LineKind kind)
{
    return kind == LineKind::OrderEvent ? nameOf(LineKind::Order) : nameOf(kind);
}

} // namespace

std::string textOf(const RecordLine& line)
{
    if (isEchoOfTrip(line)) {
        return {};
    }
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
    return fmt::format("{}  {:<9} {}", shortTime(timeOf(line)), labelOf(line.kind()), what);
}

} // namespace omni::runtime

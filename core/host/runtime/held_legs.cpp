#include "core/host/runtime/held_legs.h"

#include <cstddef>
#include <set>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr std::size_t mostNamed = 3;

} // namespace

std::string wordsOfHeldLegs(const orders::Ledger& ledger)
{
    std::size_t stops = 0, others = 0;
    std::set<OrderId> entries;
    ledger.forEachOpen([&](const orders::OrderRecord& record) {
        if (!record.ticket.held) {
            return;
        }
        ++(record.ticket.role == orders::OrderRole::Stop ? stops : others);
        if (entries.size() <= mostNamed) {
            entries.insert(record.ticket.parent);
        }
    });
    if (stops + others == 0) {
        return {};
    }
    std::string named;
    std::size_t count = 0;
    for (const OrderId entry : entries) {
        named += ++count > mostNamed ? " and others" : fmt::format("{}{}", count > 1 ? ", " : " ", entry.value);
    }
    return fmt::format(
        "{} stops and {} targets are held by this program and end with it: what the entries{} fill from now on has, "
        "until the next start, no stop but one that the venue got with the entry",
        stops, others, named);
}

} // namespace omni::runtime

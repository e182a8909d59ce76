// Stops that reach the venue under no name of ours: it holds them already, having got them with their entries; or they
// were refused on this side while their entry still works.

#pragma once

#include "tests/support/terminal_kit.h"

#include "core/desk/events/own_word.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace omni::test {

/// Of all that was let go. `legs`: the venue's numbers of what it has made with entries of ours.
inline std::size_t stopsWithoutName(const std::vector<runtime::Notice>& notices, const std::set<std::string>& legs)
{
    std::set<OrderId> stops, without;
    std::map<std::string, OrderId> claimed;
    for (const auto& notice : notices) {
        if (const auto* planned = tests::TerminalKit::factIn<events::OrderPlanned>(notice)) {
            if (planned->ticket.role == orders::OrderRole::Stop && planned->ticket.parent) {
                stops.insert(planned->ticket.id);
            }
        }
        const auto* report = tests::TerminalKit::eventIn<events::OrderReport>(notice);
        if (report == nullptr || !stops.contains(report->order)) {
            continue;
        }
        const std::string number(report->venueOrderId.view());
        const bool isLeg = legs.contains(number)
            && claimed.emplace(number, report->order).first->second == report->order; // none stands for two
        const bool neverLeft = report->kind == orders::OrderEventKind::Rejected && events::isOwnWord(*report);
        if (isLeg || neverLeft) {
            without.insert(report->order);
        }
    }
    return without.size();
}

} // namespace omni::test

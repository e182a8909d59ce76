// When, second by second, a person is told of something by an alert; and a strategy's holding with its stop.

#pragma once

#include "tests/support/test_desk.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace omni::test {

inline std::int64_t timesTold(const TestDesk& desk, std::string_view key)
{
    const auto alerts = desk.ever<events::AlertRaised>();
    return std::count_if(alerts.begin(), alerts.end(), [key](const auto& alert) { return alert.key.view() == key; });
}

/// The seconds, of the next `most`, after which a person was told, with the market at that bid and that ask.
inline std::vector<int> secondsTold(TestDesk& desk, int most, std::string_view key, std::int64_t bid = 9'999,
                                    std::int64_t ask = 10'001)
{
    std::vector<int> told;
    for (int second = 1; second <= most; ++second) {
        const auto before = timesTold(desk, key);
        desk.pass(seconds(1));
        desk.quote(bid, ask);
        if (timesTold(desk, key) > before) {
            told.push_back(second);
        }
    }
    return told;
}

/// The strategy holds 19, bought at 100.00 by order 1, with a stop at 98.00, order 2, that the venue has confirmed.
inline TestDesk withAStop()
{
    auto desk = TestDesk::armed();
    desk.approve(desk.proposeBuy());
    desk.report(OrderId{1}, orders::OrderEventKind::Accepted);
    desk.fill(OrderId{1}, 19, 10'000);
    desk.report(OrderId{2}, orders::OrderEventKind::Accepted);
    return desk;
}

} // namespace omni::test

// The first order of a desk and the legs that protect what it fills, by the numbers that the desk gives them.

#pragma once

#include "tests/support/test_desk.h"

namespace omni::test {

inline constexpr OrderId entry{1};
inline constexpr OrderId stop{2};
inline constexpr OrderId target{3};

/// The entry fills whole at `price`, and its stop works.
inline void fillWithStop(TestDesk& desk, std::int64_t price)
{
    desk.report(entry, orders::OrderEventKind::Accepted);
    desk.fill(entry, desk.order(entry).ticket.size.count, price);
    desk.report(stop, orders::OrderEventKind::Accepted);
}

} // namespace omni::test

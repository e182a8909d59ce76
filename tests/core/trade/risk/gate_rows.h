// Rows of a table "this order, this answer", for the tests of the gate's rules.

#pragma once

#include "tests/core/trade/risk/typical_order.h"

#include <QTest>

#include <functional>

namespace omni::risk {

using GateAnswer = std::optional<Refusal>;

inline constexpr auto passes = std::nullopt;

inline void columns()
{
    QTest::addColumn<GateCase>("order");
    QTest::addColumn<GateAnswer>("answer");
}

inline void row(const char* name, GateAnswer answer, GateCase c, const std::function<void(GateCase&)>& change)
{
    change(c);
    QTest::newRow(name) << c << answer;
}

/// A typical entry with one change.
inline void entry(const char* name, GateAnswer answer, const std::function<void(GateCase&)>& change)
{
    row(name, answer, aTypicalEntry(), change);
}

/// A person's typical close with one change.
inline void closing(const char* name, GateAnswer answer, const std::function<void(GateCase&)>& change)
{
    row(name, answer, aTypicalClose(), change);
}

/// A typical protective stop with one change.
inline void protection(const char* name, GateAnswer answer, const std::function<void(GateCase&)>& change)
{
    row(name, answer, aTypicalStop(), change);
}

inline void asLimit(GateCase& c, std::int64_t price)
{
    c.ticket.kind = orders::OrderKind::Limit;
    c.ticket.limit = Ticks{price};
}

inline void asStop(GateCase& c, std::int64_t trigger)
{
    c.ticket.kind = orders::OrderKind::Stop;
    c.ticket.stop = Ticks{trigger};
}

/// What each test does with its row.
inline void checkRow()
{
    QFETCH(GateCase, order);
    QFETCH(GateAnswer, answer);

    const auto refusal = order.refusal();

    QCOMPARE(refusal.has_value(), answer.has_value());
    if (refusal) {
        QCOMPARE(nameOf(refusal->rule), nameOf(answer->rule));
        QCOMPARE(refusal->limit, answer->limit);
        QCOMPARE(refusal->actual, answer->actual);
    }
}

} // namespace omni::risk

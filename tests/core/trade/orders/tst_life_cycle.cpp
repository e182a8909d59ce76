#include "core/trade/orders/environment.h"
#include "core/trade/orders/life_cycle.h"
#include "core/trade/orders/order.h"

#include <QTest>

#include <array>
#include <set>
#include <string>
#include <string_view>

using namespace omni;
using namespace omni::orders;

namespace {

/// Rows are states, columns are events, "-" may not happen. Written by hand from the reports that venues send.
constexpr std::string_view wholeLife = R"(
            sent accepted    rejected part_filled filled    cancel_sent cancelled cancel_rejected expired lost      found       replace_sent replaced    replace_rejected
created     sent -           rejected -           -         -           cancelled -               expired unknown   -           -            created     -
sent        -    working     rejected working     filled    cancel_sent cancelled -               expired unknown   working     -            -           -
working     -    working     rejected working     filled    cancel_sent cancelled working         expired unknown   working     working      working     working
cancel_sent -    cancel_sent rejected cancel_sent filled    cancel_sent cancelled working         expired unknown   cancel_sent cancel_sent  cancel_sent cancel_sent
filled      -    filled      -        filled      filled    filled      -         filled          -       filled    filled      -            -           filled
cancelled   -    cancelled   -        cancelled   cancelled cancelled   cancelled cancelled       cancelled cancelled -         -            -           cancelled
rejected    -    -           rejected rejected    rejected  rejected    rejected  rejected        rejected rejected -           -            -           rejected
expired     -    expired     -        expired     expired   expired     expired   expired         expired expired   -           -            -           expired
unknown     -    working     rejected working     filled    unknown     cancelled unknown         expired unknown   working     -            working     unknown
)";

QList<QStringList> words()
{
    QList<QStringList> lines;
    const QString text = QString::fromLatin1(wholeLife.data(), static_cast<qsizetype>(wholeLife.size()));
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        lines.append(line.simplified().split(QLatin1Char(' ')));
    }
    return lines;
}

QString textOf(std::string_view name)
{
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

OrderState stateAt(int i)
{
    return static_cast<OrderState>(i);
}

OrderEventKind eventAt(int i)
{
    return static_cast<OrderEventKind>(i);
}

} // namespace

class TestLifeCycle : public QObject
{
    Q_OBJECT

private slots:
    void everyCellIsAsWritten_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("event");
        QTest::addColumn<QString>("after");

        const auto lines = words();
        QCOMPARE(lines.size(), 1 + orderStates);
        for (int state = 0; state < orderStates; ++state) {
            const QStringList& row = lines[state + 1];
            QCOMPARE(row.size(), 1 + orderEventKinds);
            QCOMPARE(row[0], textOf(nameOf(stateAt(state))));
            for (int event = 0; event < orderEventKinds; ++event) {
                QCOMPARE(lines[0][event], textOf(nameOf(eventAt(event))));
                QTest::addRow("%s, %s", qPrintable(row[0]), qPrintable(lines[0][event]))
                    << state << event << row[event + 1];
            }
        }
    }

    void everyCellIsAsWritten()
    {
        QFETCH(int, state);
        QFETCH(int, event);

        const auto after = next(stateAt(state), eventAt(event));

        QTEST(after ? textOf(nameOf(*after)) : QStringLiteral("-"), "after");
    }

    void theTableIsKnownWhenCompiling()
    {
        static_assert(next(OrderState::Created, OrderEventKind::Sent) == OrderState::Sent);
        static_assert(!next(OrderState::Filled, OrderEventKind::Cancelled));
        QVERIFY(true);
    }

    void noEventRevivesAnOrderThatHasEnded()
    {
        for (int state = 0; state < orderStates; ++state) {
            for (int event = 0; event < orderEventKinds; ++event) {
                const auto after = next(stateAt(state), eventAt(event));
                if (isTerminal(stateAt(state)) && after) {
                    QCOMPARE(*after, stateAt(state));
                }
            }
        }
    }

    void nothingReturnsToCreatedOrSent()
    {
        for (int state = 1; state < orderStates; ++state) {
            for (int event = 0; event < orderEventKinds; ++event) {
                const auto after = next(stateAt(state), eventAt(event));
                QVERIFY(after != OrderState::Created && after != OrderState::Sent);
            }
        }
    }

    // S6: a lost answer, a refused cancel, our own requests say nothing about whether it exists.
    void onlyEvidenceLeavesUnknown()
    {
        using enum OrderEventKind;
        for (const OrderEventKind event : {Sent, CancelSent, CancelRejected, Lost, ReplaceSent, ReplaceRejected}) {
            QCOMPARE(next(OrderState::Unknown, event).value_or(OrderState::Unknown), OrderState::Unknown);
        }
    }

    void aLateFillIsNeverImpossibleOnceSent()
    {
        for (int state = 1; state < orderStates; ++state) {
            QVERIFY(next(stateAt(state), OrderEventKind::PartFilled));
            QVERIFY(next(stateAt(state), OrderEventKind::Filled));
        }
    }

    void namesAreStableAndDistinct()
    {
        std::set<std::string_view> names;
        for (int state = 0; state < orderStates; ++state) {
            names.insert(nameOf(stateAt(state)));
        }
        QCOMPARE(names.size(), std::size_t{9});
        QCOMPARE(nameOf(Environment::Replay), std::string_view{"replay"});
        QCOMPARE(nameOf(OrderKind::StopLimit), std::string_view{"stop_limit"});
        QCOMPARE(nameOf(TimeInForce::GoodTillCancelled), std::string_view{"gtc"});
        QCOMPARE(nameOf(TimeInForce::FillOrKill), std::string_view{"fok"});
        QCOMPARE(nameOf(OrderRole::Target), std::string_view{"target"});
        QCOMPARE(nameOf(Origin::KillSwitch), std::string_view{"kill_switch"});
        QCOMPARE(nameOf(Liquidity::Maker), std::string_view{"maker"});
    }
};

QTEST_APPLESS_MAIN(TestLifeCycle)
#include "tst_life_cycle.moc"

// needs: ui/shell desk/views Qt6::Widgets
// The lamps of a session with a broker: never a light alone, never "connected" without the age of its proof.
#include "ui/shell/status/line_lamps.h"
#include "ui/widgets/formats.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace omni;
using namespace omni::ui;

namespace {

constexpr Timestamp now{1'760'438'538'000'000'000}; // 2025-10-14T10:42:18Z

views::Connection connection()
{
    views::Connection out;
    out.broker = "alpaca";
    out.host = "paper-api.alpaca.markets";
    out.lines[0] = {views::LineState::Up, now - minutes(5), now - milliseconds(200), {}};
    out.lines[1] = {views::LineState::Down, now - seconds(9), now - seconds(12), "connection refused"};
    out.lines[2] = {views::LineState::Connecting, now - seconds(1), {}, {}};
    out.orderLatency = milliseconds(38);
    return out;
}

} // namespace

class TestLineLamps : public QObject
{
    Q_OBJECT

private slots:
    void eachLineHasItsWordAndTheAgeOfItsProof()
    {
        Theme theme;
        const Formats formats;
        LineLamps lamps(theme, formats, nullptr);

        lamps.show(connection(), QStringLiteral("Alpaca"), now);

        QCOMPARE(lamps.text(),
                 QStringLiteral("Alpaca · Market data up · 0.2 s | Orders down · 12.0 s | Account connecting · –"));
    }

    void theTipSaysWhereAndWhy()
    {
        Theme theme;
        const Formats formats;
        LineLamps lamps(theme, formats, nullptr);

        lamps.show(connection(), QStringLiteral("Alpaca"), now);

        const QString tip = lamps.findChildren<QToolButton*>().at(1)->toolTip();
        QVERIFY2(tip.contains(QStringLiteral("paper-api.alpaca.markets")), qPrintable(tip));
        QVERIFY2(tip.contains(QStringLiteral("connection refused")), qPrintable(tip));
        QVERIFY2(tip.contains(QStringLiteral("38 ms")), qPrintable(tip));
    }

    /// A clock that is not known makes no age (a picture from before the first figures).
    void withoutAClockThereIsNoAge()
    {
        Theme theme;
        const Formats formats;
        LineLamps lamps(theme, formats, nullptr);

        lamps.show(connection(), QStringLiteral("Alpaca"), Timestamp{});

        QVERIFY2(lamps.text().startsWith(QStringLiteral("Alpaca · Market data up · –")), qPrintable(lamps.text()));
    }

    void aPressAsksForTheHealthOfTheParts()
    {
        Theme theme;
        const Formats formats;
        LineLamps lamps(theme, formats, nullptr);
        QSignalSpy asked(&lamps, &LineLamps::asked);

        for (auto* lamp : lamps.findChildren<QToolButton*>()) {
            QVERIFY(!lamp->accessibleName().isEmpty());
            lamp->click();
        }

        QCOMPARE(asked.count(), 3);
    }

    void theNameIsThePersonsNotTheKey()
    {
        views::BrokerOffers offers(1);
        offers[0].key = "alpaca";
        offers[0].title = "Alpaca";
        QCOMPARE(brokerTitle(connection(), &offers), QStringLiteral("Alpaca"));
        QCOMPARE(brokerTitle(connection(), nullptr), QStringLiteral("alpaca"));
    }
};

QTEST_MAIN(TestLineLamps)
#include "tst_line_lamps.moc"

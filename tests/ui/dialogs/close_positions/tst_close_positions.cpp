// needs: ui/dialogs/close_positions tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/close_positions/close_positions.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

struct Bench {
    FakeTerminal terminal;
    EngineLink engine{terminal};
    Theme theme;
    Formats formats;
    std::int64_t now = 0;
    QPointer<ClosePositions> dialog;

    Bench()
    {
        views::DeskSnapshot desk = aSnapshot();
        views::PositionView sold = aPosition();
        sold.position.lots.count = -20;
        desk.positions.push_back(sold);
        terminal.show(desk);
        engine.poll();
        dialog = new ClosePositions(engine, theme, formats, nullptr, [this] { return now; });
        dialog->open();
        now = 1'000;
    }
    ~Bench()
    {
        delete dialog;
    }
    QLineEdit* sentence() const
    {
        return dialog->findChild<QLineEdit*>();
    }
    QPushButton* close() const
    {
        for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
            if (button->text().startsWith(u"Close"_qs)) {
                return button;
            }
        }
        return nullptr;
    }
};

} // namespace

class TestClosePositions : public QObject
{
    Q_OBJECT

private slots:
    void waitsForTheSentence()
    {
        Bench bench;
        QVERIFY(!bench.close()->isEnabled());
        QTest::keyClicks(bench.sentence(), u"close position"_qs);
        QVERIFY(!bench.close()->isEnabled());
        QTest::keyClicks(bench.sentence(), u"s"_qs);
        QVERIFY(bench.close()->isEnabled());
    }

    // Half of a spread of 2.00 on 0.0315 and on 0.0020: 0.0335; 10 bp of 1'997.10 and of 126.804: 2.1239.
    void tellsWhatItIsExpectedToCostAndGuessesNothing()
    {
        Bench bench;
        const auto says = [&](const QString& text) {
            const auto labels = bench.dialog->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* one) { return one->text() == text; });
        };
        QVERIFY(says(u"Est. cost –."_qs)); // no rate is known
        views::DeskSnapshot desk = *bench.terminal.snapshotShown;
        desk.risk.instruments.resize(1);
        desk.risk.instruments[0].rate = portfolio::Rate{};
        bench.terminal.show(desk);
        bench.engine.poll();
        QVERIFY(says(u"Est. cost 0.03 USD, fees not known."_qs));
        desk.venueFees = orders::FeeSchedule{.makerE8 = 0, .takerE8 = 100'000, .perUnit = {}, .leastPerOrder = {}};
        bench.terminal.show(desk);
        bench.engine.poll();
        QVERIFY(says(u"Est. cost 2.16 USD with fees."_qs));
    }

    void enterInTheSentenceClosesNothing()
    {
        Bench bench;
        QTest::keyClicks(bench.sentence(), ClosePositions::sentence());
        QTest::keyClick(bench.sentence(), Qt::Key_Return);
        QVERIFY(bench.terminal.sent.empty());
    }

    void sendsOneReduceOnlyOrderForEachPosition()
    {
        Bench bench;
        bench.sentence()->setText(ClosePositions::sentence());
        QTest::mouseClick(bench.close(), Qt::LeftButton);
        QCOMPARE(bench.terminal.sent.size(), std::size_t{2});
        const auto& first = std::get<events::PlaceOrder>(bench.terminal.sent[0].what).ticket;
        const auto& second = std::get<events::PlaceOrder>(bench.terminal.sent[1].what).ticket;
        QVERIFY(first.reduceOnly && second.reduceOnly);
        QCOMPARE(first.side, Side::Sell);
        QCOMPARE(first.size, aPosition().position.lots);
        QCOMPARE(second.side, Side::Buy);
        QCOMPARE(second.size.count, std::int64_t{20});
        QCOMPARE(first.kind, orders::OrderKind::Market);
    }

    void isDeafForItsFirstMoment()
    {
        Bench bench;
        bench.now = 299;
        bench.sentence()->setText(ClosePositions::sentence());
        QTest::mouseClick(bench.close(), Qt::LeftButton);
        QVERIFY(bench.terminal.sent.empty());
    }

    void saysWhenNoSessionTakesOrders()
    {
        Bench bench;
        bench.terminal.takesCommands = false;
        bench.sentence()->setText(ClosePositions::sentence());
        QTest::mouseClick(bench.close(), Qt::LeftButton);
        QVERIFY(bench.dialog && bench.dialog->isVisible());
        bench.terminal.takesCommands = true;
        QTest::mouseClick(bench.close(), Qt::LeftButton);
        QCOMPARE(bench.terminal.sent.size(), std::size_t{2});
    }

    void closesNothingThatIsFlat()
    {
        views::DeskSnapshot desk = aSnapshot();
        desk.positions[0].position.lots.count = 0;
        QVERIFY(closingOrders(desk).empty());
    }
};

QTEST_MAIN(TestClosePositions)
#include "tst_close_positions.moc"

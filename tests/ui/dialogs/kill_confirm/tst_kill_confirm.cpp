// needs: ui/dialogs/kill_confirm tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/kill_confirm/kill_confirm.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

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
    QPointer<KillConfirm> dialog;

    explicit Bench(risk::Scope scope = {})
    {
        views::DeskSnapshot desk = aSnapshot();
        orders::OrderRecord entry = anOrder();
        entry.ticket.id = {9};
        entry.ticket.role = orders::OrderRole::Entry;
        entry.ticket.reduceOnly = false;
        desk.openOrders.push_back(entry);
        desk.positions[0].value = Money{1'997'10000000};
        terminal.show(desk);
        engine.poll();
        dialog = new KillConfirm(engine, theme, formats, scope, nullptr, [this] { return now; });
        dialog->open();
    }
    ~Bench()
    {
        delete dialog;
    }
    QPushButton* stop() const
    {
        for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
            if (button->accessibleName().startsWith(u"Stop"_qs)) {
                return button;
            }
        }
        return nullptr;
    }
    QStringList texts() const
    {
        QStringList texts;
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            texts.append(label->text());
        }
        return texts;
    }
};

} // namespace

class TestKillConfirm : public QObject
{
    Q_OBJECT

private slots:
    void anotherLanguageOrScaleKeepsTheChoice()
    {
        Bench bench;
        bench.dialog->findChildren<QRadioButton*>().at(1)->setChecked(true);

        bench.theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 150);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(bench.dialog, &language);

        QCOMPARE(bench.dialog->level(), risk::KillLevel::CancelAll);
        QCOMPARE(bench.dialog->findChildren<QRadioButton*>().size(), 3);
        QSignalSpy stopped(bench.dialog, &KillConfirm::stopped);
        bench.now = 400;
        bench.stop()->click();
        QCOMPARE(stopped.size(), 1);
    }

    void countsWhatAStopWouldFind()
    {
        Bench bench;
        QVERIFY(bench.texts().contains(u"New orders are blocked the moment you confirm."_qs));
        QVERIFY(bench.texts().contains(u"1 entry order(s), 1 stop(s), 1 position(s)"_qs));
        QVERIFY(bench.texts().contains(u"Stops are removed. Positions lose protection."_qs));
        QVERIFY(bench.texts().contains(u"About 1,997 USD in 1 order(s). Est. cost –."_qs)); // no rate, no guess
        QCOMPARE(bench.dialog->windowTitle(), u"Stop all trading now?"_qs);
    }

    // 0.0315 across a spread of 2.00 pays half of 0.063; the bid of 63'400 makes 1'997.10, of which 10 bp are 2.00.
    void tellsWhatClosingIsExpectedToCost()
    {
        views::DeskSnapshot desk = aSnapshot();
        desk.risk.instruments.resize(1);
        desk.risk.instruments[0].rate = portfolio::Rate{};
        Bench bench;
        bench.terminal.show(desk);
        bench.engine.poll();
        QVERIFY(bench.texts().contains(u"About 1,999 USD in 1 order(s). Est. cost 0.03 USD, fees not known."_qs));
        desk.venueFees = orders::FeeSchedule{.makerE8 = 0, .takerE8 = 100'000, .perUnit = {}, .leastPerOrder = {}};
        bench.terminal.show(desk);
        bench.engine.poll();
        QVERIFY2(bench.texts().join(u'|').contains(u"Est. cost 2.03 USD with fees."_qs),
                 qPrintable(bench.texts().join(u'|')));
    }

    void stopsOnceByEnterAndKeepsStopsByDefault()
    {
        Bench bench;
        bench.now = 400;
        QTest::keyClick(bench.stop(), Qt::Key_Return);
        QCOMPARE(bench.terminal.kills.size(), std::size_t{1});
        QCOMPARE(bench.terminal.kills[0].level, risk::KillLevel::CancelEntries);
        QCOMPARE(bench.terminal.kills[0].scope, risk::Scope{});
    }

    void hasTheKeyboardOnTheStopButton()
    {
        Bench bench;
        QCOMPARE(bench.dialog->focusWidget(), bench.stop());
    }

    void isDeafForItsFirstMoment()
    {
        Bench bench;
        bench.now = 299;
        QTest::keyClick(bench.stop(), Qt::Key_Return);
        bench.dialog->pressedAgain();
        QTest::mouseClick(bench.stop(), Qt::LeftButton);
        QVERIFY(bench.terminal.kills.empty());
        bench.now = 300;
        QTest::keyClick(bench.stop(), Qt::Key_Return);
        QCOMPARE(bench.terminal.kills.size(), std::size_t{1});
    }

    void doesNothingForAKeyThatIsHeld()
    {
        Bench bench;
        bench.now = 5'000;
        for (int i = 0; i < 50; ++i) {
            QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, {}, true);
            QCoreApplication::sendEvent(bench.stop(), &repeat);
        }
        QVERIFY(bench.terminal.kills.empty());
    }

    void stopsOnceForFiftyClicks()
    {
        Bench bench;
        bench.now = 5'000;
        QPointer<QPushButton> stop = bench.stop();
        for (int i = 0; i < 50 && stop; ++i) {
            QTest::mouseClick(stop, Qt::LeftButton);
            if (bench.dialog) {
                bench.dialog->pressedAgain();
            }
        }
        QCOMPARE(bench.terminal.kills.size(), std::size_t{1});
    }

    void closesPositionsOnlyByTheThirdChoice()
    {
        Bench bench;
        bench.now = 1'000;
        auto choices = bench.dialog->findChildren<QRadioButton*>();
        QCOMPARE(choices.size(), 3);
        QTest::keyClick(bench.dialog, Qt::Key_Down);
        QTest::keyClick(bench.dialog, Qt::Key_Down);
        QVERIFY(choices[2]->isChecked());
        QVERIFY(!choices[0]->isChecked());
        QTest::keyClick(bench.stop(), Qt::Key_Return);
        QCOMPARE(bench.terminal.kills[0].level, risk::KillLevel::Flatten);
    }

    void escapeStopsNothing()
    {
        Bench bench;
        bench.now = 1'000;
        QTest::keyClick(bench.stop(), Qt::Key_Escape);
        QVERIFY(bench.terminal.kills.empty());
        QVERIFY(!bench.dialog || !bench.dialog->isVisible());
    }

    void namesAndStopsOnlyItsScope()
    {
        Bench bench({risk::ScopeKind::Symbol, 1});
        bench.now = 1'000;
        QCOMPARE(bench.dialog->windowTitle(), u"Stop BTCUSD now?"_qs);
        QTest::keyClick(bench.stop(), Qt::Key_Return);
        QCOMPARE(bench.terminal.kills[0].scope, (risk::Scope{risk::ScopeKind::Symbol, 1}));
    }

    void countsNothingOfAnotherSymbol()
    {
        const StopCounts counts = countsOf(aSnapshot(), {risk::ScopeKind::Symbol, 7});
        QCOMPARE(counts.stops + counts.entries + counts.positions, 0);
    }

    void namesEveryPartThatTakesTheKeyboard()
    {
        Bench bench;
        for (const QWidget* part : bench.dialog->findChildren<QWidget*>()) {
            if (part->focusPolicy() != Qt::NoFocus) {
                QVERIFY2(!part->accessibleName().isEmpty(), part->metaObject()->className());
            }
        }
    }
};

QTEST_MAIN(TestKillConfirm)
#include "tst_kill_confirm.moc"

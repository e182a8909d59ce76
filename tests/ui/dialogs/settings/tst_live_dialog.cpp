// needs: ui/dialogs/settings tests/support/fake_terminal Qt6::Widgets
//
// The way to real money in the window: each card says what is there, the dialog refuses in words, and what is typed
// goes into one wish and is wiped.

#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/settings/going_live.h"
#include "ui/dialogs/settings/live_dialog.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/secret_field.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::settings;
using omni::testing::earnedStanding;
using omni::testing::FakeTerminal;
using omni::testing::textOf;

namespace {

constexpr Timestamp day{1'760'438'538'000'000'000}; // 2025-10-14

struct Bench {
    FakeTerminal terminal;
    Theme theme;
    Formats formats;
    std::unique_ptr<EngineLink> link;
    QPointer<LiveDialog> dialog;

    explicit Bench(const views::LiveStanding& standing)
    {
        terminal.liveShown.shown.brokers = {standing};
        link = std::make_unique<EngineLink>(terminal);
        link->poll();
        dialog = new LiveDialog(*link, terminal.liveShown, theme, formats, {"binance", QStringLiteral("Binance")},
                                nullptr);
        dialog->show();
    }
    ~Bench()
    {
        delete dialog;
    }
    [[nodiscard]] QPushButton& grant() const
    {
        return *dialog->findChild<QPushButton*>(QStringLiteral("grantLive"));
    }
    [[nodiscard]] QString told() const
    {
        return dialog->findChild<QLabel*>(QStringLiteral("liveTold"))->text();
    }
    void fill(const char* end, bool both = false)
    {
        dialog->findChild<QLineEdit*>(QStringLiteral("accountEnd"))->setText(QString::fromLatin1(end));
        dialog->findChild<QLineEdit*>(QStringLiteral("liveBy"))->setText(QStringLiteral(" owner "));
        const auto secrets = dialog->findChildren<SecretField*>();
        QTest::keyClicks(secrets[0], QStringLiteral("seven green kettles"));
        QTest::keyClicks(secrets[1], QStringLiteral("123456"));
        if (both) {
            dialog->findChild<QLineEdit*>(QStringLiteral("liveSecond"))->setText(QStringLiteral("anna"));
            QTest::keyClicks(secrets[2], QStringLiteral("four blue umbrellas"));
            QTest::keyClicks(secrets[3], QStringLiteral("654321"));
        }
    }
};

} // namespace

class TestLiveDialog : public QObject
{
    Q_OBJECT

private slots:
    void whatIsMissingIsSaidWithWhatToDoAndNothingIsGranted()
    {
        auto standing = earnedStanding("binance");
        auto& sessions = standing.lines.front();
        sessions.isMet = false;
        sessions.have = 3;
        Bench bench(standing);
        bench.fill("0452");
        QVERIFY(!bench.grant().isEnabled());
        QVERIFY(bench.told().contains(QStringLiteral("missing")));
        QStringList all;
        for (const auto* label : bench.dialog->findChildren<QLabel*>()) {
            all << label->text();
        }
        QVERIFY(all.contains(QStringLiteral("3 of 5")));
        QVERIFY(all.join(u' ').contains(QStringLiteral("Trade on paper with this broker")));
        bench.grant().click();
        QVERIFY(bench.terminal.liveShown.wishes.empty());
    }

    void whatIsTypedGoesIntoOneWishAndIsWiped()
    {
        Bench bench(earnedStanding("binance"));
        QVERIFY(!bench.grant().isEnabled());
        bench.fill(" 0452 ");
        QVERIFY2(bench.grant().isEnabled(), qPrintable(bench.told()));
        bench.terminal.liveShown.holds = true;
        bench.grant().click();
        const auto* wish = bench.terminal.liveShown.last<runtime::GrantLive>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->broker, std::string("binance"));
        QCOMPARE(wish->accountEnd, std::string("0452"));
        QCOMPARE(wish->by.person, std::string("owner"));
        QCOMPARE(textOf(wish->by.password), std::string("seven green kettles"));
        QCOMPARE(textOf(wish->by.code), std::string("123456"));
        QVERIFY(wish->second.person.empty());
        for (const auto* field : bench.dialog->findChildren<SecretField*>()) {
            QVERIFY(field->isBlank());
        }
        QVERIFY(!bench.grant().isEnabled()); // once
    }

    void whereTwoHaveTheRightBothAreAsked()
    {
        auto standing = earnedStanding("binance");
        standing.takesTwo = true;
        Bench bench(standing);
        bench.fill("0452");
        QVERIFY(!bench.grant().isEnabled());
        bench.fill("0452", true);
        QVERIFY(bench.grant().isEnabled());
        bench.grant().click();
        const auto* wish = bench.terminal.liveShown.last<runtime::GrantLive>();
        QVERIFY(wish != nullptr && wish->second.person == "anna" && textOf(wish->second.code) == "654321");
    }

    void refusalsAreSaidInPlainWords_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("other characters") << "other_account"
                                          << "not the last characters";
        QTest::newRow("a code of the last step") << "not_signed_in"
                                                 << "A code counts once";
        QTest::newRow("one of two") << "second_person_missing"
                                    << "Both have to say it";
        QTest::newRow("no right") << "no_right"
                                  << "the role Risk";
    }
    void refusalsAreSaidInPlainWords()
    {
        QFETCH(QString, code);
        QFETCH(QString, words);
        Bench bench(earnedStanding("binance"));
        bench.fill("0452");
        bench.terminal.liveShown.failsWith = views::LiveFailure{code.toStdString(), "english", {}};
        bench.grant().click();
        QTRY_VERIFY2(bench.told().contains(words), qPrintable(bench.told()));
        QVERIFY(bench.dialog != nullptr); // it stays
    }

    void aloneItWaitsAndClosingLeavesEverythingAsItIs()
    {
        Bench bench(earnedStanding("binance"));
        bench.fill("0452");
        bench.terminal.liveShown.shown.waiting = "binance";
        bench.terminal.liveShown.shown.grantedFrom = bench.terminal.nowShown + seconds(42);
        bench.grant().click();
        QTRY_VERIFY2(bench.told().contains(QStringLiteral("42 s")), qPrintable(bench.told()));
        delete bench.dialog;
        QVERIFY(bench.terminal.liveShown.last<runtime::DropLive>() != nullptr);
    }

    void itClosesOnceItIsGranted()
    {
        Bench bench(earnedStanding("binance"));
        bench.fill("0452");
        bench.grant().click();
        bench.terminal.liveShown.shown.brokers.front().grant = views::LiveGrantState::Granted;
        QTRY_VERIFY(bench.dialog == nullptr || !bench.dialog->isVisible());
    }

    void theSevenLinesOfATestAreShown()
    {
        Bench bench(earnedStanding("binance"));
        bench.dialog->findChild<QPushButton*>(QStringLiteral("testLiveKey"))->click();
        QVERIFY(bench.terminal.liveShown.last<runtime::TestLiveKey>() != nullptr);
        auto& shown = bench.terminal.liveShown.shown;
        shown.tested = "binance";
        shown.test = {{"reached", "passed", "84 ms"}, {"no_withdrawals", "failed", "a <b>key</b>"}};
        const auto* lines = bench.dialog->findChild<QLabel*>(QStringLiteral("liveTestLines"));
        QTRY_VERIFY(lines->text().contains(QStringLiteral("Server reached, TLS verified: 84 ms")));
        QVERIFY(lines->text().contains(QStringLiteral("Withdrawals must be off")));
        QCOMPARE(lines->textFormat(), Qt::PlainText); // V31
    }

    void theCardsShowTheChosenBrokerAlone()
    {
        FakeTerminal terminal;
        const Theme theme;
        const Formats formats;
        auto binance = earnedStanding("binance");
        binance.lines[3].at = day;
        binance.lines[3].took = milliseconds(800);
        auto alpaca = earnedStanding("alpaca");
        alpaca.lines[0].isMet = false;
        alpaca.lines[0].have = 2;
        terminal.liveShown.shown.brokers = {alpaca, binance};
        EngineLink link(terminal);
        GoingLive live(QStringLiteral("Going live"), link, theme, formats);
        const auto card = [&live](const char* need) {
            return live.findChild<QLabel*>(QStringLiteral("live_") + QString::fromLatin1(need))->text();
        };
        live.showFor("alpaca", QStringLiteral("Alpaca"));
        QCOMPARE(card("paper_sessions"), QStringLiteral("2 of 5"));
        live.showFor("binance", QStringLiteral("Binance"));
        QCOMPARE(card("paper_sessions"), QStringLiteral("5 of 5"));
        QVERIFY(card("kill_drill").contains(QStringLiteral("0.8 s")));
        QVERIFY(terminal.liveShown.looks > 0);
        QVERIFY(!live.isGranted());
        terminal.liveShown.shown.brokers[1].grant = views::LiveGrantState::Granted;
        live.refresh();
        QVERIFY(live.isGranted());
        live.findChild<QPushButton*>(QStringLiteral("endLive"))->click();
        QVERIFY(terminal.liveShown.last<runtime::EndLive>() != nullptr);
    }
};

QTEST_MAIN(TestLiveDialog)
#include "tst_live_dialog.moc"

// needs: ui/panes/ticket ui/panes ui/commands ui/widgets ui/style desk/engine tests/support/fake_terminal Qt6::Widgets

#include "core/desk/views/assessment.h"
#include "tests/ui/panes/ticket/ticket_bench.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/formats.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTest>

#include <random>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::ticket;
using omni::testing::EngineTerminal;

namespace {

Draft aBuy()
{
    Draft draft;
    draft.instrument = InstrumentId{1};
    draft.limit = Ticks{10'000};
    draft.lots = Lots{10};
    draft.stop = Ticks{9'900};
    return draft;
}

} // namespace

class TestTicket : public QObject
{
    Q_OBJECT

private slots:
    void theFeesOfTheVenueStandBesideTheLoss()
    {
        Bench bench;
        bench.terminal.desk.engine.showFees(orders::FeeSchedule{.makerE8 = 20'000, .takerE8 = 100'000});
        bench.terminal.publish();
        bench.link.poll();

        bench.fill();

        // Rests: 2 bp of 499.50 in, 10 bp of 492.50 out; 5 x 1.40 is lost between.
        QVERIFY(bench.shows(QStringLiteral("0.10 in, 0.49 out at the stop")));
        QVERIFY(bench.shows(QStringLiteral("with fees −7.59")));
    }

    void feesThatAreNotKnownAreADash()
    {
        Bench bench;
        bench.fill();
        QVERIFY(!bench.shows(QStringLiteral("with fees")));
        QCOMPARE(bench.field<QLabel>(QStringLiteral("Fees")).text(), QStringLiteral("–"));
        QVERIFY(bench.field<QLabel>(QStringLiteral("Fees")).toolTip().contains(QStringLiteral("not known")));
    }

    void anotherLanguageOrScaleKeepsWhatIsTyped()
    {
        Bench bench;
        bench.fill();
        const Draft before = bench.view->draft();

        bench.theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 150);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(bench.view.get(), &language);

        QCOMPARE(bench.edit(QStringLiteral("Quantity")).text(), QStringLiteral("5"));
        QCOMPARE(bench.edit(QStringLiteral("Limit price")).text(), QStringLiteral("99.90"));
        QVERIFY(bench.view->draft() == before);
        bench.ask();
        QCOMPARE(bench.stage(), Stage::Confirming);
    }

    // --- the draft -----------------------------------------------------------------------------------------------

    // 2 % of 100'000 dollars are 2'000; at 100.00 that buys 20 shares.
    void aShareOfEquityBecomesWholeShares()
    {
        EngineTerminal terminal;
        Draft draft = aBuy();
        draft.sizeBy = SizeBy::Equity;
        draft.share = BasisPoints{200};

        const Sized sized = sizeOf(draft, *terminal.snapshot());

        QVERIFY(sized.lots);
        QCOMPARE(sized.lots->count, std::int64_t{20});
    }

    // 100 dollars at a stop 3.00 away: 33 shares lose 99, 34 would lose 102.
    void aRiskAmountIsNeverExceeded()
    {
        EngineTerminal terminal;
        Draft draft = aBuy();
        draft.sizeBy = SizeBy::Risk;
        draft.risk = Money{100 * test::oneDollar};
        draft.stop = Ticks{9'700};

        const Sized sized = sizeOf(draft, *terminal.snapshot());

        QVERIFY(sized.lots);
        QCOMPARE(sized.lots->count, std::int64_t{33});
    }

    void anAmountThatCouldBeTwoThingsIsRefused_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qlonglong>("e8"); // of the base currency; zero: refused
        QTest::newRow("English, whole") << "en_US"
                                        << "1250" << qlonglong{125'000'000'000};
        QTest::newRow("English, decimals") << "en_US"
                                           << "1.250" << qlonglong{125'000'000};
        QTest::newRow("English, a comma") << "en_US"
                                          << "1,250" << qlonglong{0};
        QTest::newRow("German, whole") << "de_DE"
                                       << "1250" << qlonglong{125'000'000'000};
        QTest::newRow("German, decimals") << "de_DE"
                                          << "1,250" << qlonglong{125'000'000};
        QTest::newRow("German, a point") << "de_DE"
                                         << "1.250" << qlonglong{0};
    }
    void anAmountThatCouldBeTwoThingsIsRefused()
    {
        QFETCH(QString, locale);
        QFETCH(QString, typed);
        QFETCH(qlonglong, e8);
        Bench bench;
        bench.formats.locale = QLocale(locale);
        bench.fill();
        bench.choose(QStringLiteral("Quantity by"), QStringLiteral("Risk amount"));

        bench.edit(QStringLiteral("Loss at the stop")).setText(typed);

        QCOMPARE(bench.view->draft().risk, e8 > 0 ? std::optional(Money{e8}) : std::nullopt);
        QCOMPARE(bench.shows(QStringLiteral("Type it without a sign for thousands.")), e8 == 0);
    }

    void noRiskDrawnAtRandomIsEverExceeded()
    {
        EngineTerminal terminal;
        const auto desk = terminal.snapshot();
        std::mt19937_64 random{20'241'125};
        for (int i = 0; i < 20'000; ++i) {
            Draft draft = aBuy();
            draft.side = random() % 2 == 0 ? Side::Buy : Side::Sell;
            draft.sizeBy = SizeBy::Risk;
            draft.limit = Ticks{1 + static_cast<std::int64_t>(random() % 1'000'000)};
            draft.stop = Ticks{1 + static_cast<std::int64_t>(random() % 1'000'000)};
            draft.risk = Money{1 + static_cast<std::int64_t>(random() % 100'000'000'000ULL)};

            const Sized sized = sizeOf(draft, *desk);

            const std::int64_t distance = (draft.limit->count - draft.stop->count) * signOf(draft.side);
            if (distance <= 0) {
                QCOMPARE(*sized.fault, Fault::SizeNeedsStop);
            } else if (sized.lots) { // a tick of a share is a cent: 1'000'000 e8
                QVERIFY(Int128{sized.lots->count} * distance * 1'000'000 <= draft.risk->e8);
                QVERIFY(Int128{sized.lots->count + 1} * distance * 1'000'000 > draft.risk->e8);
            } else {
                QCOMPARE(*sized.fault, Fault::SizeIsNothing);
                QVERIFY(Int128{distance} * 1'000'000 > draft.risk->e8);
            }
        }
    }

    void survivesTheEndsOfTheNumberRange()
    {
        EngineTerminal terminal;
        Draft draft = aBuy();
        draft.sizeBy = SizeBy::Risk;
        draft.limit = Ticks{std::numeric_limits<std::int64_t>::max()};
        draft.stop = Ticks{std::numeric_limits<std::int64_t>::min()};
        draft.risk = Money{std::numeric_limits<std::int64_t>::max()};

        QVERIFY(sizeOf(draft, *terminal.snapshot()).fault);
    }

    void namesWhatIsMissing()
    {
        EngineTerminal terminal;
        Draft draft;
        draft.instrument = InstrumentId{1};
        draft.kind = orders::OrderKind::StopLimit;

        const auto faults = faultsOf(draft, *terminal.snapshot());

        QCOMPARE(faults, (std::vector{Fault::NoSize, Fault::NoLimit, Fault::NoTrigger, Fault::NoStop}));
    }

    void legsStandOnTheirOwnSides()
    {
        EngineTerminal terminal;
        Draft draft = aBuy();
        draft.stop = Ticks{10'000};
        draft.target = Ticks{10'000};
        QCOMPARE(faultsOf(draft, *terminal.snapshot()),
                 (std::vector{Fault::StopOnWrongSide, Fault::TargetOnWrongSide}));

        draft.stop = Ticks{9'999};
        draft.target = Ticks{10'001};
        QVERIFY(faultsOf(draft, *terminal.snapshot()).empty());
        draft.side = Side::Sell;
        QCOMPARE(faultsOf(draft, *terminal.snapshot()).size(), std::size_t{2});
    }

    // The last is 100.00: two per cent away is 102.00, a cent more asks.
    void asksAboutAPriceFarFromTheLast()
    {
        EngineTerminal terminal;
        const auto desk = terminal.snapshot();
        Draft draft = aBuy();
        draft.limit = Ticks{10'200};
        QVERIFY(doubtsOf(orderOf(draft, *desk), desk->instruments[0], {}).empty());

        draft.limit = Ticks{10'201};
        QCOMPARE(doubtsOf(orderOf(draft, *desk), desk->instruments[0], {}), std::vector{Doubt::FarFromLast});
        draft.limit = Ticks{9'799};
        QCOMPARE(doubtsOf(orderOf(draft, *desk), desk->instruments[0], {}), std::vector{Doubt::FarFromLast});
    }

    // The median of 5, 10 and 100 is 10: thirty is three times that, thirty-one is more.
    void asksAboutAQuantityThreeTimesTheUsual()
    {
        EngineTerminal terminal;
        const auto desk = terminal.snapshot();
        const std::vector<Lots> usual{Lots{100}, Lots{5}, Lots{10}};
        Draft draft = aBuy();
        draft.lots = Lots{30};
        QVERIFY(doubtsOf(orderOf(draft, *desk), desk->instruments[0], usual).empty());

        draft.lots = Lots{31};
        QCOMPARE(doubtsOf(orderOf(draft, *desk), desk->instruments[0], usual), std::vector{Doubt::LargeForYou});
        QVERIFY(doubtsOf(orderOf(draft, *desk), desk->instruments[0], {Lots{1}, Lots{1}}).empty()); // too few
    }

    // --- the pane ------------------------------------------------------------------------------------------------

    void sendsNothingBeforeItIsConfirmed()
    {
        Bench bench;
        bench.fill();
        QVERIFY2(bench.view->said().isEmpty(), qPrintable(bench.view->said()));
        bench.ask();

        QCOMPARE(bench.stage(), Stage::Confirming);
        QVERIFY(bench.terminal.fake.sent.empty());
        QVERIFY(bench.shows(QStringLiteral("Buy 5 ACME at 99.90 limit, Day order, account demo, DEMO.")));
        QVERIFY(bench.shows(QStringLiteral("Stop loss 98.50, no target.")));
        QVERIFY(bench.button(QStringLiteral("Back to the fields"))->hasFocus()
                || !bench.view->isActiveWindow()); // the safe answer

        bench.press(Qt::Key_Escape);
        QCOMPARE(bench.stage(), Stage::Editing);
        QVERIFY(bench.terminal.fake.sent.empty());
        QVERIFY(bench.view->isEdited()); // nothing typed is lost
    }

    void sendsTheOrderThatWasConfirmed()
    {
        Bench bench;
        bench.fill();
        bench.edit(QStringLiteral("Target")).setText(QStringLiteral("103.00"));
        bench.ask();
        bench.ask();
        bench.link.poll();

        QCOMPARE(bench.terminal.sentCount<events::PlaceOrder>(), 1);
        const auto& sent = std::get<events::PlaceOrder>(bench.terminal.fake.sent.back().what);
        QCOMPARE(sent.ticket.side, Side::Buy);
        QCOMPARE(sent.ticket.size.count, std::int64_t{5});
        QCOMPARE(sent.ticket.limit->count, std::int64_t{9'990});
        QCOMPARE(sent.stop->count, std::int64_t{9'850});
        QCOMPARE(sent.target->count, std::int64_t{10'300});
        QCOMPARE(bench.stage(), Stage::Sent);
        QCOMPARE(bench.terminal.desk.sent().size(), std::size_t{1});
        QVERIFY(!bench.view->isEdited());

        const OrderId id = bench.view->sending().order()->ticket.id;
        bench.terminal.tell(bench.terminal.desk.fillOf(id, 5, 9'990));
        bench.link.poll();
        QVERIFY2(bench.view->said().contains(QStringLiteral("Filled")), qPrintable(bench.view->said()));
    }

    void pressedFiftyTimesItIsSentOnce()
    {
        Bench bench;
        bench.fill();
        bench.ask();
        auto* send = bench.button(QStringLiteral("Send demo order"));
        for (int i = 0; i < 50; ++i) {
            send->click();
            bench.ms += 20;
        }
        bench.link.poll();
        for (int i = 0; i < 50; ++i) {
            send->click();
            bench.ms += 20;
        }

        QCOMPARE(bench.terminal.sentCount<events::PlaceOrder>(), 1);
    }

    void aHeldKeyDoesNotConfirm()
    {
        Bench bench;
        bench.fill();
        for (int i = 0; i < 50; ++i) {
            QTest::keyPress(bench.view.get(), Qt::Key_Return, Qt::ControlModifier);
            bench.ms += 50;
        }

        QCOMPARE(bench.stage(), Stage::Confirming);
        QVERIFY(bench.terminal.fake.sent.empty());
    }

    void saysWhatIsWrongBesideTheField()
    {
        Bench bench;
        bench.edit(QStringLiteral("Quantity")).setText(QStringLiteral("10"));
        bench.edit(QStringLiteral("Limit price")).setText(QStringLiteral("182.433"));

        auto& limit = bench.edit(QStringLiteral("Limit price"));
        QVERIFY2(limit.accessibleDescription().startsWith(QStringLiteral("Order not sent.")),
                 qPrintable(limit.accessibleDescription()));
        QVERIFY2(limit.accessibleDescription().contains(QStringLiteral("182.43"))
                     && limit.accessibleDescription().contains(QStringLiteral("182.44")),
                 qPrintable(limit.accessibleDescription()));
        QVERIFY(!bench.button(QStringLiteral("Review order…"))->isActive());
        bench.ask();
        QCOMPARE(bench.stage(), Stage::Editing);
    }

    // 2 % of 100'000 are 2'000 dollars; 30 shares at 100.00 are worth 3'000.
    void saysWhichRuleWouldRefuse()
    {
        Bench bench;
        bench.edit(QStringLiteral("Quantity")).setText(QStringLiteral("30"));
        bench.edit(QStringLiteral("Limit price")).setText(QStringLiteral("100.00"));
        bench.edit(QStringLiteral("Stop loss")).setText(QStringLiteral("99.00"));

        QVERIFY2(bench.view->said().contains(QStringLiteral("2,000.00")), qPrintable(bench.view->said()));
        QVERIFY(!bench.button(QStringLiteral("Review order…"))->isActive());
    }

    void aRefusalAtSendingKeepsTheFields()
    {
        Bench bench;
        bench.terminal.answersAtOnce = false;
        bench.fill();
        bench.ask();
        bench.ask();
        QCOMPARE(bench.view->said(), QStringLiteral("Checking and sending…"));
        bench.terminal.act([](test::TestDesk& d) {
            auto limits = d.engine.state().session.limits;
            limits.positionPerTrade = BasisPoints{1};
            d.command(events::SetLimits{limits});
        });
        bench.terminal.decide();
        bench.link.poll();

        QCOMPARE(bench.stage(), Stage::Refused);
        QVERIFY2(bench.view->said().contains(QStringLiteral("10.00")), qPrintable(bench.view->said()));
        QVERIFY(bench.view->isEdited());
    }

    void theSideHasKeysAndDecidesNothing()
    {
        Bench bench;
        bench.commands.find(QStringLiteral("ticket.sell"))->trigger();
        QCOMPARE(bench.view->draft().side, Side::Sell);
        bench.commands.find(QStringLiteral("ticket.buy"))->trigger();
        QCOMPARE(bench.view->draft().side, Side::Buy);
        QVERIFY(bench.terminal.fake.sent.empty());
    }

    void showsTheFieldsThatTheTypeNeeds()
    {
        Bench bench;
        bench.choose(QStringLiteral("Order type"), QStringLiteral("Market"));
        QVERIFY(!bench.edit(QStringLiteral("Limit price")).isVisible());
        QVERIFY(!bench.edit(QStringLiteral("Trigger price")).isVisible());
        bench.field<QComboBox>(QStringLiteral("Order type"))
            .setCurrentIndex(bench.field<QComboBox>(QStringLiteral("Order type"))
                                 .findData(static_cast<int>(orders::OrderKind::StopLimit)));
        QVERIFY(bench.edit(QStringLiteral("Limit price")).isVisible());
        QVERIFY(bench.edit(QStringLiteral("Trigger price")).isVisible());
        QVERIFY(!bench.edit(QStringLiteral("Trailing distance")).isVisible());
    }

    void doesNotFollowItsGroupWhileEdited()
    {
        Bench bench;
        bench.terminal.act([](test::TestDesk& d) {
            auto other = test::acme(InstrumentId{2});
            other.symbol = "BETA";
            d.apply(events::InstrumentDefined{other, false});
            d.quote(4'999, 5'001, InstrumentId{2});
        });
        bench.link.poll();
        bench.fill();

        bench.groups.select(LinkGroup::A, InstrumentId{2});
        QCOMPARE(bench.view->draft().instrument, InstrumentId{1});
        QVERIFY(bench.shows(QStringLiteral("Not following A, unsaved order")));

        for (auto* button : bench.view->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QStringLiteral("Clear and follow")) {
                button->click();
            }
        }
        QCOMPARE(bench.view->draft().instrument, InstrumentId{2});
        QVERIFY(!bench.view->isEdited());
    }

    void theKillSwitchIsSaid()
    {
        Bench bench;
        bench.fill();
        bench.link.kill({}, risk::KillLevel::CancelEntries, QStringLiteral("enough"));
        bench.link.poll();

        QCOMPARE(bench.view->state(), PaneState::Blocked);
        QVERIFY(!bench.button(QStringLiteral("Review order…"))->isActive());
    }

    void aSymbolThatHaltsIsSaidAndNothingIsSent()
    {
        Bench bench;
        bench.fill();
        const auto trades = [&bench](market::TradingState state) {
            bench.terminal.act([state](test::TestDesk& d) {
                d.tick(market::StatusChange{InstrumentId{1}, d.stamp.wall, state});
                d.quote(9'999, 10'001);
            });
            bench.link.poll();
        };
        trades(market::TradingState::Halted);

        QCOMPARE(bench.view->state(), PaneState::Blocked);
        QVERIFY(bench.shows(QStringLiteral("Trading in ACME is halted.")));
        QVERIFY(!bench.button(QStringLiteral("Review order…"))->isActive());
        trades(market::TradingState::Closed);
        QVERIFY(bench.shows(QStringLiteral("The market of ACME is closed.")));
        trades(market::TradingState::Open);
        QCOMPARE(bench.view->state(), PaneState::Normal);
    }

    void nothingThatTakesTheFocusIsWithoutAName()
    {
        Bench bench;
        bench.fill();
        bench.ask();
        for (const auto* widget : bench.view->findChildren<QWidget*>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(bench.view.get())) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            }
        }
    }

    // Without a market there is nothing to fill in: the reason stands in place of the fields.
    void saysInPlaceOfTheFieldsWhyThereAreNone()
    {
        Bench bench;
        QVERIFY(bench.button(QStringLiteral("Review order…"))->isVisible());
        bench.terminal.fake.show(views::DeskSnapshot{});
        bench.link.poll();

        QCOMPARE(bench.view->state(), PaneState::Empty);
        QVERIFY(bench.shows(QStringLiteral("No session runs, so there is nothing to trade.")));
        QVERIFY(!bench.button(QStringLiteral("Review order…"))->isVisible());
        QVERIFY(!bench.edit(QStringLiteral("Quantity")).isVisible());
    }

    // With a market the fields stay, and the reason stands above them.
    void saysAboveTheFieldsWhatBlocksThem()
    {
        Bench bench;
        bench.terminal.kill(risk::Scope{}, risk::KillLevel::CancelEntries, "test");
        bench.link.poll();

        QCOMPARE(bench.view->state(), PaneState::Blocked);
        QVERIFY(bench.shows(QStringLiteral("The kill switch is tripped.")));
        QVERIFY(bench.edit(QStringLiteral("Quantity")).isVisible());
    }
};

QTEST_MAIN(TestTicket)
#include "tst_ticket.moc"

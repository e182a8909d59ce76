#include "core/host/runtime/live_summary.h"
#include "core/host/runtime/run_summary.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::runtime;

namespace {

market::Instrument anInstrument(Decimal lot = {1, 0}, Decimal contract = {1, 0})
{
    market::Instrument instrument;
    instrument.id = InstrumentId{1};
    instrument.venue = "file";
    instrument.symbol = "X";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, -2};
    instrument.lotSize = lot;
    instrument.contractSize = contract;
    return instrument;
}

constexpr std::int64_t dollar = 100'000'000;

/// What came of proposals in a record drawn from a seed. The run that is summed up starts somewhere in it, on what
/// waited.
RunSummary summaryOfARecord(std::uint64_t seed)
{
    std::mt19937_64 random{seed};
    const auto desk = test::TestDesk::armed();
    auto state = desk.state();
    auto stamp = desk.stamp;
    engine::Counters before;
    const auto start = static_cast<int>(random() % 100);
    for (int step = 0; step < 100; ++step) {
        ++stamp.seq.value;
        if (step == start) {
            before = state.counters;
            auto session = desk.session;
            ++session.boot;
            static_cast<void>(engine::fold(state, stamp, events::Event(session)));
        }
        if (state.waiting.isEmpty() || random() % 2 == 0) {
            events::ProposalMade made;
            made.proposal.id = ProposalId{state.nextProposal};
            engine::fold(state, stamp, events::Fact(made));
        } else {
            const auto id = (state.waiting.begin() + static_cast<std::ptrdiff_t>(random() % state.waiting.size()))->key;
            const auto how = static_cast<events::Closing>(random() % 6);
            engine::fold(state, stamp, events::Fact(events::ProposalClosed{id, how, {}, {}}));
        }
    }
    engine::Engine engine;
    engine.resume(std::move(state));
    return summaryOf(engine, before, stamp.wall, {});
}

/// Buys ten and fills them; the stop behind them works.
test::TestDesk deskWithAPosition(bool isOfAStrategy)
{
    auto desk = test::TestDesk::armed();
    if (!isOfAStrategy) {
        desk.longWithStop();
        return desk;
    }
    desk.approve(desk.proposeBuy());
    const auto entry = desk.sent().front();
    desk.report(entry.id, orders::OrderEventKind::Accepted);
    desk.fill(entry.id, entry.size.count, 10'000);
    for (const auto& stop : desk.sent()) {
        desk.report(stop.id, orders::OrderEventKind::Accepted);
    }
    return desk;
}

bool isTold(const RunSummary& summary, std::string_view text)
{
    return jsonOf(summary).find(text) != std::string::npos && textOf(summary).find(text) != std::string::npos;
}

} // namespace

class TestRunSummary : public QObject
{
    Q_OBJECT

private slots:
    void dividesTheCostByTheQuantity_data()
    {
        QTest::addColumn<qlonglong>("cost");
        QTest::addColumn<qlonglong>("lots");
        QTest::addColumn<int>("mantissa");
        QTest::addColumn<int>("exponent");
        QTest::addColumn<QString>("price");

        QTest::newRow("ten shares of a thousand dollars") << qlonglong{1'000 * dollar} << 10LL << 1 << 0 << "100";
        QTest::newRow("a short is told above zero") << qlonglong{1'000 * dollar} << -10LL << 1 << 0 << "100";
        QTest::newRow("cents") << qlonglong{1'001 * dollar} << 10LL << 1 << 0 << "100.1";
        QTest::newRow("half a coin for 30500") << qlonglong{30'500 * dollar} << 500LL << 1 << -3 << "61000";
        QTest::newRow("a third has twelve decimals") << qlonglong{100 * dollar} << 3LL << 1 << 0 << "33.333333333333";
        QTest::newRow("two thirds are rounded up") << qlonglong{200 * dollar} << 3LL << 1 << 0 << "66.666666666667";
        QTest::newRow("nines carry over") << 99'999'999LL << 10'000'001LL << 1 << -7 << "0.9999998900000";
        QTest::newRow("lots of a hundred") << qlonglong{5'000 * dollar} << 2LL << 1 << 2 << "25";
        QTest::newRow("nothing") << 0LL << 0LL << 1 << 0 << "0";
        QTest::newRow("the finest lot") << 1LL << 1LL << 1 << -8 << "1";
    }

    void dividesTheCostByTheQuantity()
    {
        QFETCH(qlonglong, cost);
        QFETCH(qlonglong, lots);
        QFETCH(int, mantissa);
        QFETCH(int, exponent);
        QFETCH(QString, price);
        const auto instrument = anInstrument({mantissa, static_cast<std::int8_t>(exponent)});

        const auto text = QString::fromStdString(averagePriceText(instrument, Money{cost}, Lots{lots}));

        if (price.startsWith("0.99")) {
            QVERIFY2(text.startsWith("0.99999989"), qPrintable(text));
        } else {
            QCOMPARE(text, price);
        }
    }

    void survivesTheLargestNumbers()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();

        QCOMPARE(averagePriceText(anInstrument(), Money{most}, Lots{most}), std::string("0.00000001"));
        QVERIFY(!averagePriceText(anInstrument({1, -12}), Money{most}, Lots{1}).empty());
        QVERIFY(!averagePriceText(anInstrument({most, 6}, {most, 6}), Money{1}, Lots{most}).empty());
    }

    void everyProposalIsCountedOnce()
    {
        RunSummary all;
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            const auto one = summaryOfARecord(seed);

            QCOMPARE(one.approved + one.rejected + one.expired + one.withdrawn + one.superseded + one.suppressed
                         + one.waiting,
                     one.proposals);

            all.approved += one.approved;
            all.rejected += one.rejected;
            all.expired += one.expired;
            all.withdrawn += one.withdrawn;
            all.superseded += one.superseded;
            all.suppressed += one.suppressed;
            all.waiting += one.waiting;
        }
        const auto counts = QStringLiteral("approved %1, rejected %2, expired %3, withdrawn %4, superseded %5, "
                                           "suppressed %6, waiting %7")
                                .arg(all.approved)
                                .arg(all.rejected)
                                .arg(all.expired)
                                .arg(all.withdrawn)
                                .arg(all.superseded)
                                .arg(all.suppressed)
                                .arg(all.waiting);
        for (const std::uint64_t count :
             {all.approved, all.rejected, all.expired, all.withdrawn, all.superseded, all.suppressed, all.waiting}) {
            QVERIFY2(count > 0, qPrintable(counts)); // or the records say nothing about it
        }
    }

    void saysThatAPositionRemainsAndItsStopIsPutBack()
    {
        auto desk = deskWithAPosition(true);

        const auto summary = summaryOf(desk.engine, {}, desk.stamp.wall, {});

        QVERIFY(summary.haveStopsEnded);
        QVERIFY(isTold(summary,
                       "; stops have ended with the simulated venue and do nothing while no session runs, the next "
                       "start puts those of strategies back before anything new is opened"));
        QVERIFY(isTold(summary, "1 open position remains (" + std::to_string(desk.position()) + " test:ACME)"));
        QVERIFY(jsonOf(summary).find("\"stops_have_ended\":true") != std::string::npos);
    }

    // What the sentence promises.
    void theNextStartPutsTheStopOfAStrategyBack()
    {
        auto desk = deskWithAPosition(true);
        const auto trigger = desk.order(OrderId{desk.state().nextOrder - 1}).ticket.stop;
        const auto held = desk.position();
        desk.command(events::CancelOrders{{}, false});
        for (const auto& cancel : desk.wanted<events::Cancel>()) {
            desk.report(cancel.order, orders::OrderEventKind::Cancelled);
        }
        desk.apply(events::SessionEnded{true});
        QCOMPARE(desk.state().ledger.openCount(), std::size_t{0});

        desk.restart();
        desk.quote(9'999, 10'001);
        desk.pass(seconds(2));
        desk.apply(events::TimerFired{});

        std::int64_t covered = 0;
        desk.state().ledger.forEachOpen([&](const orders::OrderRecord& record) {
            QCOMPARE(record.ticket.role, orders::OrderRole::Stop);
            QVERIFY(record.ticket.stop == trigger);
            covered += record.ticket.size.count;
        });
        QCOMPARE(covered, held);
    }

    void saysWhenAStopIsNotPutBack()
    {
        auto desk = deskWithAPosition(false);

        const auto summary = summaryOf(desk.engine, {}, desk.stamp.wall, {});

        QVERIFY(isTold(summary, "those that a person has placed are not put back"));
    }

    void atABrokerStopsStay()
    {
        auto desk = deskWithAPosition(true);
        auto state = desk.state();
        state.session.environment = orders::Environment::Paper;

        QCOMPARE(remainsText(state),
                 std::optional<std::string>("1 open position remains (" + std::to_string(desk.position())
                                            + " test:ACME), with 1 stop order open at the venue"));
    }

    void saysWhatEquityIsMissing()
    {
        auto desk = test::TestDesk::armed();
        desk.apply(events::CurrencyDefined{CurrencyId{2}, ShortText<11>("EUR")});
        desk.apply(events::CashMoved{
            AccountId{1}, CurrencyId{2}, Money{100 * test::oneDollar}, events::CashKind::Deposit, {}, {}});

        const auto summary = summaryOf(desk.engine, {}, desk.stamp.wall, {});

        QVERIFY(!summary.equity);
        QVERIFY(isTold(summary, "equity is unknown: no rate for EUR"));
        QCOMPARE(missingText(desk.engine.snapshot()->missing), std::string("no rate for EUR"));
        QVERIFY(liveLine(desk.engine).find("equity unknown (no rate for EUR)") != std::string::npos);
    }

    // It is held, and the session that begins has not seen its price yet.
    void saysWhichPriceEquityIsMissing()
    {
        auto desk = deskWithAPosition(true);
        desk.restart();

        QVERIFY(!desk.engine.equity(desk.stamp.wall));
        QCOMPARE(missingText(desk.engine.missingWorth(desk.stamp.wall)), std::string("no price of test:ACME"));
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.engine.missingWorth(desk.stamp.wall));
    }

    void aFlatDeskSaysNothingOfPositions()
    {
        auto desk = test::TestDesk::armed();

        const auto summary = summaryOf(desk.engine, {}, desk.stamp.wall, {});

        QVERIFY(summary.notes.empty());
        QVERIFY(!summary.haveStopsEnded);
    }

    void theDocumentHasItsKeysInOrder()
    {
        RunSummary summary;
        summary.baseCurrency = "USDT";
        summary.fees = {{"USDT", Money{0}}};
        summary.cash = {{"USDT", Money{100'000 * dollar}}};
        summary.equity = Money{100'000 * dollar};
        summary.took = milliseconds(1'200);
        summary.notes = {"one lot is worth too much"};

        const auto json = QByteArray::fromStdString(jsonOf(summary));

        QVERIFY(json.startsWith(
            "{\"events\":0,\"proposals\":0,\"approved\":0,\"rejected\":0,\"expired\":0,"
            "\"withdrawn\":0,\"superseded\":0,\"suppressed\":0,\"waiting\":0,\"orders\":0,"
            "\"fills\":0,\"refusals\":{},\"fees\":{\"USDT\":\"0.00\"},"
            "\"cash\":{\"USDT\":\"100000.00\"},\"positions\":[],\"stops_have_ended\":false,\"equity\":\"100000.00\","
            "\"realised\":null,\"unrealised\":null,"));
        QVERIFY(json.contains("\"seconds\":1.2,"));
        QVERIFY(json.endsWith(",\"notes\":[\"one lot is worth too much\"]}"));
        QVERIFY(jsonOf(summary, true).starts_with("{\"kind\":\"summary\",\"events\":0"));
    }
};

QTEST_APPLESS_MAIN(TestRunSummary)
#include "tst_run_summary.moc"

#include "core/desk/sim/market/portable_exp.h"
#include "core/desk/sim/market/profiles.h"
#include "core/desk/sim/market/synthetic_market.h"
#include "core/trade/market/data_quality.h"
#include "core/trade/market/order_book.h"
#include "tests/core/desk/sim/venue_script.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <vector>

using namespace omni;
using namespace omni::sim;
using namespace omni::sim::script;

namespace {

constexpr InstrumentId bitcoin{1};
constexpr InstrumentId apple{3};

/// A hash of every field that matters, in order (FNV-1a).
class Trace
{
public:
    void add(const ports::TimedTick& tick)
    {
        mix(tick.at.ns);
        mix(static_cast<std::int64_t>(tick.tick.index()));
        mix(static_cast<std::int64_t>(market::instrumentOf(tick.tick).value));
        if (const auto* quote = std::get_if<market::Quote>(&tick.tick)) {
            mix(quote->bid.count);
            mix(quote->ask.count);
            mix(quote->bidSize.count);
            mix(quote->askSize.count);
        } else if (const auto* print = std::get_if<market::Print>(&tick.tick)) {
            mix(print->price.count);
            mix(print->size.count);
        } else if (const auto* change = std::get_if<market::DepthChange>(&tick.tick)) {
            mix(change->price.count);
            mix(change->size.count);
        }
    }
    [[nodiscard]] quint64 value() const
    {
        return m_hash;
    }

private:
    void mix(std::int64_t number)
    {
        m_hash = (m_hash ^ static_cast<quint64>(number)) * 0x100'0000'01B3;
    }
    quint64 m_hash = 0xCBF2'9CE4'8422'2325;
};

template<class Visit> void play(const SyntheticConfig& config, Duration length, Visit visit)
{
    SyntheticFeed feed(config, length);
    for (;;) {
        const auto batch = feed.next();
        QVERIFY(batch);
        if (batch->empty()) {
            return;
        }
        for (const ports::TimedTick& tick : *batch) {
            visit(tick);
        }
    }
}

quint64 traceOf(const SyntheticConfig& config, Duration length)
{
    Trace trace;
    play(config, length, [&trace](const ports::TimedTick& tick) { trace.add(tick); });
    return trace.value();
}

} // namespace

class TestSyntheticMarket : public QObject
{
    Q_OBJECT

private slots:
    void theSameSeedIsTheSameMarket()
    {
        QCOMPARE(traceOf({.seed = 5}, minutes(5)), traceOf({.seed = 5}, minutes(5)));
        QVERIFY(traceOf({.seed = 5}, minutes(5)) != traceOf({.seed = 6}, minutes(5)));
    }

    void itTradesFromTheFirstMinute()
    {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            std::map<InstrumentId, int> prints;
            play({.seed = seed}, minutes(1), [&prints](const ports::TimedTick& tick) {
                prints[market::instrumentOf(tick.tick)] += std::holds_alternative<market::Print>(tick.tick) ? 1 : 0;
            });
            QCOMPARE(prints.size(), std::size_t{6});
            for (const auto& [instrument, count] : prints) {
                QVERIFY(count > 0);
            }
        }
    }

    // Everything told adds up: the book rebuilt from depth is valid, never crossed, at least 20 levels deep on both
    // sides, and its touch is the quote.
    void whatItTellsAddsUp()
    {
        std::map<InstrumentId, std::unique_ptr<market::OrderBook>> books;
        Timestamp last{};
        int quotes = 0;
        play({.seed = 3}, minutes(30), [&](const ports::TimedTick& tick) {
            QVERIFY(tick.at >= last);
            last = tick.at;
            const InstrumentId id = market::instrumentOf(tick.tick);
            auto& book = books[id];
            if (!book) {
                book = std::make_unique<market::OrderBook>(
                    id, market::BookOptions{.mostLevels = 1'024, .windowTicks = 4'096, .expectsSequence = true});
            }
            if (const auto* change = std::get_if<market::DepthChange>(&tick.tick)) {
                QCOMPARE(book->apply(*change), market::BookFault::None);
                if (change->endsBatch) {
                    QVERIFY(book->levelCount(Side::Buy) >= 20);
                    QVERIFY(book->levelCount(Side::Sell) >= 20);
                }
            } else if (const auto* quote = std::get_if<market::Quote>(&tick.tick)) {
                ++quotes;
                QVERIFY(quote->isTwoSided());
                QCOMPARE(book->best(Side::Buy)->price, quote->bid);
                QCOMPARE(book->best(Side::Buy)->size, quote->bidSize);
                QCOMPARE(book->best(Side::Sell)->price, quote->ask);
                QCOMPARE(book->best(Side::Sell)->size, quote->askSize);
            }
        });
        QVERIFY(quotes > 10'000);
    }

    // Shares close at 21:00 UTC and open again the next day; coins never close.
    void sharesKeepTheirHours()
    {
        std::vector<market::StatusChange> changes;
        int nightlyPrints = 0, dailyPrints = 0;
        play({.seed = 2, .publishesDepth = false}, hours(25), [&](const ports::TimedTick& tick) {
            if (const auto* status = std::get_if<market::StatusChange>(&tick.tick)) {
                if (status->instrument == apple) {
                    changes.push_back(*status);
                }
            }
            if (const auto* print = std::get_if<market::Print>(&tick.tick);
                print != nullptr && print->instrument == apple) {
                const bool isNight = tick.at > syntheticStart + minutes(390) && tick.at < syntheticStart + hours(24);
                (isNight ? nightlyPrints : dailyPrints)++;
            }
        });
        QCOMPARE(changes.size(), std::size_t{3});
        QCOMPARE(changes[1].state, market::TradingState::Closed);
        QCOMPARE(changes[1].venueTime, syntheticStart + minutes(390));
        QCOMPARE(changes[2].state, market::TradingState::Open);
        QCOMPARE(changes[2].venueTime, syntheticStart + hours(24));
        QCOMPARE(nightlyPrints, 0);
        QVERIFY(dailyPrints > 1'000);
    }

    // A large buy walks up the book: dearer and dearer, and the price stands higher afterwards than without it.
    void ourOrdersMoveTheMarket()
    {
        const auto midAfter = [](bool buys) {
            SyntheticMarket market({.seed = 4});
            ports::VenueEvent event;
            double mid = 0;
            std::vector<orders::Fill> fills;
            const auto listen = [&](Timestamp until) {
                while (market.take(until, event)) {
                    if (const auto* fill = std::get_if<orders::Fill>(&event.event)) {
                        fills.push_back(*fill);
                    }
                    const auto* tick = std::get_if<market::Tick>(&event.event);
                    const auto* quote = tick != nullptr ? std::get_if<market::Quote>(tick) : nullptr;
                    if (quote != nullptr && quote->instrument == apple) {
                        mid = static_cast<double>(quote->bid.count + quote->ask.count) / 2;
                    }
                }
            };
            listen(syntheticStart + seconds(30));
            if (buys) {
                auto ticket = anOrder(1, Side::Buy, 4'000);
                ticket.instrument = apple;
                market.place(syntheticStart + seconds(30), ticket);
            }
            listen(syntheticStart + seconds(31));
            if (buys) {
                Q_ASSERT(fills.size() > 3);
                Q_ASSERT(std::is_sorted(fills.begin(), fills.end(),
                                        [](const auto& a, const auto& b) { return a.price < b.price; }));
            }
            return mid;
        };
        QVERIFY(midAfter(true) > midAfter(false));
    }

    // We join the bid. Whoever sells to us does so at our price, and the tape shows it.
    void aRestingOrderOfOursIsTheMaker()
    {
        SyntheticMarket market({.seed = 9});
        ports::VenueEvent event;
        market::Quote quote;
        std::vector<market::Print> prints;
        std::optional<orders::Fill> fill;
        const auto listen = [&](Timestamp until) {
            while (!fill && market.take(until, event)) {
                if (const auto* told = std::get_if<orders::Fill>(&event.event)) {
                    fill = *told;
                }
                const auto* tick = std::get_if<market::Tick>(&event.event);
                if (tick == nullptr || market::instrumentOf(*tick) != bitcoin) {
                    continue;
                }
                if (const auto* q = std::get_if<market::Quote>(tick)) {
                    quote = *q;
                }
                if (const auto* print = std::get_if<market::Print>(tick)) {
                    prints.push_back(*print);
                }
            }
        };
        listen(syntheticStart + seconds(20));
        const Ticks price = quote.bid;
        auto ticket = aLimit(1, Side::Buy, 1, price.count);
        ticket.instrument = bitcoin;
        market.place(syntheticStart + seconds(20), ticket);
        for (int second = 21; second < 600 && !fill; ++second) {
            listen(syntheticStart + seconds(second));
        }

        QVERIFY(fill);
        QCOMPARE(fill->price, price);
        QCOMPARE(fill->liquidity, orders::Liquidity::Maker);
        const Timestamp time = fill->time;
        fill.reset();
        listen(time);
        QVERIFY(std::any_of(prints.begin(), prints.end(), [&](const market::Print& print) {
            return print.venueTime == time && print.price == price && print.aggressor == market::Aggressor::Seller;
        }));
    }

    void aStopFiresWhenTheMarketReachesIt()
    {
        SyntheticMarket market({.seed = 12});
        hear(market, syntheticStart + seconds(20));
        auto ticket = aStop(1, Side::Buy, 10, 1); // far below the market: reached at once
        ticket.instrument = apple;
        market.place(syntheticStart + seconds(20), ticket);

        QCOMPARE(hear(market, syntheticStart + seconds(21)).filled(1), std::int64_t{10});
    }

    void nobodyTradesWithHimself()
    {
        SyntheticMarket market({.seed = 13});
        hear(market, syntheticStart + seconds(20));
        auto buy = aLimit(1, Side::Buy, 10, 16'000);
        buy.instrument = apple;
        market.place(syntheticStart + seconds(20), buy);
        auto sell = aLimit(2, Side::Sell, 50'000'000, 15'000);
        sell.instrument = apple;
        market.place(syntheticStart + seconds(20), sell);

        const auto heard = hear(market, syntheticStart + seconds(20));

        QCOMPARE(heard.last(1), std::string("cancelled"));
        QCOMPARE(heard.filled(1), std::int64_t{0});
        QVERIFY(heard.filled(2) > 0);
    }

    void pastBarsLeadUpToTheStart_data()
    {
        QTest::addColumn<quint64>("instrument");
        QTest::addColumn<int>("minutesPerBar");
        QTest::newRow("bitcoin by the minute") << quint64{1} << 1;
        QTest::newRow("bitcoin by the hour") << quint64{1} << 60;
        QTest::newRow("a share by the minute") << quint64{3} << 1;
        QTest::newRow("a share by five minutes") << quint64{3} << 5;
        QTest::newRow("a share by the day") << quint64{3} << 1'440;
    }

    void pastBarsLeadUpToTheStart()
    {
        QFETCH(quint64, instrument);
        QFETCH(int, minutesPerBar);
        const SyntheticMarket market({.seed = 8});
        const auto bars = market.pastBars({instrument}, minutes(minutesPerBar), 200);

        QCOMPARE(bars.size(), std::size_t{200});
        QVERIFY(bars.back().closedAt <= syntheticStart);
        QVERIFY(bars.back().closedAt > syntheticStart - days(4));
        for (std::size_t i = 0; i < bars.size(); ++i) {
            QVERIFY(bars[i].low <= std::min(bars[i].open, bars[i].close));
            QVERIFY(bars[i].high >= std::max(bars[i].open, bars[i].close));
            QVERIFY(bars[i].volume > 0);
            QVERIFY(i == 0 || bars[i - 1].closedAt <= bars[i].opened);
            if (instrument == 1 && i > 0) {
                QCOMPARE(bars[i - 1].closedAt, bars[i].opened);
                QCOMPARE(bars[i - 1].close, bars[i].open);
            }
        }
        QVERIFY(market.pastBars({instrument}, minutes(minutesPerBar), 50)
                == std::vector<market::Bar>(bars.end() - 50, bars.end()));
        QVERIFY(market.pastBars({instrument}, seconds(90), 50).empty());
        QVERIFY(market.pastBars({99}, minutes(1), 50).empty());
    }

    // The first quote stands around the close of the last minute before.
    void historyJoinsThePresent()
    {
        const SyntheticMarket market({.seed = 8});
        std::map<InstrumentId, market::Quote> first;
        play({.seed = 8}, milliseconds(1), [&first](const ports::TimedTick& tick) {
            if (const auto* quote = std::get_if<market::Quote>(&tick.tick)) {
                first.emplace(quote->instrument, *quote);
            }
        });
        QCOMPARE(first.size(), std::size_t{6});
        for (const auto& [id, quote] : first) {
            const Ticks close = market.pastBars(id, minutes(1), 1).at(0).close;
            QVERIFY(quote.bid.count >= close.count - 2 && quote.bid <= close);
            QVERIFY(quote.ask.count <= close.count + 3 && quote.ask > close);
        }
    }

    // Traded before the start as much as after it: of each instrument over all seeds, of each seed over all
    // instruments.
    void historyTradesAsMuchAsThePresent()
    {
        constexpr std::array<std::uint64_t, 5> seeds{1, 2, 3, 4, 5};
        constexpr int playedMinutes = 20;
        std::map<InstrumentId, double> before, after; // in typical sizes, so that instruments can be added up
        for (const std::uint64_t seed : seeds) {
            double past = 0, present = 0;
            const SyntheticMarket market({.seed = seed});
            std::map<InstrumentId, double> lots;
            play({.seed = seed}, minutes(playedMinutes), [&lots](const ports::TimedTick& tick) {
                if (const auto* print = std::get_if<market::Print>(&tick.tick)) {
                    lots[print->instrument] += static_cast<double>(print->size.count);
                }
            });
            for (const auto& instrument : market.instruments()) {
                const auto typical = static_cast<double>(profiles()[instrument.id.value - 1].typicalSize);
                double volume = 0;
                const auto bars = market.pastBars(instrument.id, minutes(1), 360);
                for (const auto& bar : bars) {
                    volume += bar.volume / market::quantityNumber(instrument, Lots{1}) / typical;
                }
                before[instrument.id] += volume / static_cast<double>(bars.size());
                after[instrument.id] += lots[instrument.id] / typical / playedMinutes;
                past += volume / static_cast<double>(bars.size());
                present += lots[instrument.id] / typical / playedMinutes;
            }
            QVERIFY2(past / present > 0.5 && past / present < 2, qPrintable(QString::number(past / present)));
        }
        QCOMPARE(before.size(), std::size_t{6});
        for (const auto& [id, volume] : before) {
            const double ratio = volume / after[id];
            QVERIFY2(ratio > 0.5 && ratio < 2, qPrintable(QStringLiteral("%1: %2").arg(id.value).arg(ratio)));
        }
    }

    void longBarsAgreeWithTheShortOnesTheyHold()
    {
        const SyntheticMarket market({.seed = 8});
        const auto fives = market.pastBars(bitcoin, minutes(5), 100);
        const auto ones = market.pastBars(bitcoin, minutes(1), 500);
        for (std::size_t i = 0; i < fives.size(); ++i) {
            Ticks high = ones[5 * i].high;
            for (std::size_t k = 0; k < 5; ++k) {
                high = std::max(high, ones[5 * i + k].high);
            }
            QCOMPARE(fives[i].open, ones[5 * i].open);
            QCOMPARE(fives[i].close, ones[5 * i + 4].close);
            QCOMPARE(fives[i].high, high);
        }
    }

    // The market begins within a minute, where a person starts it.
    void secondsOfThePastFillTheMinutesTheyBelongTo()
    {
        const Timestamp begun = syntheticStart + seconds(37);
        for (const InstrumentId id : {bitcoin, InstrumentId{3}, InstrumentId{6}}) {
            const SyntheticMarket market({.seed = 8, .start = begun});
            const auto ones = market.pastBars(id, seconds(1), 900);
            QCOMPARE(ones.size(), std::size_t{900});
            QVERIFY(ones.back().closedAt <= begun && ones.back().closedAt > begun - seconds(10));
            std::map<Timestamp, market::Bar> joined;
            for (std::size_t i = 0; i < ones.size(); ++i) {
                QVERIFY(!market::faultInItself(ones[i]) && ones[i].volume > 0 && ones[i].trades > 0);
                QVERIFY(i == 0 || ones[i - 1].closedAt <= ones[i].opened);
                QVERIFY(i == 0 || ones[i - 1].close == ones[i].open);
                auto [at, isNew] = joined.try_emplace(flooredTo(ones[i].opened, minutes(1)), ones[i]);
                market::Bar& bar = at->second;
                bar.high = std::max(bar.high, ones[i].high);
                bar.low = std::min(bar.low, ones[i].low);
                bar.close = ones[i].close;
                bar.volume += isNew ? 0 : ones[i].volume;
                bar.trades += isNew ? 0 : ones[i].trades;
            }
            joined.erase(joined.begin()); // perhaps begins within it
            for (const auto& minute : market.pastBars(id, minutes(1), 10)) {
                const market::Bar& bar = joined.at(minute.opened);
                QCOMPARE(bar.open, minute.open);
                QCOMPARE(bar.high, minute.high);
                QCOMPARE(bar.low, minute.low);
                QCOMPARE(bar.close, minute.close);
                QCOMPARE(bar.trades, minute.trades);
                QVERIFY(std::abs(bar.volume - minute.volume) < 1e-6 * minute.volume);
            }
            QVERIFY(market.pastBars(id, seconds(1), 40) == std::vector<market::Bar>(ones.end() - 40, ones.end()));
            QVERIFY(market.pastBars(id, milliseconds(500), 5).empty());
            QVERIFY(market.pastBars(id, seconds(7), 5).empty());
        }
    }

    // Whoever watches the age of quotes sees a quiet market, not a broken one.
    void aTouchThatStandsIsToldAgainAtLeastEveryTwoSeconds()
    {
        std::map<InstrumentId, Timestamp> told;
        Duration longest{};
        play({.seed = 3, .alwaysOpen = true}, minutes(20), [&](const ports::TimedTick& tick) {
            const auto* quote = std::get_if<market::Quote>(&tick.tick);
            if (quote == nullptr) {
                return;
            }
            const auto [at, isFirst] = told.try_emplace(quote->instrument, tick.at);
            longest = std::max(longest, tick.at - at->second);
            at->second = tick.at;
        });
        QCOMPARE(told.size(), std::size_t{6});
        QVERIFY2(longest < seconds(2), qPrintable(QString::number(longest.ns)));
    }

    // A session that begins finds what strategies on seconds need, up to the price of the first quote.
    void secondsOfThePastEndAtThePriceWhereTradingBegins()
    {
        for (int second = 0; second < 60; ++second) {
            const SyntheticMarket market({.seed = 9, .start = syntheticStart + seconds(second)});
            const auto fives = market.pastBars(bitcoin, seconds(5), 12);
            QCOMPARE(fives.size(), std::size_t{12});
            QVERIFY(fives.back().closedAt > market.start() - seconds(10));
            const auto ones = market.pastBars(bitcoin, seconds(1), 1);
            QCOMPARE(ones.back().close.count, std::int64_t{63'400});
        }
    }

    // Against the C library, whose own error is below one unit in the last place.
    void theExponentialIsExactToTwoUnits()
    {
        SeededRandom random{1};
        for (int i = 0; i < 100'000; ++i) {
            const double x = (random.uniform() - 0.5) * (i % 2 == 0 ? 2 : 1'200);
            const double expected = std::exp(x);
            QVERIFY(std::abs(portableExp(x) - expected) <= expected * 0x1p-51);
        }
        QCOMPARE(portableExp(0), 1.0);
    }
};

QTEST_APPLESS_MAIN(TestSyntheticMarket)
#include "tst_synthetic_market.moc"

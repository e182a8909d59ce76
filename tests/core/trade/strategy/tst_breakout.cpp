// needs: ZLIB::ZLIB

#include "tests/support/strategy_kit.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::strategy;
using namespace omni::tests;

namespace {

constexpr auto shortOne = "breakout:entry=3,exit=2,atr=2,stop=2";

/// Bars of 10 dollars, a dollar high, that go nowhere.
std::vector<Proposal> afterAQuietRange(Desk& desk, const market::Bar& bar)
{
    for (int i = 0; i < 4; ++i) {
        static_cast<void>(desk.onBar(barOf(1'000, 1'050, 950, 1'000)));
    }
    return desk.onBar(bar);
}

struct ByHand {
    std::size_t entry, exit, atr;
    double stop;
    bool isBoth;
};

/// The strategy's rules on all bars up to `i`, recomputed from nothing.
class Definition
{
public:
    explicit Definition(ByHand settings)
        : m_settings(settings)
    {
    }
    [[nodiscard]] std::vector<Proposal> at(const std::vector<market::Bar>& bars, std::size_t i,
                                           std::int64_t position) const
    {
        std::vector<Proposal> out;
        const std::int64_t close = bars[i].close.count;
        const bool canEnter = i >= m_settings.entry && i >= m_settings.atr;
        const int entry = !canEnter                                          ? 0
            : close > highest(bars, i, m_settings.entry)                     ? 1
            : close < lowest(bars, i, m_settings.entry) && m_settings.isBoth ? -1
                                                                             : 0;
        const bool canExit = i >= m_settings.exit;
        const bool isOut = (position > 0 && canExit && close < lowest(bars, i, m_settings.exit))
            || (position < 0 && canExit && close > highest(bars, i, m_settings.exit)) || position * entry < 0;
        if (isOut) {
            out.push_back(proposal(Intent::Exit, position > 0 ? Side::Sell : Side::Buy, close));
        }
        if (entry != 0 && position * entry <= 0) {
            out.push_back(proposal(Intent::Enter, entry > 0 ? Side::Buy : Side::Sell, close));
            const auto distance = std::max(1.0, std::ceil(m_settings.stop * averageRange(bars, i)));
            out.back().stop = Ticks{std::max<std::int64_t>(1, close - entry * static_cast<std::int64_t>(distance))};
        }
        return out;
    }

private:
    static Proposal proposal(Intent intent, Side side, std::int64_t close)
    {
        Proposal p;
        p.intent = intent;
        p.side = side;
        p.reference = {close};
        return p;
    }
    static std::int64_t highest(const std::vector<market::Bar>& bars, std::size_t i, std::size_t n)
    {
        std::int64_t most = bars[i - n].high.count;
        for (std::size_t k = i - n; k < i; ++k) {
            most = std::max(most, bars[k].high.count);
        }
        return most;
    }
    static std::int64_t lowest(const std::vector<market::Bar>& bars, std::size_t i, std::size_t n)
    {
        std::int64_t least = bars[i - n].low.count;
        for (std::size_t k = i - n; k < i; ++k) {
            least = std::min(least, bars[k].low.count);
        }
        return least;
    }
    /// Wilder's average true range from the second bar on.
    [[nodiscard]] double averageRange(const std::vector<market::Bar>& bars, std::size_t i) const
    {
        const auto n = static_cast<double>(m_settings.atr);
        double value = 0;
        for (std::size_t k = 1; k <= i; ++k) {
            const double high = static_cast<double>(std::max(bars[k].high.count, bars[k - 1].close.count));
            const double low = static_cast<double>(std::min(bars[k].low.count, bars[k - 1].close.count));
            value = k < m_settings.atr ? value + high - low
                : k == m_settings.atr  ? (value + high - low) / n
                                       : (value * (n - 1) + high - low) / n;
        }
        return value;
    }
    ByHand m_settings;
};

} // namespace

class TestBreakout : public QObject
{
    Q_OBJECT

private slots:
    // The range is a dollar high. Its bars' true range is 100 cents; the break's is 100, too (from 1'000 to 1'100).
    void buysAboveTheRangeWithItsStop()
    {
        Desk desk(shortOne);

        const auto proposals = afterAQuietRange(desk, barOf(1'000, 1'100, 1'000, 1'060));

        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals[0].intent, Intent::Enter);
        QCOMPARE(proposals[0].side, Side::Buy);
        QCOMPARE(proposals[0].reference.count, std::int64_t{1'060});
        QCOMPARE(proposals[0].stop, std::optional(Ticks{1'060 - 2 * 100}));
    }

    void doesNotTakeTheLineItselfForABreak()
    {
        Desk desk(shortOne);

        QVERIFY(afterAQuietRange(desk, barOf(1'000, 1'100, 1'000, 1'050)).empty());
    }

    // The stop lies 200 cents away, so 1.5 times as far is 300.
    void aimsAtAMultipleOfWhatItRisksWhenTold()
    {
        Desk wanting("breakout:entry=3,exit=2,atr=2,stop=2,target=1.5"), usual(shortOne);
        Desk both("breakout:entry=3,exit=2,atr=2,stop=2,target=1.5,direction=both");

        const auto rise = barOf(1'000, 1'100, 1'000, 1'060);
        QCOMPARE(afterAQuietRange(wanting, rise).at(0).target, std::optional(Ticks{1'060 + 300}));
        QCOMPARE(afterAQuietRange(usual, rise).at(0).target, std::nullopt);
        const auto fallen = afterAQuietRange(both, barOf(1'000, 1'000, 900, 940));
        QCOMPARE(fallen.at(0).target, std::optional(Ticks{940 - 300}));
    }

    // Short at 940 with a risk of 2'000: twenty times that would lie below zero.
    void aimsAtNoPriceBelowZero()
    {
        Desk desk("breakout:entry=3,exit=2,atr=2,stop=20,target=20,direction=both");

        const auto proposals = afterAQuietRange(desk, barOf(1'000, 1'000, 900, 940));

        QCOMPARE(proposals.at(0).stop, std::optional(Ticks{940 + 2'000}));
        QCOMPARE(proposals.at(0).target, std::nullopt);
    }

    void ignoresABreakThatTheCloseTakesBack()
    {
        Desk desk(shortOne);

        QVERIFY(afterAQuietRange(desk, barOf(1'000, 2'000, 1'000, 1'000)).empty());
    }

    void sellsShortBelowTheRangeOnlyWhenToldBoth()
    {
        Desk longOnly(shortOne), both("breakout:entry=3,exit=2,atr=2,stop=2,direction=both");
        const auto fall = barOf(1'000, 1'000, 900, 940);

        QVERIFY(afterAQuietRange(longOnly, fall).empty());
        const auto proposals = afterAQuietRange(both, fall);
        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals[0].side, Side::Sell);
        QCOMPARE(proposals[0].stop, std::optional(Ticks{940 + 2 * 100}));
    }

    // Two bars' low is 1'000 after the break and 1'050 a bar later.
    void leavesBelowTheNarrowerRange()
    {
        Desk desk(shortOne);
        static_cast<void>(afterAQuietRange(desk, barOf(1'000, 1'100, 1'000, 1'060)));
        QVERIFY(desk.onBar(barOf(1'060, 1'100, 1'050, 1'090)).empty());

        const auto proposals = desk.onBar(barOf(1'090, 1'090, 980, 990));

        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals[0].intent, Intent::Exit);
        QCOMPARE(proposals[0].side, Side::Sell);
    }

    void asksOnceWhileItsEntryIsPending()
    {
        Desk desk(shortOne);
        static_cast<void>(afterAQuietRange(desk, barOf(1'000, 1'100, 1'000, 1'060)));
        desk.position = 0;
        desk.entryPending = true;

        QVERIFY(desk.onBar(barOf(1'100, 1'300, 1'100, 1'290)).empty());
        const auto takenBack = desk.onBar(barOf(1'290, 1'290, 900, 900));
        QCOMPARE(takenBack.size(), std::size_t{1});
        QCOMPARE(takenBack[0].intent, Intent::Exit);
        QCOMPARE(takenBack[0].side, Side::Sell);
    }

    // A cent is the lowest price there is, so the stop stays on it; a market at a cent has no room for one.
    void keepsTheStopAboveZero()
    {
        Desk desk("breakout:entry=3,exit=2,atr=2,stop=20");

        const auto proposals = afterAQuietRange(desk, barOf(1'000, 1'100, 1'000, 1'060));

        QCOMPARE(proposals.at(0).stop, std::optional(Ticks{1}));
    }

    void givesReasonsThatSumToTheScore()
    {
        Desk desk(shortOne);

        const auto proposal = afterAQuietRange(desk, barOf(1'000, 1'100, 1'000, 1'060))[0];

        // 10 cents above the line of 1'050, of a range of 100; the close is a fifth above the middle of its bar.
        QCOMPARE(proposal.reasonCount, std::uint8_t{2});
        QCOMPARE(proposal.reasons[0].key.view(), std::string_view("close_beyond_range"));
        QCOMPARE(proposal.reasons[0].contribution, 0.1);
        QCOMPARE(proposal.reasons[1].key.view(), std::string_view("close_in_bar"));
        QCOMPARE(proposal.reasons[1].contribution, 0.2);
        QCOMPARE(proposal.score, proposal.reasons[0].contribution + proposal.reasons[1].contribution);
    }

    void movesTheReasonWhoseInputMoved()
    {
        Desk usual(shortOne), changed(shortOne);

        const auto a = afterAQuietRange(usual, barOf(1'000, 1'100, 1'000, 1'060))[0];
        // The same range from the close before, but the bar's own low is higher: the close lies lower in it.
        const auto b = afterAQuietRange(changed, barOf(1'020, 1'100, 1'020, 1'060))[0];

        QCOMPARE(a.reasons[0].contribution, b.reasons[0].contribution);
        QVERIFY(a.reasons[1].contribution != b.reasons[1].contribution);
        QVERIFY(a.score != b.score);
    }

    // Against the rules recomputed from nothing at each bar; fixed seeds.
    void agreesWithItsRulesOnRandomWalks()
    {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const ByHand settings{5 + seed % 20, 2 + seed % 3, 2 + seed % 14, 2, seed % 2 == 0};
            Desk desk("breakout:entry=" + std::to_string(settings.entry) + ",exit=" + std::to_string(settings.exit)
                      + ",atr=" + std::to_string(settings.atr) + ",stop=2"
                      + (settings.isBoth ? ",direction=both" : ""));
            compare(desk, Definition(settings), walk(seed, 400));
        }
    }

    void agreesWithItsRulesOnRealBars()
    {
        const auto bars = dailyBars("data/bars/daily/GOOG_1d.csv.gz");
        if (bars.empty()) {
            QSKIP(absenceOf("data/bars/daily/GOOG_1d.csv.gz").c_str());
        }
        Desk desk("breakout:direction=both");
        compare(desk, Definition({20, 10, 14, 2, true}), bars);
    }

    void goesOnAsIfNothingHappenedAfterSavingAndLoading()
    {
        const auto bars = walk(5, 300);
        for (std::size_t cut = 1; cut < 100; cut += 7) {
            Desk through("breakout:direction=both"), second("breakout:direction=both");
            for (std::size_t i = 0; i < cut; ++i) {
                static_cast<void>(through.onBar(bars[i]));
            }
            const Bytes saved = through.saved();
            ByteReader in(saved);
            QVERIFY(second.strategy().load(in));
            QVERIFY(in.finished());
            QCOMPARE(second.saved(), saved);
            second.position = through.position;
            for (std::size_t i = cut; i < bars.size(); ++i) {
                QCOMPARE(second.onBar(bars[i]), through.onBar(bars[i]));
            }
            QCOMPARE(second.saved(), through.saved());
        }
    }

    void refusesAStateThatDoesNotFit()
    {
        Desk desk("breakout"), other("breakout:entry=21");
        const Bytes saved = desk.saved();

        ByteReader ofAnother(saved);
        QCOMPARE(other.strategy().load(ofAnother).error().code, Errc::Corrupt);
        for (std::size_t size = 0; size < saved.size(); ++size) {
            ByteReader cut{std::span(saved).first(size)};
            QVERIFY(!Desk("breakout").strategy().load(cut));
        }
    }

    void survivesTheLargestPrices()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        Desk desk("breakout:entry=1,exit=1,atr=1,stop=20,target=20,direction=both");
        for (const std::int64_t close : {std::int64_t{1}, most, -most, most, std::int64_t{-1}}) {
            static_cast<void>(desk.onBar(barAt(close)));
        }
        QVERIFY(desk.position >= -1 && desk.position <= 1);
    }

private:
    static void compare(Desk& desk, const Definition& definition, const std::vector<market::Bar>& bars)
    {
        std::size_t seen = 0;
        for (std::size_t i = 0; i < bars.size(); ++i) {
            const auto expected = definition.at(bars, i, desk.position);
            const auto proposals = desk.onBar(bars[i]);
            QCOMPARE(proposals.size(), expected.size());
            for (std::size_t k = 0; k < proposals.size(); ++k) {
                QCOMPARE(proposals[k].intent, expected[k].intent);
                QCOMPARE(proposals[k].side, expected[k].side);
                QCOMPARE(proposals[k].reference, expected[k].reference);
                QCOMPARE(proposals[k].stop, expected[k].stop);
                ++seen;
            }
        }
        QVERIFY(seen > 0);
    }
};

QTEST_APPLESS_MAIN(TestBreakout)
#include "tst_breakout.moc"

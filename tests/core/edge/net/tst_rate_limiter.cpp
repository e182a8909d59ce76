#include "core/edge/net/rate_limiter.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <vector>

using namespace omni;
using namespace omni::net;

Q_DECLARE_METATYPE(omni::net::RateRule)

namespace {

constexpr auto farAhead = std::numeric_limits<std::int64_t>::max();

Monotonic at(Duration sinceStart)
{
    return Monotonic{} + sinceStart;
}

/// 6'000 of weight a minute and 50 orders in ten seconds, a fifth of each for the way out.
RateRule aTypicalRule()
{
    RateRule rule;
    rule.windows = {{Meter::Weight, minutes(1), 6'000}, {Meter::Orders, seconds(10), 50}};
    rule.slack = {};
    return rule;
}

RateLimiter aTypicalLimiter()
{
    return RateLimiter::make(aTypicalRule()).value();
}

constexpr Cost anOrder{.weight = 1, .orders = 1, .requests = 1};
constexpr Cost aCancel{.weight = 1, .orders = 0, .requests = 1};

using Kind = RateVerdict::Kind;

int countOfGo(RateLimiter& limiter, const Cost& cost, Lane lane, Monotonic now)
{
    int count = 0;
    while (limiter.ask(cost, lane, now).kind == Kind::Go) {
        ++count;
    }
    return count;
}

struct Sent {
    Monotonic when;
    Cost cost;
};

/// The obvious sum: what was sent in (end - length, end].
std::int64_t sumBefore(const std::vector<Sent>& sent, Monotonic end, const RateWindow& window)
{
    std::int64_t sum = 0;
    for (const auto& each : sent) {
        if (each.when <= end && end - each.when < window.length) {
            sum += each.cost.on(window.meter);
        }
    }
    return sum;
}

Cost drawnCost(SeededRandom& random)
{
    return {random.between(0, 40), random.between(0, 1), 1};
}

} // namespace

class TestRateLimiter : public QObject
{
    Q_OBJECT

private slots:
    void keepsAFifthForTheWayOut()
    {
        auto limiter = aTypicalLimiter();

        QCOMPARE(countOfGo(limiter, {.weight = 100}, Lane::Ordinary, at(seconds(1))), 48);
        QCOMPARE(countOfGo(limiter, {.weight = 100}, Lane::WayOut, at(seconds(1))), 12);
    }

    void theTightestWindowDecides()
    {
        auto limiter = aTypicalLimiter();

        QCOMPARE(countOfGo(limiter, anOrder, Lane::Ordinary, at(seconds(1))), 40);
        QCOMPARE(countOfGo(limiter, anOrder, Lane::WayOut, at(seconds(1))), 10);
        QCOMPARE(limiter.ask(aCancel, Lane::Ordinary, at(seconds(1))).kind, Kind::Go);
    }

    void saysWhenItFitsAgain()
    {
        auto limiter = aTypicalLimiter();
        countOfGo(limiter, anOrder, Lane::Ordinary, at(seconds(1)));

        const auto verdict = limiter.ask(anOrder, Lane::Ordinary, at(seconds(3)));

        QCOMPARE(verdict.kind, Kind::Wait);
        QVERIFY(!verdict.forbidden);
        QVERIFY(verdict.at > at(seconds(11)));
        // The slices are a 64th of the window wide.
        QVERIFY(verdict.at <= at(seconds(11) + milliseconds(157)));
        QCOMPARE(limiter.ask(anOrder, Lane::Ordinary, verdict.at).kind, Kind::Go);
    }

    void whatNeverFitsIsRefusedAtOnce()
    {
        auto limiter = aTypicalLimiter();

        QCOMPARE(limiter.ask({.weight = 4'801}, Lane::Ordinary, at({})).kind, Kind::Never);
        QCOMPARE(limiter.ask({.weight = 6'001}, Lane::WayOut, at({})).kind, Kind::Never);
        QCOMPARE(limiter.ask({.weight = 4'800}, Lane::Ordinary, at({})).kind, Kind::Go);
    }

    void aWindowOfOneIsOpenToAll()
    {
        RateRule rule;
        rule.windows = {{Meter::Requests, seconds(1), 1}};
        auto limiter = RateLimiter::make(rule).value();

        QCOMPARE(limiter.ask(anOrder, Lane::Ordinary, at({})).kind, Kind::Go);
    }

    void theVenuesCountIsBelievedWhenItIsHigher()
    {
        auto limiter = aTypicalLimiter();

        limiter.told(Meter::Weight, minutes(1), 4'790, at(seconds(5)));

        QCOMPARE(countOfGo(limiter, {.weight = 1}, Lane::Ordinary, at(seconds(5))), 10);
    }

    void theVenuesCountNeverLowersOurs()
    {
        auto limiter = aTypicalLimiter();
        countOfGo(limiter, {.weight = 100}, Lane::Ordinary, at(seconds(1)));

        limiter.told(Meter::Weight, minutes(1), 3, at(seconds(2)));

        QCOMPARE(limiter.ask({.weight = 1}, Lane::Ordinary, at(seconds(2))).kind, Kind::Wait);
    }

    void whatIsUnderWayIsAddedToTheVenuesCount()
    {
        auto limiter = aTypicalLimiter();
        QCOMPARE(limiter.ask({.weight = 100}, Lane::Ordinary, at({})).kind, Kind::Go);

        limiter.told(Meter::Weight, minutes(1), 4'690, at(seconds(1)));
        QCOMPARE(countOfGo(limiter, {.weight = 1}, Lane::Ordinary, at(seconds(1))), 10);
    }

    void whatIsSettledIsNotUnderWay()
    {
        auto limiter = aTypicalLimiter();
        QCOMPARE(limiter.ask({.weight = 100}, Lane::Ordinary, at({})).kind, Kind::Go);
        limiter.settled({.weight = 100});

        limiter.told(Meter::Weight, minutes(1), 4'690, at(seconds(1)));
        QCOMPARE(countOfGo(limiter, {.weight = 1}, Lane::Ordinary, at(seconds(1))), 110);
    }

    void tooManyPausesOneMeterOnly()
    {
        auto limiter = aTypicalLimiter();

        limiter.tooMany({.weight = 0, .orders = 1, .requests = 0}, seconds(7), at(seconds(1)));

        const auto verdict = limiter.ask(anOrder, Lane::WayOut, at(seconds(2)));
        QCOMPARE(verdict.kind, Kind::Wait);
        QVERIFY(verdict.forbidden);
        QCOMPARE(verdict.at, at(seconds(8)));
        QCOMPARE(limiter.ask(aCancel, Lane::WayOut, at(seconds(2))).kind, Kind::Go);
    }

    void aBanSilencesTheWayOutToo()
    {
        auto limiter = aTypicalLimiter();

        limiter.banned(seconds(300), at(seconds(1)));

        QCOMPARE(limiter.ask(aCancel, Lane::WayOut, at(seconds(301) - nanoseconds(1))).kind, Kind::Wait);
        QCOMPARE(limiter.bannedUntil(at(seconds(2))), std::optional(at(seconds(301))));
        QCOMPARE(limiter.ask(aCancel, Lane::WayOut, at(seconds(301))).kind, Kind::Go);
        QCOMPARE(limiter.bannedUntil(at(seconds(301))), std::nullopt);
    }

    void aSecondWordNeverShortensABan()
    {
        auto limiter = aTypicalLimiter();
        limiter.banned(seconds(300), at({}));

        limiter.banned(seconds(5), at(seconds(1)));
        limiter.banned(std::nullopt, at(seconds(1)));

        QCOMPARE(limiter.bannedUntil(at(seconds(2))), std::optional(at(seconds(300))));
    }

    void withoutAWordThePauseDoublesUpToAnHour()
    {
        auto limiter = aTypicalLimiter();
        auto now = at({});
        for (const auto pause : {60, 120, 240, 480, 960, 1'920, 3'600, 3'600}) {
            limiter.tooMany({.weight = 1, .orders = 0, .requests = 0}, std::nullopt, now);

            QCOMPARE(limiter.ask(aCancel, Lane::WayOut, now).at, now + seconds(pause));
            now = now + seconds(pause);
        }
        limiter.accepted();
        limiter.tooMany({.weight = 1, .orders = 0, .requests = 0}, std::nullopt, now);
        QCOMPARE(limiter.ask(aCancel, Lane::WayOut, now).at, now + seconds(60));
    }

    // One answer is one refusal, on however many meters the request cost.
    void anAnswerCountsOnce()
    {
        auto limiter = aTypicalLimiter();
        const Cost order{.weight = 1, .orders = 1, .requests = 1};

        limiter.tooMany(order, std::nullopt, at({}));

        QCOMPARE(limiter.ask(order, Lane::WayOut, at({})).at, at(seconds(60)));
        limiter.tooMany(order, std::nullopt, at(seconds(60)));
        QCOMPARE(limiter.ask(order, Lane::WayOut, at(seconds(60))).at, at(seconds(180)));
    }

    void absurdWordsOfTheVenueAreHeldToBounds()
    {
        auto limiter = aTypicalLimiter();

        limiter.tooMany({.weight = 1, .orders = 0, .requests = 0}, Duration{-5}, at({}));
        QCOMPARE(limiter.ask(aCancel, Lane::WayOut, at({})).at, at(seconds(1)));

        limiter.banned(Duration{farAhead}, at({}));
        QCOMPARE(limiter.bannedUntil(at({})), std::optional(at(days(31))));
    }

    void aRestartDoesNotRefill()
    {
        auto before = aTypicalLimiter();
        countOfGo(before, {.weight = 100}, Lane::Ordinary, at(hours(5)));
        before.banned(seconds(30), at(hours(5)));
        const auto memory = before.memory(at(hours(5) + seconds(10)));

        auto after = aTypicalLimiter();
        after.remember(memory, at({}));

        QCOMPARE(after.bannedUntil(at({})), std::optional(at(seconds(20))));
        QCOMPARE(after.ask({.weight = 1}, Lane::Ordinary, at(seconds(20))).kind, Kind::Wait);
        QCOMPARE(after.ask({.weight = 1}, Lane::Ordinary, at(seconds(62))).kind, Kind::Go);
    }

    void aClockThatGoesBackGivesNothing()
    {
        auto limiter = aTypicalLimiter();
        QCOMPARE(countOfGo(limiter, anOrder, Lane::Ordinary, at(hours(1))), 40);

        QCOMPARE(limiter.ask(anOrder, Lane::Ordinary, at({})).kind, Kind::Wait);
        QCOMPARE(limiter.ask(anOrder, Lane::WayOut, at({})).kind, Kind::Go);
    }

    void aLoweredLimitCountsWhatWasSpent()
    {
        auto limiter = aTypicalLimiter();
        QCOMPARE(limiter.ask({.weight = 1'000}, Lane::Ordinary, at({})).kind, Kind::Go);

        QVERIFY(limiter.learnLimits({{Meter::Weight, minutes(1), 1'250}}, at({})));

        QCOMPARE(limiter.ask({.weight = 1}, Lane::Ordinary, at({})).kind, Kind::Wait);
        QCOMPARE(countOfGo(limiter, {.weight = 1}, Lane::WayOut, at({})), 250);
    }

    void aNewWindowStartsWithWhatIsKnown()
    {
        auto limiter = aTypicalLimiter();
        QCOMPARE(countOfGo(limiter, anOrder, Lane::Ordinary, at({})), 40);

        QVERIFY(limiter.learnLimits({{Meter::Orders, days(1), 100}}, at({})));

        QCOMPARE(countOfGo(limiter, anOrder, Lane::Ordinary, at(seconds(11))), 40);
        QCOMPARE(limiter.percentFree(Meter::Orders, at(seconds(11))), 20);
    }

    void limitsOutOfBoundsAreNotLearned()
    {
        auto limiter = aTypicalLimiter();

        QVERIFY(!limiter.learnLimits({{Meter::Weight, minutes(1), 0}}, at({})));
        QVERIFY(!limiter.learnLimits({{Meter::Weight, {}, 10}}, at({})));
        QVERIFY(!limiter.learnLimits({{Meter::Orders, days(1), 5}, {Meter::Orders, days(1), 6}}, at({})));
        std::vector<RateWindow> many;
        for (int i = 1; i <= 15; ++i) {
            many.push_back({Meter::Requests, seconds(i), 5});
        }
        QVERIFY(!limiter.learnLimits(many, at({})));

        QCOMPARE(countOfGo(limiter, {.weight = 100}, Lane::Ordinary, at({})), 48);
    }

    void refusesARuleOutsideItsBounds_data()
    {
        QTest::addColumn<RateRule>("rule");

        const auto row = [](const char* name, auto change) {
            auto rule = aTypicalRule();
            change(rule);
            QTest::newRow(name) << rule;
        };
        row("less than a fifth for the way out", [](auto& r) { r.reservedPercent = 19; });
        row("almost all for the way out", [](auto& r) { r.reservedPercent = 91; });
        row("negative slack", [](auto& r) { r.slack = {-1}; });
        row("slack of an hour", [](auto& r) { r.slack = hours(1); });
        row("no pause", [](auto& r) { r.pauseWithoutWord = {}; });
        row("no limit", [](auto& r) { r.windows[0].limit = 0; });
        row("a limit beyond all sense", [](auto& r) { r.windows[0].limit = 1'000'000'001; });
        row("a window of no length", [](auto& r) { r.windows[0].length = {}; });
        row("the same window twice", [](auto& r) { r.windows.push_back(r.windows[0]); });
    }

    void refusesARuleOutsideItsBounds()
    {
        QFETCH(RateRule, rule);

        const auto limiter = RateLimiter::make(rule);

        QVERIFY(!limiter);
        QCOMPARE(limiter.error().code, Errc::Invalid);
    }

    // The promise of the file: no window of its length, wherever it ends, holds more than the limit.
    void noWindowEverHoldsMoreThanItsLimit()
    {
        SeededRandom random{20'240'229};
        for (int round = 0; round < 40; ++round) {
            RateRule rule;
            rule.windows = {{Meter::Weight, milliseconds(random.between(10, 5'000)), random.between(50, 400)},
                            {Meter::Orders, milliseconds(random.between(10, 5'000)), random.between(2, 20)},
                            {Meter::Requests, seconds(5), 60}};
            rule.slack = milliseconds(random.between(0, 20));
            auto limiter = RateLimiter::make(rule).value();
            std::vector<Sent> sent;
            Monotonic now;
            for (int i = 0; i < 500; ++i) {
                now = now + microseconds(random.between(0, 60'000));
                const auto cost = drawnCost(random);
                if (limiter.ask(cost, random.chance(0.3) ? Lane::WayOut : Lane::Ordinary, now).kind == Kind::Go) {
                    sent.push_back({now, cost});
                }
            }
            QVERIFY(sent.size() > 20);
            for (const auto& each : sent) {
                for (const auto& window : rule.windows) {
                    QVERIFY2(sumBefore(sent, each.when, window) <= window.limit, qPrintable(QString::number(round)));
                }
            }
        }
    }

    // The venue counts from full minute to full minute, and requests arrive up to the slack later than others.
    void theVenuesOwnWindowsHoldAsWell()
    {
        SeededRandom random{7};
        auto rule = aTypicalRule();
        rule.windows = {{Meter::Requests, seconds(1), 20}};
        rule.slack = milliseconds(200);
        auto limiter = RateLimiter::make(rule).value();
        std::vector<std::int64_t> counts(1'000);
        const auto phase = milliseconds(random.between(0, 999));
        Monotonic now;
        for (int i = 0; i < 20'000; ++i) {
            now = now + microseconds(random.between(0, 20'000));
            if (limiter.ask(aCancel, Lane::WayOut, now).kind == Kind::Go) {
                const auto arrival = now + phase + microseconds(random.between(0, 200'000));
                ++counts.at(static_cast<std::size_t>(arrival.ns / seconds(1).ns));
            }
        }
        QVERIFY(*std::max_element(counts.begin(), counts.end()) <= 20);
        QVERIFY(*std::max_element(counts.begin(), counts.end()) >= 15);
    }

    void aWaitIsNeitherTooShortNorForNothing()
    {
        SeededRandom random{99};
        auto limiter = aTypicalLimiter();
        Monotonic now;
        int waits = 0;
        for (int i = 0; i < 5'000; ++i) {
            now = now + milliseconds(random.between(0, 100));
            const auto cost = drawnCost(random);
            const auto verdict = limiter.ask(cost, Lane::Ordinary, now);
            if (verdict.kind != Kind::Wait) {
                continue;
            }
            ++waits;
            QVERIFY(verdict.at > now);
            QCOMPARE(limiter.ask(cost, Lane::Ordinary, verdict.at + nanoseconds(-1)).kind, Kind::Wait);
            QCOMPARE(limiter.ask(cost, Lane::Ordinary, verdict.at).kind, Kind::Go);
            now = verdict.at;
        }
        QVERIFY(waits > 100);
    }

    // F38: whatever ordinary requests did before, a fifth of every limit is there for the first cancels.
    void ordinaryRequestsNeverEatTheReserve()
    {
        SeededRandom random{38};
        for (int round = 0; round < 200; ++round) {
            auto limiter = aTypicalLimiter();
            Monotonic now;
            for (int i = 0; i < 300; ++i) {
                now = now + milliseconds(random.between(0, 50));
                (void)limiter.ask({random.between(0, 300), random.between(0, 1), 1}, Lane::Ordinary, now);
            }
            QVERIFY(countOfGo(limiter, {.weight = 100}, Lane::WayOut, now) >= 12);
        }
    }

    // F37, S34: not one request inside a ban, whatever came between.
    void nothingGoesInsideABan()
    {
        SeededRandom random{418};
        auto limiter = aTypicalLimiter();
        Monotonic now;
        Monotonic end;
        int goes = 0;
        for (int i = 0; i < 20'000; ++i) {
            now = now + milliseconds(random.between(0, 1'000));
            if (random.chance(0.002)) {
                const auto length = seconds(random.between(1, 200));
                limiter.banned(length, now);
                end = std::max(end, now + length);
            }
            if (random.chance(0.05)) {
                limiter.told(Meter::Weight, minutes(1), random.between(0, 5'000), now);
            }
            if (limiter.ask(aCancel, random.chance(0.5) ? Lane::WayOut : Lane::Ordinary, now).kind == Kind::Go) {
                ++goes;
                QVERIFY(now >= end);
            }
        }
        QVERIFY(goes > 1'000);
    }

    void survivesTheLargestNumbers()
    {
        RateRule rule;
        rule.windows = {{Meter::Weight, days(31), 1'000'000'000}};
        auto limiter = RateLimiter::make(rule).value();

        limiter.told(Meter::Weight, days(31), farAhead, at({}));
        limiter.told(Meter::Weight, days(31), -1, at({}));

        QCOMPARE(limiter.ask({.weight = 1}, Lane::WayOut, at({})).kind, Kind::Wait);
        QCOMPARE(limiter.ask({.weight = farAhead}, Lane::WayOut, at({})).kind, Kind::Never);
        QCOMPARE(limiter.ask({.weight = 1'000'000'000}, Lane::WayOut, at(days(33))).kind, Kind::Go);
    }
};

QTEST_APPLESS_MAIN(TestRateLimiter)
#include "tst_rate_limiter.moc"

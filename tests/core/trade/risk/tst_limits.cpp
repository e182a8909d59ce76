#include "core/trade/risk/limits.h"
#include "core/trade/risk/mode.h"

#include <QTest>

#include <functional>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::risk;

using Change = std::function<void(omni::risk::Limits&, std::int64_t)>;

namespace {

struct Field {
    const char* key;
    std::int64_t least;
    std::int64_t most;
    Change set;
    bool smallerIsTighter = true;
    bool zeroIsNone = false;
};

std::int32_t narrow(std::int64_t value)
{
    return static_cast<std::int32_t>(value);
}

/// The table of the defaults and bounds, written a second time. Gross exposure is bounded by leverage, 1 x here.
std::vector<Field> allFields()
{
    return {
        {"position_per_trade", 1, 500, [](auto& l, auto v) { l.positionPerTrade = {narrow(v)}; }},
        {"gross_exposure", 1, 10'000, [](auto& l, auto v) { l.grossExposure = {narrow(v)}; }},
        {"net_exposure", 1, 8'000, [](auto& l, auto v) { l.netExposure = {narrow(v)}; }},
        {"leverage", 1, 20'000,
         [](auto& l, auto v) {
             l.leverage = {narrow(v)};
             l.grossExposure = {1};
         }},
        {"loss_at_stop", 1, 300, [](auto& l, auto v) { l.lossAtStop = {narrow(v)}; }},
        {"hard_stop_distance", 1, 300, [](auto& l, auto v) { l.hardStopDistance = {narrow(v)}; }},
        {"trailing_stop_atr", 0, 100'000, [](auto& l, auto v) { l.trailingStopAtr = {narrow(v)}; }, true, true},
        {"time_exit_days", 0, 10'000, [](auto& l, auto v) { l.timeExitDays = narrow(v); }, true, true},
        {"daily_loss", 1, 500, [](auto& l, auto v) { l.dailyLoss = {narrow(v)}; }},
        {"drawdown", 1, 2'000, [](auto& l, auto v) { l.drawdown = {narrow(v)}; }},
        {"losing_streak", 1, 10, [](auto& l, auto v) { l.losingStreak = narrow(v); }},
        {"orders_per_minute", 1, 120, [](auto& l, auto v) { l.ordersPerMinute = narrow(v); }},
        {"collar", 1, 500, [](auto& l, auto v) { l.collar = {narrow(v)}; }},
        {"collar_spreads", 0, 100, [](auto& l, auto v) { l.collarSpreads = narrow(v); }},
        {"collar_atr", 0, 5'000, [](auto& l, auto v) { l.collarAtr = {narrow(v)}; }},
        {"collar_bound", 1, 500, [](auto& l, auto v) { l.collarBound = {narrow(v)}; }},
        {"quote_age", 1, 10'000'000'000, [](auto& l, auto v) { l.quoteAge = {v}; }},
        {"approval_drift", 1, 100, [](auto& l, auto v) { l.approvalDrift = {narrow(v)}; }},
        {"approval_drift_atr", 0, 100'000, [](auto& l, auto v) { l.approvalDriftAtr = {narrow(v)}; }, true, true},
        {"duplicate_window", 0, 60'000'000'000, [](auto& l, auto v) { l.duplicateWindow = {v}; }, false},
        {"open_orders", 1, 10'000, [](auto& l, auto v) { l.openOrders = narrow(v); }},
    };
}

Limits with(const Field& field, std::int64_t value)
{
    Limits limits;
    field.set(limits, value);
    return limits;
}

Limits reloaded(const Limits& limits, bool& complete)
{
    Bytes bytes;
    ByteWriter out(bytes);
    save(limits, out);
    ByteReader in(bytes);
    const Limits loaded = loadLimits(in);
    complete = in.finished();
    return loaded;
}

} // namespace

class TestLimits : public QObject
{
    Q_OBJECT

private slots:
    void theDefaultsAreThoseOfTheRulings()
    {
        const Limits l;
        QVERIFY(l.enforced);
        QCOMPARE(l.positionPerTrade.count, 200); // 2 %
        QCOMPARE(l.grossExposure.count, 8'000); // 80 %
        QCOMPARE(l.netExposure.count, 6'000); // 60 %
        QCOMPARE(l.leverage.count, 1'000); // 1 x
        QCOMPARE(l.lossAtStop.count, 100); // 1 %
        QCOMPARE(l.hardStopDistance.count, 200); // 2 %
        QCOMPARE(l.trailingStopAtr.count, 3'000); // 3 x
        QCOMPARE(l.timeExitDays, 10);
        QCOMPARE(l.dailyLoss.count, 200); // 2 %
        QCOMPARE(l.drawdown.count, 600); // 6 %
        QCOMPARE(l.losingStreak, 4);
        QCOMPARE(l.ordersPerMinute, 30);
        QCOMPARE(l.collar.count, 50); // 0.5 %
        QCOMPARE(l.collarSpreads, 5);
        QCOMPARE(l.collarAtr.count, 500); // 0.5 x
        QCOMPARE(l.collarBound.count, 500); // 5 %
        QCOMPARE(l.quoteAge, seconds(2));
        QCOMPARE(l.approvalDrift.count, 25); // 0.25 %
        QCOMPARE(l.approvalDriftAtr.count, 150); // 0.15 x
        QVERIFY(faultsOf(l).empty());
    }

    void takesEveryFieldAtItsBounds()
    {
        for (const Field& field : allFields()) {
            QVERIFY2(faultsOf(with(field, field.least)).empty(), field.key);
            QVERIFY2(faultsOf(with(field, field.most)).empty(), field.key);
        }
    }

    void namesEveryFieldBeyondItsBounds()
    {
        for (const Field& field : allFields()) {
            for (const std::int64_t value : {field.least - 1, field.most + 1}) {
                const auto faults = faultsOf(with(field, value));
                QVERIFY2(faults.size() == 1, field.key);
                QVERIFY2(faults.front().starts_with(std::string("risk.") + field.key + ": "), faults.front().c_str());
            }
        }
    }

    void saysWhatIsWrong()
    {
        Limits l;
        l.dailyLoss = {700};
        l.orderValue = Money{0};
        l.orderSize = Lots{-1};

        const auto faults = faultsOf(l);

        QCOMPARE(faults.size(), std::size_t{3});
        QCOMPARE(faults[0], std::string("risk.daily_loss: 700 is outside 1 to 500 bp"));
        QCOMPARE(faults[1], std::string("risk.order_value: 0 is not 1 e8 or more"));
        QCOMPARE(faults[2], std::string("risk.order_size: -1 is not 1 lots or more"));
    }

    void grossExposureMayReachTheLeverage()
    {
        Limits l;
        l.leverage = {2'500};
        l.grossExposure = {25'000};
        QVERIFY(faultsOf(l).empty());
        l.grossExposure = {25'001};
        QCOMPARE(faultsOf(l).size(), std::size_t{1});
    }

    void leverageIsAtMostTheAccounts()
    {
        Limits l;
        l.leverage = {2'000};
        QVERIFY(faultsOf(l, Milli{2'000}).empty());
        QCOMPARE(faultsOf(l, Milli{1'999}).size(), std::size_t{1});
    }

    void equalLimitsAreTighterOrEqual()
    {
        QVERIFY(isTighterOrEqual(Limits{}, Limits{}));
    }

    void oneLooserFieldMakesAllLooser()
    {
        for (const Field& field : allFields()) {
            const std::int64_t low = std::max<std::int64_t>(field.least, 1);
            const Limits small = with(field, low);
            const Limits large = with(field, field.most);
            QVERIFY2(isTighterOrEqual(small, large) == field.smallerIsTighter, field.key);
            QVERIFY2(isTighterOrEqual(large, small) == !field.smallerIsTighter, field.key);
        }
    }

    void noLimitIsTheLoosest()
    {
        for (const Field& field : allFields()) {
            if (field.zeroIsNone) {
                QVERIFY2(!isTighterOrEqual(with(field, 0), with(field, field.most)), field.key);
                QVERIFY2(isTighterOrEqual(with(field, field.most), with(field, 0)), field.key);
            }
        }
        Limits bounded;
        bounded.orderValue = Money{1'000};
        QVERIFY(isTighterOrEqual(bounded, Limits{}));
        QVERIFY(!isTighterOrEqual(Limits{}, bounded));
        bounded = {};
        bounded.orderSize = Lots{1'000};
        QVERIFY(isTighterOrEqual(bounded, Limits{}));
        QVERIFY(!isTighterOrEqual(Limits{}, bounded));
        bounded = {};
        bounded.enforced = false;
        QVERIFY(isTighterOrEqual(Limits{}, bounded));
        QVERIFY(!isTighterOrEqual(bounded, Limits{}));
    }

    // Tighter-or-equal is an order: if a <= b and b <= c then a <= c; both ways only for equal limits.
    void tighterIsAnOrder()
    {
        std::mt19937_64 random{13};
        const auto fields = allFields();
        const auto draw = [&] {
            Limits l;
            for (const Field& field : fields) {
                if (random() % 8 == 0 && field.key != std::string("leverage")) {
                    field.set(l, field.least + static_cast<std::int64_t>(random() % 3));
                }
            }
            return l;
        };
        int comparable = 0;
        for (int i = 0; i < 20'000; ++i) {
            const Limits a = draw();
            const Limits b = draw();
            const Limits c = draw();
            if (isTighterOrEqual(a, b) && isTighterOrEqual(b, c)) {
                QVERIFY(isTighterOrEqual(a, c));
                ++comparable;
            }
            QCOMPARE(isTighterOrEqual(a, b) && isTighterOrEqual(b, a), a == b);
        }
        QVERIFY(comparable > 20);
    }

    // Half of 200 and of 100 basis points; what is not a size stays.
    void halvedSizesAreTighterAndTouchOnlySizes()
    {
        const Limits halved = halvedSizes(Limits{});
        QCOMPARE(halved.positionPerTrade.count, 100);
        QCOMPARE(halved.lossAtStop.count, 50);
        QVERIFY(!halved.orderValue && !halved.orderSize);
        Limits expected;
        expected.positionPerTrade = {100};
        expected.lossAtStop = {50};
        QVERIFY(halved == expected);
        Limits bounded;
        bounded.orderValue = Money{11};
        bounded.orderSize = Lots{1};
        QCOMPARE(halvedSizes(bounded).orderValue->e8, std::int64_t{5});
        QCOMPARE(halvedSizes(bounded).orderSize->count, std::int64_t{1}); // never nothing
        QVERIFY(isTighterOrEqual(halvedSizes(bounded), bounded));
        QVERIFY(faultsOf(halvedSizes(bounded)).empty());
    }

    void whatIsSavedIsLoaded()
    {
        bool complete = false;
        QVERIFY(reloaded(Limits{}, complete) == Limits{} && complete);
        for (const Field& field : allFields()) {
            for (const std::int64_t value : {field.least, field.most, field.most + 1}) {
                const Limits limits = with(field, value);
                QVERIFY2(reloaded(limits, complete) == limits && complete, field.key);
            }
        }
        Limits limits;
        limits.enforced = false;
        limits.orderValue = Money{std::numeric_limits<std::int64_t>::max()};
        limits.orderSize = Lots{7};
        QVERIFY(reloaded(limits, complete) == limits && complete);
    }

    void aShortRecordGivesTheDefaults()
    {
        Bytes bytes;
        ByteWriter out(bytes);
        Limits limits;
        limits.enforced = false;
        limits.dailyLoss = {1};
        save(limits, out);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            ByteReader in(std::span<const std::byte>(bytes.data(), size));
            QVERIFY(loadLimits(in) == Limits{});
            QVERIFY(!in.ok());
        }
    }

    void everyFieldIsInTheDigest()
    {
        const Digest standard = limitsDigest(Limits{});
        QVERIFY(limitsDigest(Limits{}) == standard);
        for (const Field& field : allFields()) {
            QVERIFY2(limitsDigest(with(field, field.least)) != standard, field.key);
        }
        Limits limits;
        limits.enforced = false;
        QVERIFY(limitsDigest(limits) != standard);
        limits = {};
        limits.orderSize = Lots{0};
        QVERIFY(limitsDigest(limits) != standard);
        limits = {};
        limits.orderValue = Money{0};
        QVERIFY(limitsDigest(limits) != standard);
    }

    void modesLevelsAndScopesHaveNames()
    {
        for (const Mode mode : {Mode::Halted, Mode::ReduceOnly, Mode::Manual, Mode::Automatic}) {
            QVERIFY(modeFromName(nameOf(mode)) == mode);
        }
        for (const KillLevel level :
             {KillLevel::None, KillLevel::Pause, KillLevel::CancelEntries, KillLevel::CancelAll, KillLevel::Flatten}) {
            QVERIFY(killLevelFromName(nameOf(level)) == level);
        }
        for (const ScopeKind kind : {ScopeKind::Global, ScopeKind::Account, ScopeKind::Strategy, ScopeKind::Symbol}) {
            QVERIFY(scopeKindFromName(nameOf(kind)) == kind);
        }
        QCOMPARE(nameOf(KillLevel::CancelEntries), std::string_view("cancel_entries"));
        QVERIFY(!modeFromName("unknown"));
        QVERIFY(!modeFromName(""));
    }

    void aScopeReachesWhatItNames()
    {
        const AccountId account{2};
        const StrategyId strategy{3};
        const InstrumentId instrument{4};
        const auto isReached = [&](ScopeKind kind, std::uint64_t id) {
            return reaches({kind, id}, account, strategy, instrument);
        };
        QVERIFY(isReached(ScopeKind::Global, 0));
        QVERIFY(isReached(ScopeKind::Account, 2) && !isReached(ScopeKind::Account, 3));
        QVERIFY(isReached(ScopeKind::Strategy, 3) && !isReached(ScopeKind::Strategy, 2));
        QVERIFY(isReached(ScopeKind::Symbol, 4) && !isReached(ScopeKind::Symbol, 2));
        // An order that no strategy wished is in no strategy's scope.
        QVERIFY(!reaches({ScopeKind::Strategy, 0}, account, StrategyId{}, instrument));
    }
};

QTEST_APPLESS_MAIN(TestLimits)
#include "tst_limits.moc"

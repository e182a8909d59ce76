#include "core/base/seeded_random.h"
#include "core/trade/risk/limit_schema.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <string>

using namespace omni;
using namespace omni::risk;

namespace {

bool namesFault(const Limits& limits, std::string_view key)
{
    const auto faults = faultsOf(limits);
    const std::string start = "risk." + std::string(key) + ":";
    return std::any_of(faults.begin(), faults.end(), [&](const std::string& f) { return f.starts_with(start); });
}

Limits drawn(SeededRandom& random)
{
    Limits limits;
    limits.leverage.count = 20'000;
    for (const LimitField& field : limitFields()) {
        const auto most = std::min<std::int64_t>(field.most, 1'000'000);
        const auto span = static_cast<std::uint64_t>(most - field.least + 1);
        const bool isNone = field.mayBeNone && random.below(3) == 0;
        field.set(limits,
                  isNone ? std::nullopt : std::optional(field.least + static_cast<std::int64_t>(random.below(span))));
    }
    return limits;
}

} // namespace

class TestLimitSchema : public QObject
{
    Q_OBJECT

private slots:
    void hasEveryLimitOnce()
    {
        std::set<std::string_view> keys;
        for (const LimitField& field : limitFields()) {
            QVERIFY2(keys.insert(field.key).second, field.key.data());
        }
        QCOMPARE(keys.size(), std::size_t{23});
    }

    void readsWhatItWrote()
    {
        for (const LimitField& field : limitFields()) {
            Limits limits;
            field.set(limits, field.least);
            QCOMPARE(field.get(limits), std::optional(field.least));
            if (field.mayBeNone) {
                field.set(limits, std::nullopt);
                QVERIFY(!field.get(limits));
            }
        }
    }

    void boundsAreThoseThatTheLimitsAreHeldTo()
    {
        for (const LimitField& field : limitFields()) {
            Limits limits;
            limits.leverage.count = 20'000; // gross exposure may then reach its own bound
            field.set(limits, field.least);
            QVERIFY2(!namesFault(limits, field.key), field.key.data());
            field.set(limits, field.least - 1);
            QVERIFY2(namesFault(limits, field.key), field.key.data());
            if (field.most < std::numeric_limits<std::int32_t>::max() || field.unit == LimitUnit::Span) {
                field.set(limits, field.most);
                QVERIFY2(!namesFault(limits, field.key), field.key.data());
                field.set(limits, field.most + 1);
                QVERIFY2(namesFault(limits, field.key), field.key.data());
            }
        }
    }

    void agreesWithTheWholeOnWhatIsLooser()
    {
        SeededRandom random(20'250'811);
        for (int round = 0; round < 5'000; ++round) {
            const Limits before = drawn(random);
            Limits after = before;
            for (int change = 0; change < 3; ++change) {
                const auto& field = limitFields()[random.below(limitFields().size())];
                const Limits other = drawn(random);
                field.set(after, field.get(other));
            }
            const bool someLooser = std::any_of(limitFields().begin(), limitFields().end(), [&](const LimitField& f) {
                return isLooser(f, f.get(after), f.get(before));
            });
            QCOMPARE(!someLooser, isTighterOrEqual(after, before));
        }
    }

    void zeroThatMeansNoneIsTheLoosest()
    {
        const auto fields = limitFields();
        const auto trailing = std::find_if(fields.begin(), fields.end(),
                                           [](const LimitField& f) { return f.key == "trailing_stop_atr"; });
        QVERIFY(isLooser(*trailing, 0, 3'000));
        QVERIFY(!isLooser(*trailing, 3'000, 0));
    }
};

QTEST_APPLESS_MAIN(TestLimitSchema)
#include "tst_limit_schema.moc"

#include "core/host/config/nearest.h"
#include "core/host/config/schema.h"

#include <QTest>

#include <array>
#include <random>

using namespace omni;
using namespace omni::config;

class TestConfigSchema : public QObject
{
    Q_OBJECT

private slots:
    void everyKeyIsNamedOnce()
    {
        for (const Key& key : allKeys()) {
            QCOMPARE(keyOf(key.path), &key);
            QVERIFY(!key.meaning.empty());
            QVERIFY(key.path.find('.') != std::string_view::npos);
        }
    }

    void everyDefaultIsWithinItsBounds()
    {
        const Settings defaults;
        for (const Key& key : allKeys()) {
            if (key.kind != ValueKind::Currency) {
                QVERIFY2(outsideBounds(key, key.get(defaults)).empty(), std::string(key.path).c_str());
            }
        }
    }

    void everyDefaultReadsBack()
    {
        const Settings defaults;
        for (const Key& key : allKeys()) {
            if (key.kind == ValueKind::Currency) {
                continue;
            }
            const auto value = key.get(defaults);
            const auto back = valueFromText(key, textOf(key, value));
            QVERIFY2(back && *back == value, std::string(key.path).c_str());
        }
    }

    // The limits have the last word (core/trade/risk/limits.h): the schema says the same bounds, no wider and no
    // narrower.
    void theBoundsOfLimitsAreThoseOfTheRisk()
    {
        for (const Key& key : allKeys()) {
            if (key.table() != "risk") {
                continue;
            }
            const auto isGood = [&key](std::int64_t value) {
                Settings settings;
                settings.limits.leverage = {20'000}; // the widest, for gross exposure
                key.set(settings, value);
                return key.path == "risk.leverage" || risk::faultsOf(settings.limits).empty();
            };
            const std::string name(key.path);
            QVERIFY2(isGood(key.least), name.c_str());
            QVERIFY2(isGood(key.most), name.c_str());
            if (key.path == "risk.leverage") {
                continue;
            }
            QVERIFY2(!isGood(key.least - 1), name.c_str());
            if (key.most < std::numeric_limits<std::int64_t>::max()) {
                QVERIFY2(!isGood(key.most + 1), name.c_str());
            }
        }
    }

    // Every field of the limits has its key: setting each to its least changes the limits each time.
    void everyKeyReachesItsField()
    {
        for (const Key& key : allKeys()) {
            if (key.kind == ValueKind::Currency) {
                continue;
            }
            Settings settings;
            const auto other = key.kind == ValueKind::Choice || key.kind == ValueKind::Switch
                ? std::int64_t{key.get(settings) == 0}
                : (key.get(settings) == key.least ? key.least + 1 : key.least);
            key.set(settings, other);
            QVERIFY2(key.get(settings) == other, std::string(key.path).c_str());
        }
    }

    void valuesReadBackAsWritten()
    {
        std::mt19937_64 random{20'240'913};
        for (const Key& key : allKeys()) {
            if (key.kind == ValueKind::Choice || key.kind == ValueKind::Switch || key.kind == ValueKind::Currency) {
                continue;
            }
            for (int i = 0; i < 500; ++i) {
                // A span has one whole number: round to what one unit can say by itself.
                auto value = key.least
                    + static_cast<std::int64_t>(random() % (static_cast<std::uint64_t>(key.most - key.least) | 1U));
                if (key.kind == ValueKind::Size) {
                    value -= value % 1'024;
                    value = value < key.least ? key.least : value;
                }
                const auto back = valueFromText(key, textOf(key, value));
                QVERIFY2(back, textOf(key, value).c_str());
                QCOMPARE(*back, value);
            }
        }
    }

    void noneIsNoValueOnlyWhereItMayBe()
    {
        QCOMPARE(*valueFromText(*keyOf("risk.order_value"), "none"), noValue);
        QVERIFY(!valueFromText(*keyOf("risk.daily_loss"), "none"));
    }

    void findsTheNearestWord()
    {
        constexpr std::array<std::string_view, 3> words{"risk.daily_loss", "risk.drawdown", "log.level"};
        QCOMPARE(nearestOf("risk.dayly_loss", words), std::string_view("risk.daily_loss"));
        QCOMPARE(nearestOf("log.lvl", words), std::string_view("log.level"));
        QCOMPARE(nearestOf("rnu", std::array<std::string_view, 2>{"kill", "run"}), std::string_view("run"));
        QCOMPARE(nearestOf("zzz", words), std::string_view());
        QCOMPARE(nearestOf("", words), std::string_view());
        QCOMPARE(nearestOf(std::string(100'000, 'a'), words), std::string_view());
    }
};

QTEST_APPLESS_MAIN(TestConfigSchema)
#include "tst_config_schema.moc"

#include "core/trade/strategy/strategy.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace omni;
using namespace omni::strategy;

class TestStrategySpec : public QObject
{
    Q_OBJECT

private slots:
    void readsANameAlone()
    {
        const auto spec = specFromText("sma_cross");

        QVERIFY(spec);
        QCOMPARE(spec->info->key, std::string_view("sma_cross"));
        QCOMPARE(spec->values.integer("fast"), 20);
        QCOMPARE(spec->values.integer("slow"), 60);
        QCOMPARE(spec->values.choice("direction"), std::string_view("long"));
        QVERIFY(!spec->interval);
        QCOMPARE(spec->text(), std::string("sma_cross:fast=20,slow=60,direction=long"));
    }

    void readsSettingsInAnyOrder()
    {
        const auto spec = specFromText("sma_cross:direction=both,interval=90s,slow=30,fast=10");

        QVERIFY(spec);
        QCOMPARE(spec->interval, std::optional(seconds(90)));
        QCOMPARE(spec->text(), std::string("sma_cross:interval=90s,fast=10,slow=30,direction=both"));
    }

    void readsBackItsOwnText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a cross") << QByteArray("sma_cross:interval=1m,fast=3,slow=7,direction=both");
        QTest::newRow("of a part of the position") << QByteArray("sma_cross:size=75,fast=3,slow=7,direction=both");
        QTest::newRow("of a part, on its own bars")
            << QByteArray("sma_cross:interval=5s,size=1,fast=3,slow=7,direction=long");
        QTest::newRow("a breakout") << QByteArray(
            "breakout:entry=55,exit=20,atr=20,stop=2.5,target=1.5,direction=long");
    }

    void readsBackItsOwnText()
    {
        QFETCH(QByteArray, text);
        const auto spec = specFromText(text.toStdString());

        QVERIFY(spec);
        QCOMPARE(QByteArray::fromStdString(spec->text()), text);
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char* name, const char* text, const char* sentence) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(sentence);
        };
        row("an unknown parameter", "sma_cross:fats=3",
            "sma_cross has no parameter \"fats\"; it has fast, slow, direction");
        row("a value below its bounds", "sma_cross:fast=0", "fast takes 1 to 10000 in steps of 1, not \"0\"");
        row("a value above its bounds", "sma_cross:slow=10001", "slow takes 2 to 10000 in steps of 1, not \"10001\"");
        row("a value off its step", "sma_cross:fast=2.5", "fast takes 1 to 10000 in steps of 1, not \"2.5\"");
        row("a fine value off its step", "breakout:stop=2.05", "stop takes 0.1 to 20 in steps of 0.1, not \"2.05\"");
        row("a value that is no number", "sma_cross:fast=ten", "fast takes 1 to 10000 in steps of 1, not \"ten\"");
        row("NaN", "breakout:stop=nan", "stop takes 0.1 to 20 in steps of 0.1, not \"nan\"");
        row("a number beyond all doubles", "breakout:stop=1e99", "stop takes 0.1 to 20 in steps of 0.1, not \"1e99\"");
        row("a word that is no choice", "sma_cross:direction=short", "direction takes long or both, not \"short\"");
        row("a key twice", "sma_cross:fast=3,fast=4", "sma_cross: \"fast\" is given twice");
        row("no value", "sma_cross:fast", "\"fast\" is not KEY=VALUE, as in sma_cross:fast=20,slow=60");
        row("an empty part", "sma_cross:fast=3,,slow=5", "\"\" is not KEY=VALUE, as in sma_cross:fast=20,slow=60");
        row("a comma at the end", "sma_cross:fast=3,", "\"sma_cross:fast=3,\" ends with a comma");
        row("an interval that is none", "sma_cross:interval=soon",
            "interval takes 1s, 5m, 1h, 1d or the like, not \"soon\"");
        row("no part of the position", "sma_cross:size=0",
            "size takes whole per cent of the largest position, 1 to 100, not \"0\"");
        row("more than the position", "sma_cross:size=101",
            "size takes whole per cent of the largest position, 1 to 100, not \"101\"");
        row("a part that is no number", "sma_cross:size=7x",
            "size takes whole per cent of the largest position, 1 to 100, not \"7x\"");
        row("values that do not go together", "sma_cross:fast=60,slow=20", "sma_cross: fast must be below slow");
        row("equal lengths", "sma_cross:fast=20,slow=20", "sma_cross: fast must be below slow");
        row("an exit wider than the entry", "breakout:entry=10,exit=20", "breakout: exit must not be above entry");
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QByteArray, text);
        const auto spec = specFromText(text.toStdString());

        QVERIFY(!spec);
        QTEST(QByteArray::fromStdString(spec.error().detail), "sentence");
        QCOMPARE(spec.error().code, Errc::Invalid);
    }

    void namesTheNearestForAnUnknownName()
    {
        const auto spec = specFromText("sma_corss:fast=3");

        QVERIFY(!spec);
        QCOMPARE(spec.error().code, Errc::NotFound);
        QVERIFY2(spec.error().detail.starts_with("no strategy is called \"sma_corss\"; the nearest are sma_cross"),
                 spec.error().detail.c_str());
    }

    void findsEveryStrategyInOrder()
    {
        const auto infos = allStrategies();

        QVERIFY(infos.size() >= 2);
        QVERIFY(
            std::is_sorted(infos.begin(), infos.end(), [](const auto* a, const auto* b) { return a->key < b->key; }));
        for (const StrategyInfo* info : infos) {
            const Values defaults(*info);
            QVERIFY(info->fault(defaults).empty());
            QVERIFY(info->make(defaults));
            QVERIFY(info->warmUp(defaults) > 0);
            const auto spec = specFromText(std::string(info->key) + ':' + defaults.text());
            QVERIFY(spec);
            QCOMPARE(spec->values.text(), defaults.text());
        }
    }

    // Whatever is within the bounds and on the step is taken and comes back; the seed is fixed.
    void takesEveryStepWithinTheBounds()
    {
        std::mt19937_64 random{4};
        for (int i = 0; i < 5'000; ++i) {
            const auto tenths = 1 + static_cast<int>(random() % 200);
            const std::string text = std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
            Values values(*specFromText("breakout")->info);
            QVERIFY2(values.set("stop", text), text.c_str());
            QCOMPARE(values.number("stop"), tenths / 10.0);
        }
    }
};

QTEST_APPLESS_MAIN(TestStrategySpec)
#include "tst_strategy_spec.moc"

#include "core/host/config/load.h"
#include "core/host/config/schema.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <random>

using namespace omni;
using namespace omni::config;

namespace {

tl::expected<Loaded, Faults> loadText(const std::string& text, const std::vector<std::string>& sets = {})
{
    const std::vector<Layer> layers{{"config.toml", text}};
    return load(layers, sets);
}

/// The faults as one text, a line each.
QString faultsOf(const std::string& text, const std::vector<std::string>& sets = {})
{
    const auto loaded = loadText(text, sets);
    QString out;
    if (!loaded) {
        for (const auto& fault : loaded.error()) {
            out += QString::fromStdString(fault.text()) + '\n';
        }
    }
    return out;
}

} // namespace

class TestConfigLoad : public QObject
{
    Q_OBJECT

private slots:
    void nothingGivesTheDefaults()
    {
        const auto loaded = load({}, {});

        QVERIFY(loaded);
        QVERIFY(loaded->settings.limits == risk::Limits{});
        QVERIFY(loaded->named.empty());
    }

    void theDefaultFileChangesNothing()
    {
        const auto loaded = loadText(defaultFileText());

        QVERIFY(loaded);
        QVERIFY(loaded->settings.limits == risk::Limits{});
        QVERIFY(loaded->named.empty());
        QVERIFY(loaded->settings.strategies.empty());
    }

    // Every line of the documented file, with its # taken away, is a value that may stand there.
    void theDefaultFileIsGoodWhenEveryKeyIsTakenIn()
    {
        std::string text = defaultFileText();
        std::string out;
        for (const auto& line : QString::fromStdString(text).split('\n')) {
            const bool isKey = line.startsWith('#') && !line.startsWith("# ");
            out += (isKey ? line.mid(1) : line).toStdString() + "\n";
        }

        const auto loaded = loadText(out);

        QVERIFY2(loaded, qPrintable(faultsOf(out)));
        QVERIFY(loaded->settings.limits == risk::Limits{});
        QCOMPARE(loaded->named.size(), allKeys().size());
        QCOMPARE(loaded->settings.strategies.size(), std::size_t{1});
    }

    void readsEachKindOfValue()
    {
        const auto loaded
            = loadText("[risk]\ndaily_loss = \"1.5 %\"\nleverage = \"1.5 x\"\nlosing_streak = 3\n"
                       "quote_age = \"500 ms\"\norder_value = \"2500.00\"\n"
                       "[desk]\nbase_currency = \"USDT\"\ncost_method = \"average\"\ndrift_guard = false\n"
                       "[fees]\ntaker = \"0.075 %\"\nmaker = \"-0.01 %\"\n"
                       "[journal]\nsegment_size = \"1 MiB\"\n");

        QVERIFY(loaded);
        const auto& settings = loaded->settings;
        QCOMPARE(settings.limits.dailyLoss.count, 150);
        QCOMPARE(settings.limits.leverage.count, 1'500);
        QCOMPARE(settings.limits.losingStreak, 3);
        QCOMPARE(settings.limits.quoteAge.ns, std::int64_t{500'000'000});
        QCOMPARE(settings.limits.orderValue->e8, std::int64_t{250'000'000'000});
        QCOMPARE(settings.desk.baseCurrency, std::string("USDT"));
        QVERIFY(settings.desk.costMethod == portfolio::CostMethod::Average);
        QVERIFY(!settings.desk.driftGuard);
        QCOMPARE(settings.venue.fees.takerE8, std::int64_t{75'000});
        QCOMPARE(settings.venue.fees.makerE8, std::int64_t{-10'000});
        QCOMPARE(settings.journal.segmentBytes, std::uint64_t{1'048'576});
    }

    void aFixedSizeIsInUnitsOfTheInstrument()
    {
        const auto loaded = loadText("[desk]\nsizing = \"fixed_lots\"\nfixed_size = \"0.25\"\n");

        QVERIFY(loaded);
        QVERIFY(loaded->settings.desk.sizing == events::SizingRule::FixedLots);
        QCOMPARE(*loaded->settings.desk.fixedSizeE8, std::int64_t{25'000'000});
    }

    void theLaterLayerWins()
    {
        const std::vector<Layer> layers{{"a.toml", "[risk]\ndaily_loss = \"1 %\"\ndrawdown = \"5 %\"\n"},
                                        {"b.toml", "[risk]\ndaily_loss = \"1.1 %\"\n"}};

        const auto loaded = load(layers, std::vector<std::string>{"risk.drawdown=4 %"});

        QVERIFY(loaded);
        QCOMPARE(loaded->settings.limits.dailyLoss.count, 110);
        QCOMPARE(loaded->settings.limits.drawdown.count, 400);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("word");

        const auto row = [](const char* name, const char* text, const char* place, const char* word) {
            QTest::newRow(name) << QString(text) << QString(place) << QString(word);
        };
        row("an unknown key", "[risk]\n\ndayly_loss = \"1 %\"\n", "config.toml:3: risk.dayly_loss",
            "did you mean risk.daily_loss?");
        row("a key in the wrong table", "[desk]\ndaily_loss = \"1 %\"\n", "config.toml:2: desk.daily_loss",
            "did you mean risk.daily_loss?");
        row("a key in no table", "daily_loss = \"1 %\"\n", "config.toml:1: daily_loss",
            "did you mean risk.daily_loss?");
        row("an unknown table", "[riks]\ndaily_loss = \"1 %\"\n", "config.toml:1: riks", "no such table");
        row("a share without its unit", "[risk]\ndaily_loss = \"2\"\n", "config.toml:2: risk.daily_loss",
            "0.01 % to 5 %");
        row("a share as a number", "[risk]\ndaily_loss = 2\n", "config.toml:2: risk.daily_loss", "with its unit");
        row("another unit", "[risk]\ndaily_loss = \"30 s\"\n", "config.toml:2: risk.daily_loss", "with its unit");
        row("a share that is too fine", "[risk]\ndaily_loss = \"1.234 %\"\n", "config.toml:2: risk.daily_loss",
            "at most 2 decimals");
        row("above its bound", "[risk]\ndaily_loss = \"5.01 %\"\n", "config.toml:2: risk.daily_loss",
            "5.01 % is outside 0.01 % to 5 %");
        row("zero", "[risk]\ndaily_loss = \"0 %\"\n", "config.toml:2: risk.daily_loss", "0 % is outside 0.01 % to 5 %");
        row("below zero", "[risk]\ndaily_loss = \"-1 %\"\n", "config.toml:2: risk.daily_loss", "is outside");
        row("a count as text", "[risk]\nlosing_streak = \"3\"\n", "config.toml:2: risk.losing_streak", "whole number");
        row("a count with a point", "[risk]\nlosing_streak = 3.5\n", "config.toml:2: risk.losing_streak",
            "whole number");
        row("a count above its bound", "[risk]\nlosing_streak = 11\n", "config.toml:2: risk.losing_streak", "1 to 10");
        row("a count beyond any", "[risk]\nopen_orders = 9223372036854775807\n", "config.toml:2: risk.open_orders",
            "1 to 10000");
        row("a time without a unit", "[risk]\nquote_age = \"2\"\n", "config.toml:2: risk.quote_age", "unit of time");
        row("a time above its bound", "[risk]\nquote_age = \"11 s\"\n", "config.toml:2: risk.quote_age",
            "11 s is outside 1 ns to 10 s");
        row("a time beyond any", "[risk]\nquote_age = \"999999999999999 d\"\n", "config.toml:2: risk.quote_age",
            "is outside");
        row("a choice that is none", "[journal]\ndurability = \"none\"\n", "config.toml:2: journal.durability",
            "\"synced\", \"relaxed\"");
        row("a switch as text", "[desk]\ndrift_guard = \"no\"\n", "config.toml:2: desk.drift_guard", "true or false");
        row("a list", "[risk]\ndaily_loss = [\"1 %\"]\n", "config.toml:2: risk.daily_loss", "with its unit");
        row("a date", "[risk]\ndaily_loss = 2024-01-01\n", "config.toml:2: risk.daily_loss", "with its unit");
        row("no lots", "[desk]\nsizing = \"fixed_lots\"\n", "config.toml:2: desk.sizing", "desk.fixed_size");
        row("all of equity, which the limits never allow", "[desk]\nsizing = \"all_in\"\n",
            "config.toml:2: desk.sizing", "\"fixed_risk\", \"fixed_lots\"");
        row("a size of nothing", "[desk]\nfixed_size = \"0\"\n", "config.toml:2: desk.fixed_size", "0.00000001");
        row("a currency that is none", "[desk]\nbase_currency = \"US DOLLAR\"\n", "config.toml:2: desk.base_currency",
            "currency");
        row("a key twice", "[risk]\ndaily_loss = \"1 %\"\ndaily_loss = \"2 %\"\n", "config.toml:3", "daily_loss");
        row("no TOML", "[risk\n", "config.toml:1", "is no TOML");
        row("a value that is a table", "[risk.daily_loss]\nx = 1\n", "config.toml:1: risk.daily_loss", "with its unit");
        row("a table that is a value", "risk = 3\n", "config.toml:1: risk", "is a table");
        row("a strategy without a name", "[[strategy]]\nfast = 3\n", "config.toml:1: strategy.name", "is missing");
        row("an unknown strategy", "[[strategy]]\nname = \"sma_cros\"\n", "config.toml:2: strategy.name", "sma_cross");
        row("an unknown parameter", "[[strategy]]\nname = \"sma_cross\"\nfats = 3\n", "config.toml:3: strategy.fats",
            "fats");
        row("a parameter out of bounds", "[[strategy]]\nname = \"sma_cross\"\nslow = 60\nfast = -3\n",
            "config.toml:4: strategy.fast", "fast");
        row("parameters that contradict", "[[strategy]]\nname = \"sma_cross\"\nfast = 60\nslow = 20\n",
            "config.toml:1: strategy", "fast must be below slow");
        row("gross exposure above the leverage", "[risk]\n\ngross_exposure = \"101 %\"\n",
            "config.toml:3: risk.gross_exposure", "outside");
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        QFETCH(QString, word);

        const QString faults = faultsOf(text.toStdString());

        QVERIFY2(faults.startsWith(place), qPrintable(faults));
        QVERIFY2(faults.contains(word), qPrintable(faults));
        QCOMPARE(faults.count('\n'), 1);
    }

    void tellsAllFaultsAtOnce()
    {
        const QString faults = faultsOf("[risk]\ndaily_loss = \"9 %\"\ndrawdonw = \"1 %\"\nlosing_streak = \"x\"\n",
                                        {"risk.quote_age=1", "nonsense", "log.lvl=info"});

        QCOMPARE(faults.count('\n'), 6);
        for (const char* part :
             {"config.toml:2: risk.daily_loss", "config.toml:3: risk.drawdonw", "config.toml:4: risk.losing_streak",
              "--set: risk.quote_age", "--set: \"nonsense\"", "--set: log.lvl"}) {
            QVERIFY2(faults.contains(part), part);
        }
    }

    void aSettingMayStandWithOrWithoutItsQuotes()
    {
        for (const char* set : {"risk.daily_loss=1 %", "risk.daily_loss=1%", "risk.daily_loss=\"1 %\""}) {
            const auto loaded = loadText({}, {set});
            QVERIFY2(loaded, set);
            QCOMPARE(loaded->settings.limits.dailyLoss.count, 100);
        }
    }

    void refusesAFileThatIsTooLarge()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("big.toml").toStdString();
        std::ofstream(path) << std::string(mostFileBytes + 1, '#');

        const auto layer = layerFrom(path);

        QVERIFY(!layer);
        QVERIFY(layer.error().what.find("larger") != std::string::npos);
    }

    void refusesWhatIsNoFile()
    {
        QTemporaryDir folder;

        QVERIFY(!layerFrom(folder.path().toStdString()));
        QVERIFY(!layerFrom("/dev/zero"));
        const auto none = layerFrom((folder.path() + "/none").toStdString());
        QVERIFY(none && !*none);
    }

    // S13: taking a key out of the file does not bring the looser default back.
    void aLimitThatNobodyNamesStaysAsTightAsItWas()
    {
        auto loaded = *loadText("[risk]\ndrawdown = \"7 %\"\n");
        risk::Limits before;
        before.dailyLoss = {100};
        before.drawdown = {500};
        before.duplicateWindow = seconds(20);
        before.timeExitDays = 5;
        before.losingStreak = 7;

        const auto kept = keepTighter(loaded, before);

        QCOMPARE(loaded.settings.limits.dailyLoss.count, 100);
        QCOMPARE(loaded.settings.limits.drawdown.count, 700); // named: the owner's word
        QVERIFY(loaded.settings.limits.duplicateWindow == seconds(20));
        QCOMPARE(loaded.settings.limits.timeExitDays, 5);
        QCOMPARE(loaded.settings.limits.losingStreak, 4); // the default is tighter
        QCOMPARE(kept.size(), std::size_t{3});
    }

    // F10: whatever happens to the bytes of a file, it is refused, or no limit is looser than what its words allow: the
    // hard bounds. A refused one gives nothing at all.
    void aMutilatedFileNeverLoosensBeyondTheBounds()
    {
        const std::string good = "[risk]\ndaily_loss = \"1 %\"\ndrawdown = \"5 %\"\nlosing_streak = 3\n"
                                 "quote_age = \"1 s\"\nleverage = \"1 x\"\norder_value = \"5000\"\n"
                                 "[fees]\ntaker = \"0.1 %\"\n[[strategy]]\nname = \"sma_cross\"\nfast = 5\nslow = 9\n";
        QVERIFY(loadText(good));
        std::mt19937_64 random{20'241'105};
        int refused = 0;
        for (int i = 0; i < 10'000; ++i) {
            std::string bad = good;
            const auto changes = 1 + random() % 4;
            for (std::uint64_t k = 0; k < changes; ++k) {
                const auto at = random() % bad.size();
                switch (random() % 4) {
                case 0:
                    bad[at] = static_cast<char>(random() % 256);
                    break;
                case 1:
                    bad.erase(at, 1 + random() % 8);
                    break;
                case 2:
                    bad.insert(at, 1, "0123456789.%\"-=[]#\n x"[random() % 21]);
                    break;
                default:
                    bad.insert(at, bad.substr(random() % bad.size(), random() % 16));
                    break;
                }
                if (bad.empty()) {
                    bad = " ";
                }
            }

            const auto loaded = loadText(bad);

            if (!loaded) {
                ++refused;
                QVERIFY(!loaded.error().empty());
                continue;
            }
            QVERIFY2(risk::faultsOf(loaded->settings.limits).empty(), bad.c_str());
        }
        QVERIFY(refused > 5'000);
    }

    // A file that would be looser in one key and is wrong in another one leaves nothing behind.
    void aBadFileLoosensNothing()
    {
        const auto loaded = loadText("[risk]\ndaily_loss = \"5 %\"\ndrawdown = \"20 %\"\nunknown = 1\n");

        QVERIFY(!loaded);
    }
};

QTEST_APPLESS_MAIN(TestConfigLoad)
#include "tst_config_load.moc"

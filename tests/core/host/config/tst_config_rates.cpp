#include "core/host/config/load.h"
#include "core/host/config/schema.h"

#include <QTest>

using namespace omni;
using namespace omni::config;

namespace {

tl::expected<Loaded, Faults> loaded(const std::string& text, const std::vector<std::string>& sets = {})
{
    const std::vector<Layer> layers{{"config.toml", text}};
    return load(layers, sets);
}

/// The faults as one text, a line each.
QString faultsOf(const std::string& text, const std::vector<std::string>& sets = {})
{
    const auto result = loaded(text, sets);
    QString out;
    if (!result) {
        for (const auto& fault : result.error()) {
            out += QString::fromStdString(fault.text()) + '\n';
        }
    }
    return out;
}

/// 2024-08-08T00:00:00Z.
constexpr Timestamp thatDay{1'723'075'200'000'000'000};

} // namespace

class TestConfigRates : public QObject
{
    Q_OBJECT

private slots:
    void aRateHasItsNumberItsDateAndItsSource()
    {
        const auto result = loaded("[rates]\n\"USDT/USD\" = \"0.9998 at 2024-08-08 from Kraken, close\"\n"
                                   "\"EUR/USD\" = \"1.0923 at 2024-08-08T16:00:00Z\"\n");

        QVERIFY(result);
        const auto& rates = result->settings.rates;
        QCOMPARE(rates.size(), std::size_t{2});
        const auto& usdt = rates[0].from == "USDT" ? rates[0] : rates[1];
        const auto& euro = rates[0].from == "USDT" ? rates[1] : rates[0];
        QVERIFY((usdt == RateSetting{"USDT", "USD", 99'980'000, thatDay, "Kraken, close"}));
        QVERIFY((euro == RateSetting{"EUR", "USD", 109'230'000, thatDay + hours(16), ""}));
    }

    void everyWrongRateIsToldWithItsLine()
    {
        const auto faults = faultsOf("[rates]\n"
                                     "\"USDT/USD\" = \"0.9998\"\n"
                                     "\"EUR/USD\" = \"1.09 at yesterday\"\n"
                                     "\"EUR\" = \"1.09 at 2024-08-08\"\n"
                                     "\"USD/USD\" = \"1 at 2024-08-08\"\n"
                                     "\"GBP/USD\" = \"-1 at 2024-08-08\"\n"
                                     "\"CHF/USD\" = \"1.123456789 at 2024-08-08\"\n"
                                     "\"JPY/USD\" = 0.0068\n"
                                     "\"usdt/EUR\" = \"1 at 2024-08-08\"\n");

        for (const char* told :
             {"config.toml:2: rates.USDT/USD: \"0.9998\" has no date, and a rate is believed for a day only",
              "config.toml:3: rates.EUR/USD: \"yesterday\" is no date in UTC such as 2024-08-08",
              "config.toml:4: rates.EUR: \"EUR\" is not two different currencies, as in USDT/USD",
              "config.toml:5: rates.USD/USD: \"USD/USD\" is not two different currencies",
              "config.toml:6: rates.GBP/USD: \"-1\" is not a decimal number above zero with at most 8 decimals",
              "config.toml:7: rates.CHF/USD: \"1.123456789\" is not a decimal number above zero",
              "config.toml:8: rates.JPY/USD: is not text with a number and a date",
              "config.toml:9: rates.usdt/EUR: \"usdt\" would be another currency than USDT: capital and small letters "
              "differ"}) {
            QVERIFY2(faults.contains(told), qPrintable(QString(told) + "\n" + faults));
        }
        QCOMPARE(faults.count('\n'), 8);
    }

    // The other way round is the same pair: which of the two should count?
    void aPairStandsOnceInAFile()
    {
        const auto faults = faultsOf("[rates]\n\"USDT/USD\" = \"0.9998 at 2024-08-08\"\n\n"
                                     "\"USD/USDT\" = \"1.0002 at 2024-08-08\"\n");

        QVERIFY2(faults.contains("is the pair of line"), qPrintable(faults));
        QVERIFY(faultsOf("[rates]\n\"A/B\" = \"1 at 2024-08-08\"\n\"A/B\" = \"1 at 2024-08-08\"\n")
                    .contains("config.toml:3"));
        QVERIFY(faultsOf("rates = 3\n").contains("config.toml:1: rates: is a table, not a value"));
    }

    void aLaterLayerAndASingleSettingWin()
    {
        const std::vector<Layer> layers{{"a.toml", "[rates]\n\"USDT/USD\" = \"0.9 at 2024-08-08\"\n"},
                                        {"b.toml", "[rates]\n\"USD/USDT\" = \"1.1 at 2024-08-08\"\n"}};
        const auto both = load(layers, {});
        QVERIFY(both);
        QCOMPARE(both->settings.rates.size(), std::size_t{1});
        QCOMPARE(both->settings.rates[0].numberE8, std::int64_t{110'000'000});

        const auto set = load(layers, std::vector<std::string>{"rates.USDT/USD=0.9998 at 2024-08-08 from me"});
        QVERIFY(set);
        QCOMPARE(set->settings.rates.size(), std::size_t{1});
        QVERIFY((set->settings.rates[0] == RateSetting{"USDT", "USD", 99'980'000, thatDay, "me"}));
    }

    void aWrongSingleSettingIsTold()
    {
        QVERIFY(faultsOf("", {"rates.USDT/USD=0.9998"}).startsWith("--set: rates.USDT/USD: \"0.9998\" has no date"));
        QVERIFY(faultsOf("", {"rates.USDT=1 at 2024-08-08"}).contains("is not two different currencies"));
    }

    void aCurrencyInSmallLettersIsAsked()
    {
        QVERIFY(currencyFault("USDT").empty());
        QVERIFY(currencyFault("USDe").empty());
        QVERIFY(currencyFault("1INCH").empty());
        QVERIFY(currencyFault("404").empty());
        QCOMPARE(currencyFault("usdt"),
                 std::string("\"usdt\" would be another currency than USDT: capital and small letters differ"));
        QVERIFY(!currencyFault("").empty());
        QVERIFY(!currencyFault("US DT").empty());
        QVERIFY(!currencyFault("TWELVELETTER").empty());
        QVERIFY(faultsOf("[desk]\nbase_currency = \"usd\"\n")
                    .contains("config.toml:2: desk.base_currency: \"usd\" would be another currency than USD"));
    }
};

QTEST_APPLESS_MAIN(TestConfigRates)
#include "tst_config_rates.moc"

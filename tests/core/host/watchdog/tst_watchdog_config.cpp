// needs: host/watchdog edge/brokers
//
// watchdog.toml and the command line: what is taken, and that nothing wrong is passed over (F10).

#include "core/edge/brokers/registry.h"
#include "core/host/watchdog/watchdog_config.h"
#include "core/host/watchdog/watchdog_options.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace omni;
using namespace omni::watchdog;
using runtime::FailureKind;

namespace {

Outcome<WatchdogConfig> read(std::string_view text)
{
    return configFrom(text, "watchdog.toml", brokers::allBrokers());
}

watch::WatchedSession sessionOf(const std::string& broker)
{
    watch::WatchedSession session;
    session.broker = broker;
    session.account = broker + "-paper";
    session.faces = {{"rest", "http://127.0.0.1:4000"}};
    return session;
}

} // namespace

class TestWatchdogConfig : public QObject
{
    Q_OBJECT

private slots:
    void withoutAFileTheDefaultsHold()
    {
        QTemporaryDir folder;
        const auto config = loadConfig(folder.path().toStdString(), {}, brokers::allBrokers());
        QVERIFY(config);
        QCOMPARE(config->silence.ns, seconds(10).ns);
        QVERIFY(config->policy == watch::Policy::CancelEntries);
        QVERIFY(!config->broker && config->file.empty());
        // A file that is named must be there.
        const auto named = loadConfig(folder.path().toStdString(), folder.filePath("none.toml").toStdString(),
                                      brokers::allBrokers());
        QVERIFY(!named && named.error().kind == FailureKind::BadInput);
    }

    void everyKeyIsTaken()
    {
        const auto config
            = read("broker = \"binance\"\nenvironment = \"paper\"\nsilence = \"2s\"\npolicy = \"flatten\"\n"
                   "collar_percent = 0.5\ngive_up = \"10s\"\nrest = \"http://127.0.0.1:9\"\n"
                   "key_variable = \"MY_KEY\"\nsecret_file_variable = \"MY_FILE\"\n");
        QVERIFY2(config, config ? "" : config.error().message.c_str());
        QCOMPARE(config->silence.ns, seconds(2).ns);
        QVERIFY(config->policy == watch::Policy::Flatten);
        QCOMPARE(config->collarBp, 50);
        QCOMPARE(config->giveUp.ns, seconds(10).ns);
        QVERIFY(config->broker && config->broker->broker == "binance");
        QCOMPARE(config->broker->faces.size(), std::size_t{1});
        QVERIFY(config->variables && config->variables->key == "MY_KEY" && config->variables->secret.empty());
    }

    void whatIsWrongIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* text, const char* says) {
            QTest::newRow(name) << QString(text) << QString(says);
        };
        row("no TOML", "silence 10s", "is no TOML");
        row("a key twice", "silence = \"10s\"\nsilence = \"20s\"", "line 2");
        row("an unknown key", "policy = \"flatten\"\nsilense = \"10s\"", "line 2: silense is no key");
        row("a key of trading", "broker = \"binance\"\ninstruments = [\"BTCUSDT\"]", "instruments is no key");
        row("a bound below", "silence = \"1s\"", "from 2s to 2m");
        row("a bound above", "silence = \"121s\"", "from 2s to 2m");
        row("a number for a span", "silence = 10", "from 2s to 2m");
        row("giving up at once", "give_up = \"1s\"", "from 10s to 1d");
        row("a policy that is none", "policy = \"hope\"", "neither");
        row("a collar of text", "collar_percent = \"1\"", "number from 0.1 to 5");
        row("a wide collar", "collar_percent = 5.1", "number from 0.1 to 5");
        row("no collar", "collar_percent = nan", "number from 0.1 to 5");
        row("an unknown broker", "broker = \"binanze\"", "names no broker");
        row("an address without a broker", "proxy = \"http://a:1\"", "stands without a broker");
        row("a bad address", "broker = \"binance\"\nrest = \"ftp://a\"", "line 2: rest");
        row("an address of a broker that has none such", "broker = \"binance\"\ndata_rest = \"https://a\"",
            "data_rest is no key");
        row("a secret in the file", "secret = \"abc\"", "secret is no key");
        row("a key without a secret", "broker = \"binance\"\nkey_variable = \"A\"", "stands with either");
        row("two secrets",
            "broker = \"binance\"\nkey_variable = \"A\"\nsecret_variable = \"B\"\nsecret_file_variable = \"C\"",
            "stands with either");
        row("a variable that is none", "broker = \"binance\"\nkey_variable = \"A B\"", "name of a variable");
    }
    void whatIsWrongIsRefusedWithItsLine()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto config = read(text.toStdString());
        QVERIFY(!config);
        QVERIFY(config.error().kind == FailureKind::BadInput);
        QVERIFY2(QString::fromStdString(config.error().message).contains(says), config.error().message.c_str());
        QVERIFY(config.error().line > 0);
    }

    // S35.
    void aSessionOfAnotherAccountGetsNoWay()
    {
        const auto config = read("broker = \"binance\"");
        QVERIFY(settingsFor(*config, sessionOf("binance")));
        const auto other = settingsFor(*config, sessionOf("alpaca"));
        QVERIFY(!other && other.error().kind == FailureKind::Refused);
        auto live = sessionOf("binance");
        live.environment = orders::Environment::Live;
        QVERIFY(!settingsFor(*config, live));
    }

    void itGoesWhereTheSessionWentUnlessItHasAddressesOfItsOwn()
    {
        const auto usual = settingsFor(*read(""), sessionOf("binance"));
        QCOMPARE(usual->faces.at(0).url, std::string("http://127.0.0.1:4000"));
        const auto named = settingsFor(*read("broker = \"binance\""), sessionOf("binance"));
        QCOMPARE(named->faces.at(0).url, std::string("http://127.0.0.1:4000"));
        const auto own
            = settingsFor(*read("broker = \"binance\"\nrest = \"http://127.0.0.1:9\""), sessionOf("binance"));
        QCOMPARE(own->faces.at(0).url, std::string("http://127.0.0.1:9"));
    }

    void theCommandLineIsReadStrictly_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("a profile") << QStringList{"--profile", "/p"} << true;
        QTest::newRow("with an equals sign") << QStringList{"--profile=/p", "--config=/c"} << true;
        QTest::newRow("switches") << QStringList{"--profile", "/p", "--stay", "--json"} << true;
        QTest::newRow("an operand") << QStringList{"/p"} << false;
        QTest::newRow("a near miss") << QStringList{"--profil", "/p"} << false;
        QTest::newRow("no value") << QStringList{"--profile"} << false;
        QTest::newRow("an option for a value") << QStringList{"--profile", "--json"} << false;
        QTest::newRow("twice") << QStringList{"--profile", "/p", "--profile", "/q"} << false;
        QTest::newRow("a value for a switch") << QStringList{"--profile", "/p", "--once=yes"} << false;
        QTest::newRow("once and staying") << QStringList{"--profile", "/p", "--once", "--stay"} << false;
    }
    void theCommandLineIsReadStrictly()
    {
        QFETCH(QStringList, words);
        QFETCH(bool, isTaken);
        std::vector<std::string> given;
        for (const auto& word : words) {
            given.push_back(word.toStdString());
        }
        const auto options = optionsFrom(given);
        QCOMPARE(options.has_value(), isTaken);
        QVERIFY(isTaken || options.error().kind == FailureKind::WrongUsage);
        QVERIFY(!isTaken || options->profile == "/p");
    }
};

QTEST_GUILESS_MAIN(TestWatchdogConfig)
#include "tst_watchdog_config.moc"

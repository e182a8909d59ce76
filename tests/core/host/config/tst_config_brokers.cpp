// needs: host/config edge/brokers/shared

#include "core/host/config/load.h"

#include <QTest>

#include <array>

using namespace omni;
using namespace omni::config;

namespace {

constexpr std::array<brokers::Face, 2> faces{
    {{"rest", "https://api.model.example", "https://paper.model.example"}, {"ws", "wss://live.example", ""}}};
const brokers::BrokerInfo info{"model", "Model", faces, {}, nullptr};
const std::array<const brokers::BrokerInfo*, 1> known{&info};

tl::expected<Loaded, Faults> read(const std::string& text, const std::vector<std::string>& sets = {})
{
    const std::array<Layer, 1> layers{Layer{"config.toml", text}};
    return load(layers, sets, known);
}

} // namespace

class TestConfigBrokers : public QObject
{
    Q_OBJECT

private slots:
    void aTableIsReadWhole()
    {
        const auto loaded = read("[brokers.model]\nenvironment = \"paper\"\naccount = \"mine\"\n"
                                 "rest = \"http://127.0.0.1:8080\"\ninstruments = [\"BTCUSDT\", \"BTC/USD\"]\n"
                                 "proxy = \"socks5://127.0.0.1:1080\"\nplan = \"iex\"\ncertificate = \"/a/b.pem\"\n"
                                 "record = \"/data/tapes\"\n");
        QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().front().text().c_str());
        QCOMPARE(loaded->settings.brokers.size(), std::size_t{1});
        const auto& one = loaded->settings.brokers.front();
        QCOMPARE(one.broker, std::string("model"));
        QCOMPARE(one.accountName(), std::string("mine"));
        QCOMPARE(one.faces.size(), std::size_t{1});
        QCOMPARE(one.faces.front().url, std::string("http://127.0.0.1:8080"));
        QCOMPARE(one.instruments, (std::vector<std::string>{"BTCUSDT", "BTC/USD"}));
        QCOMPARE(one.plan, std::string("iex"));
        QCOMPARE(one.record, std::string("/data/tapes"));
        QCOMPARE(one.line, std::uint64_t{1});
    }

    void paperIsWhatNobodyHasToSay()
    {
        const auto loaded = read("[brokers.model]\n");
        QVERIFY(loaded.has_value());
        QCOMPARE(loaded->settings.brokers.front().environment, orders::Environment::Paper);
        QCOMPARE(loaded->settings.brokers.front().accountName(), std::string("model-paper"));
    }

    /// A later layer and `--set` change single values; the others stay.
    void laterLayersChangeSingleValues()
    {
        const std::array<Layer, 2> layers{
            Layer{"a", "[brokers.model]\nrest = \"http://127.0.0.1:1\"\nplan = \"iex\"\n"},
            Layer{"b", "[brokers.model]\nrest = \"http://127.0.0.1:2\"\n"}};
        const auto loaded
            = load(layers, std::vector<std::string>{"brokers.model.instruments=A,B", "brokers.model.account=x"}, known);
        QVERIFY(loaded.has_value());
        const auto& one = loaded->settings.brokers.front();
        QCOMPARE(one.faces.size(), std::size_t{1});
        QCOMPARE(one.faces.front().url, std::string("http://127.0.0.1:2"));
        QCOMPARE(one.plan, std::string("iex"));
        QCOMPARE(one.account, std::string("x"));
        QCOMPARE(one.instruments, (std::vector<std::string>{"A", "B"}));
    }

    void eachFaultNamesItsLineAndWhatIsRight_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("says");
        QTest::newRow("environment") << "environment = \"demo\""
                                     << "neither \"paper\" nor \"live\"";
        QTest::newRow("kind") << "environment = 3"
                              << "not text";
        QTest::newRow("key") << "enviroment = \"paper\""
                             << "brokers.model.environment?";
        QTest::newRow("key in a file") << "api_key = \"x\""
                                       << "environment of the process";
        QTest::newRow("secret in a file") << "secret = \"x\""
                                          << "environment of the process";
        QTest::newRow("no scheme") << "rest = \"api.example.com\""
                                   << "no address";
        QTest::newRow("plain") << "rest = \"http://api.example.com\""
                               << "TLS";
        QTest::newRow("path") << "rest = \"https://api.example.com/v1\""
                              << "without a path";
        QTest::newRow("account") << "account = \"a b\""
                                 << "name of an account";
        QTest::newRow("plan") << "plan = \"a b\""
                              << "name of a plan";
        QTest::newRow("record") << QStringLiteral("record = \"%1\"").arg(QString(5'000, QLatin1Char('x')))
                                << "is no folder";
        QTest::newRow("proxy") << "proxy = \"ftp://x:1\""
                               << "no proxy";
        QTest::newRow("proxy port") << "proxy = \"http://x:99999\""
                                    << "no proxy";
        QTest::newRow("proxy user") << "proxy = \"http://u@x:1\""
                                    << "no proxy";
        QTest::newRow("symbol") << "instruments = [\"A B\"]"
                                << "no symbol";
        QTest::newRow("symbol twice") << "instruments = [\"A\", \"A\"]"
                                      << "twice";
        QTest::newRow("symbol number") << "instruments = [1]"
                                       << "list of symbols";
        QTest::newRow("symbols text") << "instruments = \"A\""
                                      << "list of symbols";
    }
    void eachFaultNamesItsLineAndWhatIsRight()
    {
        QFETCH(QString, line);
        const auto loaded = read("[brokers.model]\nplan = \"iex\"\n" + line.toStdString() + "\n");
        if (line.startsWith("plan")) {
            QVERIFY(!loaded.has_value()); // the key stands twice: no TOML
            return;
        }
        QVERIFY(!loaded.has_value());
        QCOMPARE(loaded.error().size(), std::size_t{1});
        QCOMPARE(loaded.error().front().line, std::uint64_t{3});
        QFETCH(QString, says);
        const auto text = QString::fromStdString(loaded.error().front().text());
        QVERIFY2(text.contains(says), qPrintable(text));
    }

    // V29: people paste addresses with a user and a password in them.
    void aPasswordInARefusedAddressIsNotRepeated()
    {
        for (const char* key : {"rest", "proxy"}) {
            const std::string person = "mia:tr0ub4dor"; // apart, so that nobody takes it for a real one
            const std::string text
                = std::string("[brokers.model]\n") + key + " = \"https://" + person + "@x.example\"\n";
            const std::array<Layer, 1> layers{Layer{"a", text}};
            const auto loaded = load(layers, std::vector<std::string>{}, known);
            QVERIFY(!loaded.has_value());
            const std::string said = loaded.error().front().text();
            QVERIFY2(said.find("***@x.example") != std::string::npos, said.c_str());
            QVERIFY2(said.find("tr0ub4dor") == std::string::npos && said.find("mia") == std::string::npos,
                     said.c_str());
        }
    }

    void allFaultsAreToldAtOnce()
    {
        const auto loaded
            = read("[brokers.model]\nenvironment = \"x\"\nrest = \"y\"\n[brokers.modl]\n[brokers]\nz = 1\n");
        QVERIFY(!loaded.has_value());
        const auto whole = read("[brokers.model]\nenvironment = \"x\"\nrest = \"y\"\n[brokers.modl]\n");
        QCOMPARE(whole.error().size(), std::size_t{3});
        QVERIFY(whole.error().back().text().find("did you mean brokers.model?") != std::string::npos);
    }

    void aSetIsHeldToTheSameRules()
    {
        QVERIFY(!read("", {"brokers.model"}));
        QVERIFY(!read("", {"brokers.model.nothing=1"}));
        QVERIFY(!read("", {"brokers.nobody.plan=x"}));
        QVERIFY(!read("", {"brokers.model.environment=demo"}));
        QVERIFY(!read("", {"brokers.model.instruments=A,,B"}));
    }
};

QTEST_APPLESS_MAIN(TestConfigBrokers)
#include "tst_config_brokers.moc"

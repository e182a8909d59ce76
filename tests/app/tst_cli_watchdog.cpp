// needs: app watchdog edge/brokers/binance Qt6::Network
//
// The watchdog and the program it watches over, as real processes before the paper exchange: either is killed or
// frozen.
#include "tests/support/watchdog_kit.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace omni::tests;

namespace {

/// An exchange, a profile, a trader and, if wanted, a watchdog over it.
class Scene
{
public:
    explicit Scene(const QByteArray& config = "silence = \"2s\"\n", const QStringList& strategy = {},
                   const QString& broker = "binance:BTCUSDT")
    {
        exchange.tell(profile);
        writeFile(profile + "/watchdog.toml", config);
        trader = std::make_unique<Worker>(
            QString(OMNI_PROGRAM),
            QStringList{"run", "--headless", "--broker", broker, "--approve", "all", "--profile", profile} + strategy,
            exchange.environment());
        isUp = exchange.isUp() && until([this] { return beats(); });
    }
    void watch(const QByteArray& secret = {}, const QStringList& more = {})
    {
        watchdog = std::make_unique<Worker>(QString(OMNI_WATCHDOG), QStringList{"--profile", profile, "--json"} + more,
                                            exchange.environment(secret));
    }
    [[nodiscard]] bool beats() const
    {
        return !session().isEmpty() && once().json().value("session") == "beats";
    }
    [[nodiscard]] ProgramResult once() const
    {
        QProcess process;
        process.setProcessEnvironment(exchange.environment());
        process.setProgram(OMNI_WATCHDOG);
        process.setArguments({"--once", "--json", "--profile", profile});
        process.start(QIODevice::ReadOnly);
        return endOf(process);
    }
    [[nodiscard]] QJsonObject session() const
    {
        QFile file(profile + "/watched-session.json");
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    /// As this session would have named it.
    [[nodiscard]] QString name(int number, char role) const
    {
        return session().value("install").toString() + '-' + session().value("session").toString() + '-'
            + QString::number(number) + '-' + QChar(role);
    }
    [[nodiscard]] QJsonObject report() const
    {
        QFile file(profile + "/watchdog-report.json");
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    [[nodiscard]] QJsonObject status() const
    {
        return runProgram({"status", "--json", "--profile", profile}).json();
    }
    /// Of the health's part.
    [[nodiscard]] QJsonObject watchdogPart() const
    {
        for (const auto& one : runProgram({"health", "--json", "--profile", profile}).json().value("parts").toArray()) {
            if (one.toObject().value("name") == "watchdog") {
                return one.toObject();
            }
        }
        return {};
    }

    PaperExchange exchange;
    VenueHand hand{exchange};
    QTemporaryDir home;
    const QString profile = home.filePath("profile");
    std::unique_ptr<Worker> trader, watchdog;
    bool isUp = false;
};

constexpr char wayIsOpen[] = "the way to the venue is open";
const QStringList quick{"--strategy", "sma_cross:interval=1s,fast=2,slow=3"};

} // namespace

class TestCliWatchdog : public QObject
{
    Q_OBJECT

private slots:
    // F1, S2: within its bound and a few seconds.
    void behindAKilledProgramItsEntriesGoAndItsStopsStay()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        const QString entry = scene.name(900'001, 'e'), stop = scene.name(900'002, 's');
        QCOMPARE(scene.hand.rest(entry).status, 200);
        const auto stands = scene.hand.stop(stop);
        QVERIFY2(stands.status == 200, stands.body.constData());
        QCOMPARE(scene.hand.rest("web_1").status, 200);
        QCOMPARE(scene.hand.rest("FOREIGN1-ABCDEFGH-7-e").status, 200);
        QVERIFY(scene.hand.open().contains(entry));

        QElapsedTimer timer;
        timer.start();
        scene.trader->signal(SIGKILL);

        QVERIFY(until([&] { return !scene.hand.open().contains(entry); }, 20'000));
        qInfo("the entry was gone %.1f s behind the kill, with a bound of 2 s",
              static_cast<double>(timer.elapsed()) / 1e3);
        QCOMPARE(scene.watchdog->code(), 1);
        const auto open = scene.hand.open();
        QVERIFY(open.contains(stop) && open.contains("web_1") && open.contains("FOREIGN1-ABCDEFGH-7-e"));
        QCOMPARE(scene.report().value("end").toString(), QStringLiteral("clean"));
        QVERIFY(scene.report().value("cancelled").toArray().contains(entry));
        QCOMPARE(scene.report().value("latch").toString(), QStringLiteral("written"));
        QCOMPARE(scene.watchdog->json(), scene.report());
        QVERIFY(scene.watchdog->words().contains("ALERT: nothing has been heard of the engine"));

        // The next start finds the switch, and who pressed it.
        Worker next(QString(OMNI_PROGRAM),
                    {"run", "--headless", "--broker", "binance:BTCUSDT", "--profile", scene.profile},
                    scene.exchange.environment());
        QVERIFY(next.hasSaid("the kill switch is set (cancel_entries)"));
        QVERIFY(until([&] { return QJsonDocument(scene.status()).toJson().contains("the watchdog, at "); }));
        QCOMPARE(scene.status().value("mode").toString(), QStringLiteral("halted"));
    }

    // F21: the program that thaws sends nothing more, whatever it had in hand.
    void aFrozenProgramThatThawsSendsNoEntry()
    {
        Scene scene("silence = \"2s\"\n", quick);
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        const auto entries = [&] { return scene.hand.all().filter(QRegularExpression("-e$")); };
        QVERIFY2(until([&] { return entries().size() >= 2; }), "the strategy has sent nothing");

        scene.trader->signal(SIGSTOP);
        QCOMPARE(scene.watchdog->code(), 1);
        const auto before = entries();
        scene.trader->signal(SIGCONT);

        QVERIFY(until([&] { return scene.status().value("mode") == "halted"; }));
        QTest::qWait(5'000); // crosses come every few seconds
        QCOMPARE(entries(), before);
        QVERIFY(scene.trader->isRunning());
        const auto said = QJsonDocument(scene.status()).toJson();
        QVERIFY2(said.contains("cancel_entries") && said.contains("the watchdog, at "), said.constData());
    }

    // Thawed again and again in the very moment of the press, with orders in hand: none is sent behind it.
    void noEntryLeavesInTheMomentOfThePress()
    {
        Scene scene("silence = \"2s\"\n", quick);
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        scene.trader->signal(SIGSTOP);
        QVERIFY(scene.watchdog->hasSaid("ALERT: nothing has been heard of the engine"));
        scene.trader->signal(SIGCONT);
        QCOMPARE(scene.watchdog->code(), 1);
        const auto open = scene.hand.open().filter(QRegularExpression("-e$"));
        QVERIFY2(open.isEmpty(), qPrintable(open.join(' ')));
        const auto before = scene.hand.all();
        QTest::qWait(4'000);
        QCOMPARE(scene.hand.all().filter(QRegularExpression("-e$")), before.filter(QRegularExpression("-e$")));
    }

    void anEndInOrderIsLeftAlone()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        QCOMPARE(scene.hand.rest("web_1").status, 200);

        scene.trader->signal(SIGTERM);
        QCOMPARE(scene.trader->code(), 130);
        QTest::qWait(4'000); // twice the bound

        QVERIFY(scene.watchdog->isRunning());
        scene.watchdog->signal(SIGTERM);
        QCOMPARE(scene.watchdog->code(), 0);
        QVERIFY(scene.report().isEmpty());
        QCOMPARE(scene.once().json().value("session").toString(), QStringLiteral("no session"));
        const auto next = runProgram({"kill", "--level", "pause", "--profile", scene.profile});
        QVERIFY(next.code == 0 || next.code == 5);
        QVERIFY(!scene.trader->words().contains("kill switch is set"));
    }

    // The program goes on and says that nobody watches any more.
    void withoutItsWatchdogTheProgramGoesOnAndSaysSo_data()
    {
        QTest::addColumn<int>("deed");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("frozen") << SIGSTOP;
    }
    void withoutItsWatchdogTheProgramGoesOnAndSaysSo()
    {
        QFETCH(int, deed);
        Scene scene;
        QVERIFY(scene.isUp);
        QVERIFY(until([&] { return scene.watchdogPart().value("state") == "off"; }));
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        QVERIFY(until([&] { return scene.watchdogPart().value("state") == "ok"; }));
        QVERIFY(scene.watchdogPart().value("detail").toString().contains("acts behind 2s of silence (cancel_entries)"));

        scene.watchdog->signal(deed);

        QVERIFY(until([&] { return scene.watchdogPart().value("state") == "degraded"; }));
        QVERIFY(scene.watchdogPart().value("detail").toString().contains("the watchdog is gone"));
        QVERIFY(scene.trader->isRunning());
        QVERIFY(scene.status().value("mode") != "halted" || scene.beats());
        QVERIFY(scene.beats());
    }

    void aKeyThatTheVenueRefusesIsToldAtOnceAndInTheEnd()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch("a-secret-that-is-not-the-right-one-at-all");
        QVERIFY(scene.watchdog->hasSaid("ALERT: the way to the venue is not open"));
        QCOMPARE(scene.hand.rest(scene.name(900'001, 'e')).status, 200);

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 4);
        QCOMPARE(scene.report().value("end").toString(), QStringLiteral("key_refused"));
        QCOMPARE(scene.report().value("latch").toString(), QStringLiteral("written"));
        QVERIFY(scene.watchdog->words().contains("ALERT: THE VENUE REFUSES THE KEY"));
        QVERIFY(!scene.watchdog->words().contains("a-secret-that-is-not"));
    }

    void aVenueThatIsAwayIsTriedForItsTime()
    {
        Scene scene("silence = \"2s\"\ngive_up = \"10s\"\n");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        scene.exchange.end();

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 5);
        QVERIFY(scene.watchdog->words().count("the venue could not be asked, again in") >= 3);
        QVERIFY(scene.watchdog->words().contains("ALERT: THE VENUE COULD NOT BE REACHED"));
        QCOMPARE(scene.report().value("end").toString(), QStringLiteral("gave_up"));
    }

    void oneIsEnough()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        Worker second(QString(OMNI_WATCHDOG), {"--profile", scene.profile, "--json"}, scene.exchange.environment());
        QCOMPARE(second.code(), 4);
        QCOMPARE(second.json().value("error").toObject().value("code").toString(), QStringLiteral("already_watched"));
        QVERIFY(scene.watchdog->isRunning());
    }

    // By policy, and not otherwise; the session's symbols, and no others.
    void byPolicyWhatIsHeldIsClosed()
    {
        Scene scene("silence = \"2s\"\npolicy = \"flatten\"\ncollar_percent = 2.0\n");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        const auto held = [&](const char* asset) {
            for (const auto& one : scene.hand.binance("GET", "account").object().value("balances").toArray()) {
                if (one.toObject().value("asset") == QLatin1String(asset)) {
                    return one.toObject().value("free").toString().toDouble()
                        + one.toObject().value("locked").toString().toDouble();
                }
            }
            return 0.0;
        };
        QCOMPARE(scene.hand.binance("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.002").status, 200);
        QCOMPARE(scene.hand.stop(scene.name(900'002, 's')).status, 200);
        const double before = held("BTC"), other = held("ETH");
        QVERIFY(before >= 0.001);

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 1);
        const auto report = QJsonDocument(scene.report()).toJson();
        QVERIFY2(scene.report().value("closings").toArray().size() > 0, report.constData());
        QVERIFY2(held("BTC") < before / 2, report.constData());
        QVERIFY(held("BTC") >= 0);
        QCOMPARE(held("ETH"), other);
        QVERIFY(scene.hand.open().isEmpty());
    }

    // The other venue: a plain entry and one that carries its stop go, what protects and what is of others stays.
    void atAlpacaTheSame()
    {
        Scene scene("silence = \"2s\"\n", {}, "alpaca:BTC/USD");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watchdog->hasSaid(wayIsOpen));
        const auto place = [&](const QString& name) {
            return scene.hand.alpaca("POST", "/v2/orders",
                                     "{\"symbol\":\"BTC/USD\",\"qty\":\"0.001\",\"side\":\"buy\",\"type\":\"limit\","
                                     "\"time_in_force\":\"gtc\",\"limit_price\":\"20000\",\"client_order_id\":\""
                                         + name.toUtf8() + "\"}");
        };
        const QString entry = scene.name(900'001, 'e'), stop = scene.name(900'002, 's');
        for (const auto& name : {entry, stop, QStringLiteral("web_1")}) {
            const auto placed = place(name);
            QVERIFY2(placed.status == 200, placed.body.constData());
        }
        const auto open = [&] {
            QStringList names;
            for (const auto& one : scene.hand.alpaca("GET", "/v2/orders?status=open").list()) {
                names.append(one.toObject().value("client_order_id").toString());
            }
            names.sort();
            return names;
        };
        QCOMPARE(open().size(), 3);

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 1);
        QStringList left{stop, QStringLiteral("web_1")};
        left.sort();
        QCOMPARE(open(), left);
    }

    void whatIsWrongIsToldBeforeAnythingIsWatched_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<bool>("hasKey");
        QTest::addColumn<int>("code");
        QTest::newRow("an unknown option") << QByteArray() << QStringList{"--watch"} << true << 2;
        QTest::newRow("an unknown key") << QByteArray("silense = \"2s\"\n") << QStringList() << true << 3;
        QTest::newRow("a bound out of its bounds") << QByteArray("silence = \"1s\"\n") << QStringList() << true << 3;
        QTest::newRow("a file that is not there")
            << QByteArray() << QStringList{"--config", "/nowhere.toml"} << true << 3;
        QTest::newRow("no key") << QByteArray() << QStringList() << false << 4;
        QTest::newRow("help") << QByteArray() << QStringList{"--help"} << false << 0;
        QTest::newRow("version") << QByteArray() << QStringList{"--version"} << false << 0;
    }
    void whatIsWrongIsToldBeforeAnythingIsWatched()
    {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, more);
        QFETCH(bool, hasKey);
        QFETCH(int, code);
        const QTemporaryDir home;
        writeFile(home.filePath("watchdog.toml"), config);
        auto environment = QProcessEnvironment::systemEnvironment();
        if (hasKey) {
            environment.insert("OMNI_BINANCE_PAPER_KEY", "key");
            environment.insert("OMNI_BINANCE_PAPER_SECRET", "secret");
        }
        Worker watchdog(QString(OMNI_WATCHDOG), QStringList{"--profile", home.path()} + more, environment);
        QCOMPARE(watchdog.code(10'000), code);
        QVERIFY(!QFile::exists(home.filePath("watchdog-press")));
    }
};

QTEST_GUILESS_MAIN(TestCliWatchdog)
#include "tst_cli_watchdog.moc"

#include "core/base/log.h"
#include "core/base/secret.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <concepts>
#include <ostream>
#include <random>

using namespace omni;

namespace {

template<class T>
concept Streamable = requires(std::ostream& out, const T& value)
{
    out << value;
};

// A secret has no way into a text but the one that is called `exposed`.
static_assert(!fmt::is_formattable<Secret>::value);
static_assert(!Streamable<Secret>);
static_assert(!std::convertible_to<Secret, std::string_view> && !std::convertible_to<Secret, std::string>);
static_assert(!std::copyable<Secret> && !std::equality_comparable<Secret>);

QString safe(const std::string& text)
{
    return QString::fromStdString(safeForLog(text));
}

QString contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TestLog : public QObject
{
    Q_OBJECT

private slots:
    void cleanup()
    {
        QVERIFY(setUpLog("", LogLevel::Warn));
    }

    void leavesOrdinaryTextAlone_data()
    {
        QTest::addColumn<QString>("text");

        for (const char* text : {"feed binance:BTCUSDT connected in 182 ms", "seed=42 strategy=RSI:14 equity=50000.00",
                                 "state 81e47a19e6b29b0a65b9591762ce5143ed30d0261e5d24a3201752506b20f15c",
                                 "C:\\Users\\Ann\\omnitrade\\journal\\segment-000001.log",
                                 "/home/AnnB/Documents/OmniTradeTerminal/journal/Segment-000001",
                                 "https://api.binance.com/api/v3/time?x=1", "postgres://reader@db.local:5432/omni",
                                 "Grüße, 日本, €", "a = b : c", ""}) {
            QTest::addRow("%s", text) << QString::fromUtf8(text);
        }
    }

    void leavesOrdinaryTextAlone()
    {
        QFETCH(QString, text);
        QCOMPARE(safe(text.toStdString()), text);
    }

    void masksSecrets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");

        const auto row = [](const char* text, const char* masked) { QTest::addRow("%s", text) << text << masked; };
        row("key=abc123", "key=***");
        row("apiKey = abc123, next", "apiKey = ***, next");
        row("X-MBX-APIKEY: abc123", "X-MBX-APIKEY: ***");
        row("GET /order?listenKey=abc&symbol=X", "GET /order?listenKey=***&symbol=X");
        row("secret=\"a b\" tail", "secret=\"***\" tail");
        row("client_secret='a b', tail", "client_secret='***', tail");
        row("{\"apiSecret\": \"a\\\"b\", \"id\": 7}", "{\"apiSecret\": \"***\", \"id\": 7}");
        row("\"{\\\"token\\\":\\\"abc\\\",\\\"id\\\":7}\"", "\"{\\\"token\\\":\\\"***\\\",\\\"id\\\":7}\"");
        row("passphrase: correct horse, battery", "passphrase: ***");
        row("password=hunter2 host=db", "password=***");
        row("Authorization: Bearer abc.def\nHost: x", "Authorization: ***\\nHost: x");
        row("sent Bearer abc.def, then", "sent Bearer ***, then");
        row("sent bearer abc.def", "sent bearer ***");
        row("Set-Cookie: a=b; c=d", "Set-Cookie: ***");
        row("&signature=0a1b2c", "&signature=***");
        row("secret={\"a\": \"b\"}", "secret=***");
        row("token => abc", "token => ***");
        row("secret=\"never closed", "secret=\"***");
        row("SECRET:abc", "SECRET:***");
        row("redis://user:pass@host:6379/0", "redis://user:***@host:6379/0");
        row("amqp://:pa@ss@host", "amqp://:***@host");
        // The key printed as an example in Binance's public documentation.
        row("got vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A back", "got *** back");
        row("a token= b=c key=", "a token= *** key="); // the blank after "=" is skipped: better one word too many
    }

    void masksSecrets()
    {
        QFETCH(QString, text);
        QTEST(safe(text.toStdString()), "masked");
    }

    void oneTextIsOneLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("line");

        QTest::newRow("a forged line") << QByteArray("x\n2024-01-01T00:00:00.000000Z [info] all is well")
                                       << "x\\n2024-01-01T00:00:00.000000Z [info] all is well";
        QTest::newRow("carriage return") << QByteArray("a\r\nb") << "a\\r\\nb";
        QTest::newRow("tab") << QByteArray("a\tb") << "a\\tb";
        QTest::newRow("terminal colours") << QByteArray("\x1b[31mred") << "\\x1b[31mred";
        QTest::newRow("zero") << QByteArray("a\0b", 3) << "a\\x00b";
        QTest::newRow("delete") << QByteArray("a\x7f") << "a\\x7f";
        QTest::newRow("next line of Unicode") << QByteArray("a\xC2\x85"
                                                            "b")
                                              << "a\\x85b";
        QTest::newRow("line separator") << QByteArray("a\xE2\x80\xA8"
                                                      "b")
                                        << "a\\u2028b";
        QTest::newRow("right to left override") << QByteArray("a\xE2\x80\xAE"
                                                              "b")
                                                << "a\\u202eb";
        QTest::newRow("a lone byte") << QByteArray("a\xFF") << "a\\xff";
        QTest::newRow("a character cut off") << QByteArray("a\xE2\x82") << "a\\xe2\\x82";
        QTest::newRow("a newline in two bytes") << QByteArray("a\xC0\x8A") << "a\\xc0\\x8a";
        QTest::newRow("a surrogate") << QByteArray("\xED\xA0\x80") << "\\xed\\xa0\\x80";
    }

    void oneTextIsOneLine()
    {
        QFETCH(QByteArray, text);
        QTEST(safe(text.toStdString()), "line");
    }

    void aVeryLongTextIsCut()
    {
        const QString line = safe(std::string(100'000, 'x'));
        QCOMPARE(line, QString(8'192, 'x') + " ... (91808 bytes more)");
    }

    // Bytes nobody picked by hand, rich in what matters to the masking.
    void noTextBreaksALine()
    {
        constexpr std::string_view alphabet = "\n\r\t \"'\\=:@/&,;[{}]keysecrtokn*\x00\x1b\xC2\x85\xE2\x80\xA8\xFF";
        std::mt19937_64 random{15};
        for (int i = 0; i < 20'000; ++i) {
            std::string text(random() % 60, ' ');
            for (char& each : text) {
                each = alphabet[random() % alphabet.size()];
            }
            const std::string line = safeForLog(text);
            for (const char each : line) {
                QVERIFY(static_cast<unsigned char>(each) >= 0x20 && each != 0x7F);
            }
            QCOMPARE(QString::fromStdString(line).toStdString(), line); // is UTF-8
            QVERIFY(line.find("\u0085") == std::string::npos && line.find("\u2028") == std::string::npos);
        }
    }

    // A planted secret never comes through, whatever stands around it.
    void noPlantedSecretComesThrough()
    {
        const std::array<std::string, 7> before{"", "x=1 ", "{\"a\":\"b\",", "\"", "\\\"", "GET /?a=b&", "\n"};
        const std::array<std::string, 8> names{"key",      "api_key",   "API-Secret",    "token",
                                               "password", "signature", "Authorization", "passphrase"};
        const std::array<std::string, 7> between{"=", ": ", "\":\"", "\\\":\\\"", " = '", " => ", "=\t"};
        const std::array<std::string, 6> after{"", " tail", "\"}", "\\\"}", "&b=c", "\nnext"};
        std::mt19937_64 random{16};
        for (int i = 0; i < 20'000; ++i) {
            const std::string canary = "canary" + std::to_string(random() % 1'000);
            const std::string text = before[random() % before.size()] + names[random() % names.size()]
                + between[random() % between.size()] + canary + after[random() % after.size()];
            QVERIFY2(safeForLog(text).find("canary") == std::string::npos, text.c_str());
        }
    }

    void writesLinesToItsFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("omni.log");
        QVERIFY(setUpLog(path.toStdString(), LogLevel::Info));

        logInfo("feed {} connected in {} ms", "binance", 182);
        logWarn("password={}", "hunter2");
        logError("{}", "two\nlines {}");

        const QStringList lines = contentOf(path).split('\n');
        QCOMPARE(lines.size(), qsizetype{4}); // the last one is empty
        QVERIFY(lines[0].endsWith("Z [info] feed binance connected in 182 ms"));
        QVERIFY(lines[1].endsWith("Z [warning] password=***"));
        QVERIFY(lines[2].endsWith("Z [error] two\\nlines {}"));
    }

    void onlyItsOwnerReadsTheFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("omni.log");
        QVERIFY(setUpLog(path.toStdString(), LogLevel::Info));

        const auto others
            = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(path) & others));
    }

    void dropsWhatIsBelowTheLevel()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("omni.log");
        QVERIFY(setUpLog(path.toStdString(), LogLevel::Error));

        logInfo("a");
        logWarn("b");
        logError("c");

        QVERIFY(!isLogged(LogLevel::Warn));
        QVERIFY(isLogged(LogLevel::Error));
        QVERIFY(contentOf(path).endsWith("[error] c\n"));
        QCOMPARE(contentOf(path).count('\n'), qsizetype{1});
    }

    void offMeansNothing()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("omni.log");
        QVERIFY(setUpLog(path.toStdString(), LogLevel::Off));
        logError("c");
        QCOMPARE(contentOf(path), QString());
    }

    void keepsTheOldLogWhenTheNewOneCannotBeOpened()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("omni.log");
        QVERIFY(setUpLog(path.toStdString(), LogLevel::Info));

        const auto result = setUpLog(folder.path().toStdString(), LogLevel::Off); // a folder is no file

        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::Unavailable);
        logInfo("still here");
        QVERIFY(contentOf(path).endsWith("still here\n"));
    }

    void fiveGenerationsOfEightMebibytesAreKept()
    {
        const QTemporaryDir folder;
        QVERIFY(setUpLog(folder.filePath("omni.log").toStdString(), LogLevel::Info));
        const std::string line(8'000, 'x');
        for (int i = 0; i < 7'000; ++i) { // 56 MB
            logInfo("{}", line);
        }

        const auto files = QDir(folder.path()).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), qsizetype{5});
        for (const auto& file : files) {
            QVERIFY(file.size() <= 8 * 1024 * 1024);
        }
    }

    void aSecretMovesAndLeavesNothingBehind()
    {
        Secret secret("abc");
        QVERIFY(!secret.isEmpty());
        Secret other = std::move(secret);
        QVERIFY(other.exposed() == "abc");
        secret = Secret("def");
        other = std::move(secret);
        QVERIFY(other.exposed() == "def");
        QVERIFY(Secret().isEmpty());
        QVERIFY(Secret("").exposed().empty());
    }
};

QTEST_APPLESS_MAIN(TestLog)
#include "tst_log.moc"

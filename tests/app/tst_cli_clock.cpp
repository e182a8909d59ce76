// F17, F18, F21, S30: the wall clock of the machine is set while the program trades, back by an hour, ahead by a day,
// ahead by ten years. What was latched stays so, no engine counts as stalled, nothing is sent twice, the record is
// decided again alike; and it goes on trading once the clock is right, where nobody had stopped it. A desk whose time
// was once ahead does so with its next start.
//
// needs: app Qt6::Network
#include "tests/support/paper_venue.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

QString fakeTimeLibrary()
{
    for (const char* folder :
         {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/local/lib"}) {
        const QString path = QString::fromLatin1(folder) + "/faketime/libfaketime.so.1";
        if (QFile::exists(path)) {
            return path;
        }
    }
    return {};
}

/// A wall clock that a test sets; the clock that never steps stays the machine's.
class BentClock
{
public:
    explicit BentClock(const QTemporaryDir& home)
        : m_file(home.filePath("clock"))
    {
        set("+0");
    }
    void set(const QByteArray& shift)
    {
        writeFile(m_file + ".new", shift + '\n');
        QFile::remove(m_file);
        QFile::rename(m_file + ".new", m_file);
    }
    [[nodiscard]] QProcessEnvironment in(QProcessEnvironment environment) const
    {
        environment.insert("LD_PRELOAD", fakeTimeLibrary());
        environment.insert("FAKETIME_TIMESTAMP_FILE", m_file);
        environment.insert("FAKETIME_NO_CACHE", "1");
        environment.insert("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        return environment;
    }

private:
    QString m_file;
};

/// Seconds between the record's newest time and the machine's.
qint64 shiftOf(const QJsonObject& status)
{
    const auto time = QDateTime::fromString(status["time"].toString().left(19), "yyyy-MM-ddTHH:mm:ss");
    return QDateTime(time.date(), time.time(), Qt::UTC).toSecsSinceEpoch() - QDateTime::currentSecsSinceEpoch();
}

bool hasNoStall(const QString& profile)
{
    return !QFile::exists(profile + "/engine-stalled")
        && !runProgram({"journal", "export", profile, "--kind", "alert"}).out.contains("engine_stalled");
}

void addJumps()
{
    QTest::addColumn<QByteArray>("shift");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("back by an hour") << QByteArray("-3600") << qint64{-3'600};
    QTest::newRow("ahead by a day") << QByteArray("+86400") << qint64{86'400};
    QTest::newRow("ahead by ten years") << QByteArray("+315360000") << qint64{315'360'000};
}

} // namespace

class TestCliClock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (fakeTimeLibrary().isEmpty()) {
            QSKIP("JUMPS OF THE CLOCK ARE NOT TESTED WITH THE PROGRAM: libfaketime is not on this machine");
        }
#ifdef OMNI_SANITIZED
        QSKIP(
            "JUMPS OF THE CLOCK ARE NOT TESTED under a sanitizer: its library and libfaketime do not bear each other");
#endif
    }

    void aLatchOutlastsEveryClock_data()
    {
        addJumps();
    }
    void aLatchOutlastsEveryClock()
    {
        QFETCH(QByteArray, shift);
        QFETCH(qint64, seconds);
        PaperVenue venue;
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        BentClock clock(home);
        AskedRun run(profile, venue.session(profile), clock.in(venue.environment()));
        QVERIFY2(run.fillsUpTo(1), run.process.readAllStandardError().constData());
        QCOMPARE(runProgram({"kill", "--profile", profile}).code, 0);
        QVERIFY(run.becomes([](const QJsonObject& now) { return !now["latches"].toArray().isEmpty(); }));
        const auto before = venue.entries().size(); // what protects may still go

        clock.set(shift);
        QTest::qWait(6'000); // the strategy goes on wishing

        const auto status = run.status();
        QVERIFY2(!status["latches"].toArray().isEmpty(), QJsonDocument(status).toJson().constData());
        // An hour back the desk holds its own time still, so that none of its events is older than the one before.
        QVERIFY(seconds < 0 || qAbs(shiftOf(status) - seconds) < 120);
        QCOMPARE(venue.entries().size(), before);
        QCOMPARE(run.end(), 130);
        QVERIFY(hasNoStall(profile));
        QVERIFY(runProgram({"replay", profile}).out.startsWith("identical: "));
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
    }

    void itTradesOnWhenTheClockIsSetRight_data()
    {
        addJumps();
    }
    void itTradesOnWhenTheClockIsSetRight()
    {
        QFETCH(QByteArray, shift);
        QFETCH(qint64, seconds);
        PaperVenue venue;
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        BentClock clock(home);
        AskedRun run(profile, venue.session(profile), clock.in(venue.environment()));
        QVERIFY2(run.fillsUpTo(1), run.process.readAllStandardError().constData());

        clock.set(shift);
        QTest::qWait(3'000);
        clock.set("+0");
        const int fills = run.status()["fills"].toInt();
        const auto goesOn = [fills](const QJsonObject& now) { return now["fills"].toInt() > fills; };

        if (seconds < 0) {
            QVERIFY2(run.becomes(goesOn), QJsonDocument(run.status()).toJson().constData());
        }
        QVERIFY2(run.status()["breakers"].toArray().isEmpty(), QJsonDocument(run.status()).toJson().constData());
        const auto health = [&profile] { return runProgram({"health", "--profile", profile}).out; };
        if (seconds > 0) { // why every price counts as old is told, and what to do
            QTRY_VERIFY2_WITH_TIMEOUT(health().contains("start it anew"), health().constData(), 20'000);
        } else {
            QVERIFY2(!health().contains("start it anew"), health().constData());
        }
        QCOMPARE(run.end(), 130);
        QVERIFY(hasNoStall(profile));
        if (seconds > 0) {
            AskedRun next(profile, venue.session(profile), clock.in(venue.environment()));
            QVERIFY2(next.becomes(goesOn), QJsonDocument(next.status()).toJson().constData());
            QCOMPARE(next.end(), 130);
        }
        const auto names = venue.names();
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
        QVERIFY(runProgram({"replay", profile}).out.startsWith("identical: "));
    }
};

QTEST_GUILESS_MAIN(TestCliClock)
#include "tst_cli_clock.moc"

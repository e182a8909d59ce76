// Commands from a shell to a program that runs with the same profile.
// needs: app
#include "tests/support/program_run.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace omni::tests;

namespace {

/// A paced session with a strategy that wishes often; nobody approves by itself.
class Run
{
public:
    explicit Run(const QTemporaryDir& home, const QStringList& more = {})
        : m_profile(home.filePath("profile"))
    {
        QStringList arguments{"run",         "--headless", "--feed",
                              "synthetic:1", "--speed",    "10x",
                              "--until",     "2h",         "--profile",
                              m_profile,     "--strategy", "sma_cross:interval=10s,fast=2,slow=5,direction=both",
                              "--json"};
        startProgram(m_process, arguments + more);
        m_isReachable = until([](const QJsonObject& status) { return status.value("phase") == "running"; });
    }
    ~Run()
    {
        stop();
    }
    [[nodiscard]] bool isReachable() const
    {
        return m_isReachable;
    }
    ProgramResult tell(const QStringList& words)
    {
        return runProgram(words + QStringList{"--profile", m_profile, "--json"});
    }
    QJsonObject status()
    {
        return tell({"status"}).json();
    }
    /// Asks until it is so; false when the session ends before.
    bool until(const std::function<bool(const QJsonObject&)>& isSo)
    {
        const QDeadlineTimer end(mostMilliseconds);
        while (!end.hasExpired()) {
            if (isSo(status())) {
                return true;
            }
            if (m_process.waitForFinished(20)) {
                break;
            }
        }
        return false;
    }
    /// Number of a proposal that waits; 0: none came.
    int waiting()
    {
        int id = 0;
        until([&id](const QJsonObject& status) {
            const auto proposals = status.value("proposals").toArray();
            id = proposals.isEmpty() ? 0 : proposals.last().toObject().value("id").toInt();
            return id != 0;
        });
        return id;
    }
    int stop()
    {
        if (m_process.state() == QProcess::Running) {
            m_process.terminate();
            return endOf(m_process).code;
        }
        return -1;
    }
    [[nodiscard]] QString profile() const
    {
        return m_profile;
    }

private:
    QString m_profile;
    QProcess m_process;
    bool m_isReachable = false;
};

QString outcomeOf(const ProgramResult& result)
{
    return result.json().value("outcome").toString();
}

QString errorOf(const ProgramResult& result)
{
    return result.json().value("error").toObject().value("code").toString();
}

} // namespace

class TestCliControl : public QObject
{
    Q_OBJECT

private slots:
    void proposalsAreDecidedFromAShell()
    {
        QTemporaryDir home;
        Run run(home);
        QVERIFY(run.isReachable());
        QCOMPARE(run.status().value("environment").toString(), "demo");

        const int first = run.waiting();
        QVERIFY(first > 0);
        // The number as the window shows it, then as status does.
        const auto approved = run.tell({"approve", QStringLiteral("P-%1").arg(first, 4, 10, QLatin1Char('0'))});
        const auto again = run.tell({"approve", QString::number(first)});

        QCOMPARE(approved.code, 0);
        QCOMPARE(outcomeOf(approved), "approved");
        QVERIFY(approved.json().value("order").toInt() > 0);
        QCOMPARE(again.code, 4);
        QCOMPARE(errorOf(again), "not_open");

        const int second = run.waiting();
        QVERIFY(second > 0);
        const auto tooLarge = run.tell({"approve", QString::number(second), "--size", "1000000000"});
        QCOMPARE(tooLarge.code, 4);
        QCOMPARE(errorOf(tooLarge), "size_raised");
        const auto rejected = run.tell({"reject", QStringLiteral("p-%1").arg(second), "--reason", "not now"});
        QCOMPARE(rejected.code, 0);
        QCOMPARE(outcomeOf(rejected), "declined");

        QCOMPARE(run.stop(), 130);
        const auto decisions
            = runProgram({"journal", "export", run.profile(), "--kind", "decision"}).out; // both are on record
        QVERIFY(decisions.contains("approved"));
        QVERIFY(decisions.contains("declined"));
        QCOMPARE(runProgram({"replay", run.profile()}).code, 0);
    }

    void healthSaysWhatWorksAndSinceWhen()
    {
        QTemporaryDir home;
        Run run(home);
        QVERIFY(run.isReachable());

        const auto told = run.tell({"health"});

        QCOMPARE(told.code, 0);
        const auto health = told.json();
        QVERIFY(health.value("state") == "ok" || health.value("state") == "degraded");
        QStringList names;
        for (const auto& part : health.value("parts").toArray()) {
            names.append(part.toObject().value("name").toString());
            QVERIFY(part.toObject().value("since").toString().startsWith("20"));
        }
        QCOMPARE(names, (QStringList{"feed", "orders", "journal", "history", "kill"}));
    }

    void aKillStandsUntilItIsReset()
    {
        QTemporaryDir home;
        {
            Run run(home);
            QVERIFY(run.isReachable());
            QVERIFY(run.waiting() > 0);

            const auto killed = run.tell({"kill", "--reason", "smoke in the room"});

            QCOMPARE(killed.code, 0);
            QCOMPARE(outcomeOf(killed), "latched");
            QVERIFY(run.until([](const QJsonObject& status) {
                const auto latches = status.value("latches").toArray();
                return latches.size() == 1 && latches[0].toObject().value("reason") == "smoke in the room"
                    && status.value("proposals").toArray().isEmpty();
            }));
            QCOMPARE(errorOf(run.tell({"arm", "--reason", "I looked at everything"})), "desk_unwell");
            run.stop();
            QVERIFY(runProgram({"journal", "export", run.profile()}).out.contains("smoke in the room"));
        }
        Run run(home);
        QVERIFY(run.isReachable());
        QCOMPARE(run.status().value("mode").toString(), "halted"); // the start could not arm it
        const auto refused = run.tell({"arm", "--reason", "I looked at everything"});
        QCOMPARE(refused.code, 4);
        QCOMPARE(errorOf(refused), "desk_unwell");

        const auto armed = run.tell({"arm", "--reset", "global", "--reason", "I looked at everything"});

        QCOMPARE(armed.code, 0);
        QCOMPARE(outcomeOf(armed), "mode_changed");
        QCOMPARE(run.status().value("mode").toString(), "manual");
        QVERIFY(armed.err.contains("off until each is started (omnitrade arm --start ID): strategy 1"));
        const auto strategies = run.status().value("strategies").toArray();
        QCOMPARE(strategies.at(0).toObject().value("id").toInt(), 1);
        QVERIFY(!strategies.at(0).toObject().value("on").toBool());
        QCOMPARE(errorOf(run.tell({"arm", "--start", "9", "--reason", "I looked at everything"})), "not_found");

        const auto started = run.tell({"arm", "--start", "1", "--reason", "I looked at everything"});

        QCOMPARE(started.code, 0);
        QVERIFY(run.status().value("strategies").toArray().at(0).toObject().value("on").toBool());
        QVERIFY(run.waiting() > 0);
    }

    // Lifted by a session that ends before anybody has started them: the next one does not do nothing in silence.
    void strategiesThatAreOffAreToldAtTheNextStart()
    {
        QTemporaryDir home;
        {
            Run run(home);
            QVERIFY(run.isReachable());
            QCOMPARE(run.tell({"kill", "--level", "pause"}).code, 0);
            QCOMPARE(run.tell({"arm", "--reset", "global", "--reason", "I looked at everything"}).code, 0);
            run.stop();
        }
        const QStringList again{"run",
                                "--headless",
                                "--profile",
                                home.filePath("profile"),
                                "--feed",
                                "synthetic:3",
                                "--until",
                                "20m",
                                "--approve",
                                "all",
                                "--json",
                                "--strategy",
                                "sma_cross:interval=1s,fast=5,slow=15"};
        const auto silent = runProgram(again);
        QVERIFY2(silent.err.contains("strategy 1 (sma_cross:"), silent.err.constData());
        QVERIFY(silent.err.contains("is off since an earlier session"));
        QCOMPARE(silent.json().value("proposals").toInt(), 0);

        QVERIFY(silent.err.contains("strategy 1 was sma_cross:interval=10s,"));
        QVERIFY(silent.err.contains("are the new one's"));

        const auto rearmed = runProgram(again + QStringList{"--rearm", "I looked at everything"});
        QVERIFY(!rearmed.err.contains("are the new one's")); // the session before was the same one's
        QVERIFY(rearmed.json().value("proposals").toInt() > 0);
        QCOMPARE(runProgram({"replay", home.filePath("profile")}).code, 0);
    }

    void aKillWithoutAProgramIsFoundByTheNextStart()
    {
        QTemporaryDir home;
        const QStringList profile{"--profile", home.filePath("profile")};
        QCOMPARE(runProgram(QStringList{"kill"} + profile).code, 5); // there is nothing to stop
        { // makes the profile
            Run run(home);
            QVERIFY(run.isReachable());
        }

        QCOMPARE(runProgram(QStringList{"kill", "--level", "pause"} + profile).code, 0);

        Run run(home);
        QVERIFY(run.isReachable());
        QCOMPARE(run.status().value("mode").toString(), "halted");
        QCOMPARE(run.status().value("latches").toArray().at(0).toObject().value("level").toString(), "pause");
    }

    void aNarrowKillLeavesTheRestAlone()
    {
        QTemporaryDir home;
        Run run(home);
        QVERIFY(run.isReachable());

        QCOMPARE(run.tell({"kill", "--scope", "symbol:demo:AAPL", "--level", "pause"}).code, 0);
        const auto unknown = run.tell({"kill", "--scope", "symbol:demo:NONE"});
        QCOMPARE(unknown.code, 3);
        QVERIFY2(unknown.err.contains("the desk knows no instrument \"demo:NONE\""), unknown.err.constData());

        QVERIFY(run.waiting() > 0);
        const auto latch = run.status().value("latches").toArray().at(0).toObject();
        QCOMPARE(latch.value("scope").toString(), "symbol:demo:AAPL");
        QCOMPARE(run.status().value("mode").toString(), "manual");
    }

    void withoutAProgramThereIsNobodyToAsk_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("status") << QStringList{"status"};
        QTest::newRow("approve") << QStringList{"approve", "1"};
        QTest::newRow("reject") << QStringList{"reject", "1"};
        QTest::newRow("arm") << QStringList{"arm", "--reason", "I looked at everything"};
        QTest::newRow("a narrow kill") << QStringList{"kill", "--scope", "strategy:1"};
        QTest::newRow("health") << QStringList{"health"};
    }
    void withoutAProgramThereIsNobodyToAsk()
    {
        QFETCH(QStringList, words);
        QTemporaryDir home;

        const auto result = runProgram(words + QStringList{"--profile", home.filePath("profile"), "--json"});

        QCOMPARE(result.code, 5);
        QCOMPARE(errorOf(result), "not_running");
        QVERIFY(!QFile::exists(home.filePath("profile"))); // asking makes nothing
    }

    void wrongWordsAreRefused_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no number") << QStringList{"approve", "x"};
        QTest::newRow("a letter without a number") << QStringList{"approve", "P-"};
        QTest::newRow("another letter") << QStringList{"approve", "Q-0001"};
        QTest::newRow("a number below zero") << QStringList{"reject", "P--1"};
        QTest::newRow("a number of nothing") << QStringList{"reject", "P-0000"};
        QTest::newRow("too large a number") << QStringList{"reject", "P-99999999999999999999"};
        QTest::newRow("nothing to approve") << QStringList{"approve"};
        QTest::newRow("a size of nothing") << QStringList{"approve", "1", "--size", "0"};
        QTest::newRow("no such level") << QStringList{"kill", "--level", "none"};
        QTest::newRow("arming without a reason") << QStringList{"arm"};
        QTest::newRow("a strategy that is no number")
            << QStringList{"arm", "--start", "sma_cross", "--reason", "I looked at everything"};
        QTest::newRow("a reason that says nothing") << QStringList{"arm", "--reason", "because"};
        QTest::newRow("automatic is not armed from a shell")
            << QStringList{"arm", "--mode", "automatic", "--reason", "I looked at everything"};
        QTest::newRow("an endless reason") << QStringList{"kill", "--reason", QString(96, 'x')};
    }
    void wrongWordsAreRefused()
    {
        QFETCH(QStringList, words);

        QCOMPARE(runProgram(words).code, 2);
    }
};

QTEST_APPLESS_MAIN(TestCliControl)
#include "tst_cli_control.moc"

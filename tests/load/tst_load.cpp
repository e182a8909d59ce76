// The load and the soak in their short form. Counts are judged, times are not: nothing lost, nothing twice, no order
// decided behind a press of the kill switch, everything whole again after each fault. The long form is scripts/soak and
// `scripts/long load`.
//
// needs: app load
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestLoad : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
#ifdef OMNI_SANITIZED
        QSKIP("LOAD AND SOAK ARE NOT RUN under a sanitizer: their counts are those of the release");
#endif
    }

    // L1, L2, L4, L7, L11, S2, S4, S27
    void nothingIsLostUnderLoadAndNothingFollowsAPress()
    {
        const QByteArray told
            = play("measure.py",
                   {"--runs", "1", "--orders", "60", "--messages", "2000", "--presses", "6", "--seconds", "4",
                    "--market-trades", "1000", "--burst-trades", "20000", "--burst-seconds", "1", "--events", "3000"});

        QVERIFY2(m_code == 0 && !told.contains("BROKEN"), told.right(900).constData()); // what broke stands at the end
        QVERIFY2(told.contains("messages in the venue's book without a record: 0 of "), told.constData()); // V28
        QVERIFY(told.contains("orders decided later in the venue's book: 0"));
        QVERIFY2(told.contains("trades lost: 0"), told.constData());
    }

    // L14: two minutes of fifteen seconds.
    void aSoakIsWholeAgainAfterEachFault()
    {
        const QTemporaryDir home;
        const QString report = home.filePath("soak.md");

        const QByteArray told = play("soak.py",
                                     {"--minutes", "0.5", "--minute", "15", "--seed", "2", "--only", "cut", "--only",
                                      "kill", "--report", report});

        QVERIFY2(m_code == 0, told.right(900).constData());
        QFile file(report);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains("# Soak: SOUND"), text.constData());
        QVERIFY2(text.contains("2 minutes with a fault, 2 of them fired"), text.constData());
    }

private:
    /// What a script of this folder says. Its exit code is in `m_code`.
    QByteArray play(const char* script, const QStringList& more)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(
            "/usr/bin/python3",
            QStringList{"-B", QStringLiteral(OMNI_SOURCE_DIR "/tests/load/") + script, OMNI_PROGRAM, OMNI_LOAD_FOLDER}
                + more);
        if (!process.waitForFinished(240'000)) {
            process.kill();
            process.waitForFinished();
        }
        m_code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        return process.readAll();
    }

    int m_code = -1;
};

QTEST_GUILESS_MAIN(TestLoad)
#include "tst_load.moc"

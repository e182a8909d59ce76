// needs: app
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

/// A person at the window, played by tests/acceptance/window: finds controls by what a screen reader says of them and
/// uses the keyboard; every step is asserted in the record.
class TestScriptedPerson : public QObject
{
    Q_OBJECT

private slots:
    void approvesAProposalDrawsItsStopStopsAllRestartsAndResets()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty()) {
            QSKIP("dbus-run-session is not installed (dbus-x11), so nobody can sit at the window");
        }
        QProcess person;
        person.setProcessChannelMode(QProcess::MergedChannels);
        const QString script = QStringLiteral(OMNI_SOURCE_DIR "/tests/acceptance/window/scripted_person.py");
        person.start(QStringLiteral("dbus-run-session"),
                     {QStringLiteral("--"), QStringLiteral("/usr/bin/python3"), QStringLiteral("-B"), script,
                      QStringLiteral(OMNI_PROGRAM)});
        QVERIFY(person.waitForStarted());
        QVERIFY2(person.waitForFinished(280'000), "the person took longer than 280 s");
        const QByteArray told = person.readAll();
        if (person.exitCode() == 5) {
            QSKIP(told.constData());
        }
        QVERIFY2(person.exitCode() == 0, told.constData());
        QVERIFY2(told.contains("its stop was drawn nearer on the chart"), told.constData());
        QVERIFY(told.contains("the record of it all is decided again alike"));
    }
};

QTEST_GUILESS_MAIN(TestScriptedPerson)
#include "tst_scripted_person.moc"

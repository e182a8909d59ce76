// needs: app
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

/// A person keeps keys in the vault of the real program, played by tests/acceptance/window: with the keyboard, and with
/// a search through the program's memory and its files at each step (V7, V10).
class TestVaultPerson : public QObject
{
    Q_OBJECT

private slots:
    void keepsAKeyAndNothingOfItIsFound()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty()) {
            QSKIP("dbus-run-session is not installed (dbus-x11), so nobody can sit at the window");
        }
        QProcess person;
        person.setProcessChannelMode(QProcess::MergedChannels);
        person.start(QStringLiteral("dbus-run-session"),
                     {QStringLiteral("--"), QStringLiteral("/usr/bin/python3"), QStringLiteral("-B"),
                      QStringLiteral(OMNI_SOURCE_DIR "/tests/acceptance/window/vault_person.py"),
                      QStringLiteral(OMNI_PROGRAM)});
        QVERIFY(person.waitForStarted());
        QVERIFY2(person.waitForFinished(280'000), "the person took longer than 280 s");
        const QByteArray told = person.readAll();
        if (person.exitCode() == 5) {
            QSKIP(told.constData());
        }
        QVERIFY2(person.exitCode() == 0, told.constData());
        QVERIFY(told.contains("behind the lock: of the passphrase nothing, of the secret nothing"));
        QVERIFY(told.contains("no file of the profile has any of it"));
    }
};

QTEST_GUILESS_MAIN(TestVaultPerson)
#include "tst_vault_person.moc"

// needs: app
// A small part of the crash matrix on every change: the real program is killed, and its disk fails, at some points of a
// life that are drawn anew by another seed only. All of them: scripts/long crash_matrix.

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

namespace {

/// What tests/crash/matrix.py says, or its words are the failure.
QByteArray told(const QStringList& arguments)
{
    QProcess matrix;
    matrix.setProcessChannelMode(QProcess::MergedChannels);
    matrix.start(QStringLiteral("/usr/bin/python3"),
                 QStringList{QStringLiteral("-B"), QStringLiteral(OMNI_SOURCE_DIR "/tests/crash/matrix.py"),
                             QStringLiteral(OMNI_BINARY_DIR), QStringLiteral("--start-within"), QStringLiteral("60")}
                     + arguments);
    if (!matrix.waitForStarted() || !matrix.waitForFinished(280'000)) {
        return "it took longer than 280 s";
    }
    QByteArray words = matrix.readAll();
    return matrix.exitCode() == 0 ? words : words + "\nit ended with " + QByteArray::number(matrix.exitCode());
}

const QList<QByteArray> kills{"sync:killafter", "write:tear", "send:killafter", "recv:killafter"};
const QList<QByteArray> failures{"sync:eio", "write:shortfull"};

/// Of a row: how many points were tested.
int testedIn(const QByteArray& words, const QByteArray& row)
{
    const QRegularExpression line("^" + QRegularExpression::escape(QString::fromUtf8(row))
                                      + " .* tested +(\\d+), broken promises +0$",
                                  QRegularExpression::MultilineOption);
    return line.match(QString::fromUtf8(words)).captured(1).toInt();
}

} // namespace

class TestCrashMatrix : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
#ifdef OMNI_SANITIZED
        QSKIP("a sanitizer's own library must be the first one that is loaded");
#endif
        if (!QFile::exists(QStringLiteral(OMNI_BINARY_DIR "/crash/libcrash_shim.so"))) {
            QSKIP("system calls are made to fail on Linux alone");
        }
        QStringList arguments{"--points", "1", "--images", "300"};
        for (const auto* rows : {&kills, &failures}) {
            for (const QByteArray& row : *rows) {
                arguments << QStringLiteral("--row") << QString::fromUtf8(row);
            }
        }
        m_words = told(arguments);
    }

    // F1, S4, S5, S9, S22, S23. Each point counts only if the fault fired.
    void aProgramThatIsKilledLosesNothingAndSendsNothingTwice()
    {
        for (const QByteArray& row : kills) {
            QVERIFY2(testedIn(m_words, row) == 1, m_words.constData());
        }
    }

    // F4, F5.
    void aDiskThatFailsStopsWhatIsNewAndLosesNothing()
    {
        for (const QByteArray& row : failures) {
            QVERIFY2(testedIn(m_words, row) == 1, m_words.constData());
        }
    }

    // F2, F3, S5, S12, S23, V9, V14: of a life that is killed, of one that comes to its kill switch, and of a vault.
    void whateverAPowerLossLeavesOpensAndKeepsWhatWasPromised()
    {
        for (const char* trace : {"a life that is killed", "a life with its kill switch", "a vault"}) {
            QVERIFY2(m_words.contains(QByteArray(trace) + ": power-loss images: 0 broken of "), m_words.constData());
        }
    }

    // On a disk that keeps nothing when it syncs, or no names, they are.
    void brokenPromisesWouldBeFound()
    {
        const QString words = QString::fromUtf8(m_words);
        for (const char* promise : {"decision 33", "S12", "S23", "V9", "V14"}) {
            const QRegularExpression deaf(
                QStringLiteral(
                    "of a disk that no sync reaches, power-loss images: [1-9]\\d* broken of .*, %1 broken in [1-9]")
                    .arg(QLatin1String(promise)));
            QVERIFY2(deaf.match(words).hasMatch(), m_words.constData());
        }
        for (const char* promise : {"S23", "V9"}) {
            const QRegularExpression nameless(
                QStringLiteral(
                    "of a disk that keeps no names, power-loss images: [1-9]\\d* broken of .*, %1 broken in [1-9]")
                    .arg(QLatin1String(promise)));
            QVERIFY2(nameless.match(words).hasMatch(), m_words.constData());
        }
    }

    // F2, F8.
    void aTornEndIsCutAndAFlippedBitIsNeverRead()
    {
        QVERIFY2(m_words.contains("torn and flipped ends: 0 broken of "), m_words.constData());
        QVERIFY2(m_words.contains("the program on torn and flipped ends: 0 broken of "), m_words.constData());
    }

    void everythingThatWasDrawnWasMet()
    {
        QVERIFY2(m_words.contains("binance: 0 broken promises, 0 points not met"), m_words.constData());
    }

private:
    QByteArray m_words; ///< Of the one run that all look at.
};

QTEST_GUILESS_MAIN(TestCrashMatrix)
#include "tst_crash_matrix.moc"

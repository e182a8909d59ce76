// needs: app Qt6::Network
//
// V8: the program dies, or a debugger keeps its memory, while it trades with a key from the vault. It leaves no file
// behind, and the key is not in the debugger's.

#include "tests/support/paper_venue.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstring>
#include <sys/resource.h>
#include <unistd.h>

using namespace omni::tests;

namespace {

const QByteArray passphrase = "correct horse battery staple\n";

/// `word` as it is and in the other forms in which a careless program keeps text.
QByteArrayList formsOf(const QByteArray& word)
{
    const QByteArray wide(reinterpret_cast<const char*>(QString::fromUtf8(word).utf16()), 2 * word.size());
    return {word, wide, word.toHex(), word.toBase64().chopped(4)};
}

/// Whether each of `words` stands in a large file.
QList<bool> areIn(const QString& path, const QByteArrayList& words)
{
    QList<bool> found(words.size());
    QFile file(path);
    const uchar* bytes = file.open(QIODevice::ReadOnly) ? file.map(0, file.size()) : nullptr;
    for (qsizetype i = 0; bytes != nullptr && i < words.size(); ++i) {
        found[i] = ::memmem(bytes, static_cast<std::size_t>(file.size()), words[i].constData(),
                            static_cast<std::size_t>(words[i].size()))
            != nullptr;
    }
    return found;
}

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Dumps are files of ELF, whatever they are called.
QStringList programsIn(const QString& folder)
{
    QStringList found;
    for (QDirIterator at(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); at.hasNext();) {
        QFile file(at.next());
        if (file.open(QIODevice::ReadOnly)
            && file.read(4)
                == QByteArray("\x7f"
                              "ELF")) {
            found += file.fileName();
        }
    }
    return found;
}

} // namespace

class TestCoreDumps : public QObject
{
    Q_OBJECT

    /// The test allows itself cores of any size, so that a child would inherit that.
    struct AnyCores {
        AnyCores()
        {
            ::getrlimit(RLIMIT_CORE, &was);
            const rlimit any{was.rlim_max, was.rlim_max};
            ::setrlimit(RLIMIT_CORE, &any);
        }
        ~AnyCores()
        {
            ::setrlimit(RLIMIT_CORE, &was);
        }
        rlimit was{};
    };

    /// Whether each of `words` is in a debugger's dump of the process, made with these settings of it.
    static QList<bool> areInDump(qint64 process, const QByteArrayList& words, const QStringList& settings)
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("dump"));
        QStringList arguments{"-nx", "-batch", "-p", QString::number(process)};
        for (const auto& setting : settings) {
            arguments += {"-ex", setting};
        }
        QProcess debugger;
        debugger.start("gdb", arguments + QStringList{"-ex", "generate-core-file " + file, "-ex", "detach"});
        debugger.waitForFinished(mostMilliseconds);
        return areIn(file, words);
    }

private slots:
    void initTestCase()
    {
#if !defined(__linux__)
        QSKIP("/proc and signals tell it on Linux");
#endif
#if defined(OMNI_SANITIZED)
        QSKIP("sanitizers map terabytes and keep what is freed: dumps are looked at without them");
#endif
    }

    void nothingIsLeftBehindWhenItDies_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("abort") << SIGABRT;
        QTest::newRow("a wrong address") << SIGSEGV;
        QTest::newRow("a wrong instruction") << SIGILL;
        QTest::newRow("quit") << SIGQUIT;
    }
    void nothingIsLeftBehindWhenItDies()
    {
        QFETCH(const int, signal);
        const AnyCores any;
        if (any.was.rlim_max == 0) {
            QSKIP("whoever started the test allows no core dumps: nothing can be seen");
        }
        QTemporaryDir home;
        QProcess session;
        session.setWorkingDirectory(home.path());
        startProgram(session,
                     {"run", "--headless", "--feed", "synthetic:7", "--speed", "1x", "--profile",
                      home.filePath("profile"), "--json-lines"});
        QVERIFY(waitForOutput(session, "\"kind\""));
        static const QRegularExpression line(QStringLiteral("Max core file size +0 +0"));
        const auto limits = contentsOf(QStringLiteral("/proc/%1/limits").arg(session.processId()));
        QVERIFY2(line.match(QString::fromUtf8(limits)).hasMatch(), limits.constData());

        ::kill(static_cast<pid_t>(session.processId()), signal);
        session.waitForFinished(10'000);

        QVERIFY(session.exitStatus() == QProcess::CrashExit); // it did die of it
        QCOMPARE(programsIn(home.path()), QStringList());
        QVERIFY(QDir(home.path()).entryList({QStringLiteral("core*")}, QDir::Files).isEmpty());
    }

    /// The control: the same debugger, told to keep everything, has the key. Without it the rest would prove nothing.
    void theKeyIsNotInTheDumpOfADebugger()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("gdb")).isEmpty()) {
            QSKIP("gdb is not installed: what a debugger keeps of the program was not looked at");
        }
        if (::geteuid() != 0) {
            QSKIP("only root may look into a program that is not dumpable: no dump was made of it");
        }
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        const PaperVenue venue;
        const QByteArray key = venue.environment().value("OMNI_BINANCE_PAPER_KEY").toUtf8();
        const QByteArray secret = venue.environment().value("OMNI_BINANCE_PAPER_SECRET").toUtf8();
        const auto vault = [&profile](const QByteArray& input, const QStringList& words) {
            QProcess process;
            process.start(OMNI_PROGRAM,
                          QStringList{"vault"} + words
                              + QStringList{"--profile", profile, "--passphrase-fd", "0", "--json"});
            process.waitForStarted();
            process.write(input);
            process.closeWriteChannel();
            return endOf(process).code;
        };
        QCOMPARE(vault(passphrase, {"init"}), 0);
        QCOMPARE(vault(passphrase + key + '\n' + secret + '\n', {"add", "binance-paper", "--key-fd", "0"}), 0);
        QProcess session;
        session.setStandardOutputFile(QProcess::nullDevice());
        session.start(OMNI_PROGRAM, venue.session(profile, {"--vault-passphrase-fd", "0"}));
        session.waitForStarted();
        session.write(passphrase);
        session.closeWriteChannel();
        bool hasTraded = false;
        for (int i = 0; i < 600 && !hasTraded && session.state() == QProcess::Running; ++i) {
            hasTraded = runProgram({"status", "--json", "--profile", profile}).json()["fills"].toInt() > 0;
            session.waitForReadyRead(50);
        }
        QVERIFY(hasTraded); // the key has been used

        // Of the first, which is of hundreds of megabytes, the plain forms are enough: it is the control.
        const auto whole = areInDump(session.processId(), {secret, passphrase.chopped(1)},
                                     {"set use-coredump-filter off", "set dump-excluded-mappings on"});
        const auto usual = areInDump(
            session.processId(),
            QByteArrayList{"omnitrade"} + formsOf(secret) + formsOf(key) + formsOf(passphrase.chopped(1)), {});
        session.terminate();
        QCOMPARE(endOf(session).code, 130);

        QVERIFY2(whole.value(0), "the control: the key's secret is in all memory, and is found");
        QVERIFY(!whole.value(1)); // V7: the passphrase has gone once the vault was opened
        QVERIFY2(usual.value(0), "the control: there is such a dump, of this program: its name is in the notes");
        QCOMPARE(usual.count(true), 1);
    }
};

QTEST_GUILESS_MAIN(TestCoreDumps)
#include "tst_core_dumps.moc"

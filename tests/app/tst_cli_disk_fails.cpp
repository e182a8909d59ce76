// F5, F6, S5: the disk is full, or its file system turns read-only, in the middle of a session at a venue. Nothing new
// is sent from then on, the program ends in words with what was durable, and the next start knows every order that the
// venue has.
//
// needs: app Qt6::Network
#include "tests/support/paper_venue.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

/// A file system of a test's own.
class Disk
{
public:
    explicit Disk(const QString& path)
        : m_path(path)
    {
        QDir().mkdir(path);
    }
    ~Disk()
    {
        if (m_isMounted) {
            run({"umount", "-l", m_path});
        }
    }
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    [[nodiscard]] bool mountInMemory()
    {
        m_isMounted = run({"mount", "-t", "tmpfs", "-o", "size=64m,mode=0700", "tmpfs", m_path});
        return m_isMounted;
    }
    /// An ext4 in a file, which turns read-only at its first error.
    [[nodiscard]] bool mountThatTurnsReadOnly(const QString& image)
    {
        QFile file(image);
        m_isMounted = file.open(QIODevice::WriteOnly) && file.resize(64 << 20)
            && run({"mkfs.ext4", "-q", "-O", "^has_journal", image})
            && run({"mount", "-o", "loop,errors=remount-ro", image, m_path}) && run({"chmod", "0700", m_path});
        return m_isMounted && !trigger().isEmpty();
    }
    /// From now on it takes nothing. False: that cannot be done here.
    [[nodiscard]] bool turnReadOnly()
    {
        QFile file(trigger());
        return file.open(QIODevice::WriteOnly) && file.write("a test\n") > 0;
    }
    /// Until not a byte more goes in.
    [[nodiscard]] bool fill()
    {
        QFile file(m_path + "/filling");
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
            return false;
        }
        for (const qint64 size : {qint64{1} << 20, qint64{4'096}, qint64{1}}) {
            const QByteArray part(size, 'x');
            while (file.write(part) == size) { }
        }
        return true;
    }
    void makeRoom()
    {
        QFile::remove(m_path + "/filling");
    }

private:
    static bool run(const QStringList& words)
    {
        return QProcess::execute(words.first(), words.mid(1)) == 0;
    }
    /// Of the kernel: makes the file system meet an error.
    [[nodiscard]] QString trigger() const
    {
        for (const auto& device : QDir("/sys/fs/ext4").entryList({"loop*"}, QDir::Dirs)) {
            const QString path = "/sys/fs/ext4/" + device + "/trigger_fs_error";
            QFile mounts("/proc/mounts");
            if (QFile::exists(path) && mounts.open(QIODevice::ReadOnly)
                && mounts.readAll().contains("/dev/" + device.toUtf8() + ' ' + m_path.toUtf8() + ' ')) {
                return path;
            }
        }
        return {};
    }

    QString m_path;
    bool m_isMounted = false;
};

} // namespace

class TestCliDiskFails : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsSentOnceTheDiskTakesNothing_data()
    {
        QTest::addColumn<bool>("isFull");
        QTest::newRow("full") << true;
        QTest::newRow("read-only") << false;
    }
    void nothingIsSentOnceTheDiskTakesNothing()
    {
        QFETCH(bool, isFull);
        QTemporaryDir home;
        Disk disk(home.filePath("disk"));
        if (isFull ? !disk.mountInMemory() : !disk.mountThatTurnsReadOnly(home.filePath("image"))) {
            QSKIP("A DISK THAT FAILS IN THE MIDDLE WAS NOT TESTED: this needs root, a loop device and mkfs.ext4");
        }
        PaperVenue venue;
        const QString profile = home.filePath("disk/profile");
        AskedRun run(profile, venue.session(profile), venue.environment());
        QVERIFY2(run.fillsUpTo(2), run.process.readAllStandardError().constData());

        if (isFull) {
            QVERIFY(disk.fill());
        } else if (!disk.turnReadOnly()) {
            QSKIP("A DISK THAT TURNS READ-ONLY WAS NOT TESTED: this kernel does not let one");
        }
        QVERIFY(run.process.waitForFinished(mostMilliseconds));

        const auto words = run.process.readAllStandardError();
        QVERIFY2(run.process.exitStatus() == QProcess::NormalExit && run.process.exitCode() == 1, words.constData());
        QVERIFY2(words.contains("journal"), words.constData());
        const auto there = venue.names();
        QTest::qWait(3'000);
        QCOMPARE(venue.names().size(), there.size());
        if (isFull) {
            disk.makeRoom();
            checkNextStart(venue, profile, there);
        }
    }

private:
    /// Whatever the venue has is known; it stays halted until a person has looked.
    static void checkNextStart(PaperVenue& venue, const QString& profile, const QStringList& there)
    {
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
        AskedRun next(profile, venue.session(profile), venue.environment());
        QVERIFY2(next.becomes([](const QJsonObject& now) { return now["phase"].toString() == "running"; }),
                 next.process.readAllStandardError().constData());
        QTest::qWait(3'000);
        const auto status = next.status();
        QVERIFY2(status["mode"].toString() == "halted" && !status["breakers"].toArray().isEmpty(),
                 QJsonDocument(status).toJson().constData());
        QCOMPARE(venue.names().size(), there.size());
        QCOMPARE(next.end(), 130);
        const auto known = runProgram({"journal", "export", profile, "--kind", "order"}).out;
        for (const auto& name : there) {
            QVERIFY2(known.contains(name.toUtf8()), name.toUtf8().constData());
        }
        // A person has looked, and it trades again.
        AskedRun again(profile, venue.session(profile, {"--rearm", "room was made on the disk"}), venue.environment());
        QVERIFY2(again.becomes([](const QJsonObject& now) { return now["mode"].toString() == "manual"; }),
                 QJsonDocument(again.status()).toJson() + again.process.readAllStandardError());
        QCOMPARE(again.end(), 130);
    }
};

QTEST_GUILESS_MAIN(TestCliDiskFails)
#include "tst_cli_disk_fails.moc"

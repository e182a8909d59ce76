#include "core/edge/platform/local_socket.h"

#include "core/edge/platform/secret_memory.h"
#include "tests/support/socket_pair.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <string>

#include <csignal>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace omni;
using namespace omni::platform;
using namespace omni::test;

namespace fs = std::filesystem;

namespace {

constexpr const char* name = "control.socket";

/// Runs `body` in a child process; what it returns, or -1 when the child died.
template<class Body> int inAChild(Body body)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::_exit(body());
    }
    int status = -1;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A process that served `profile` and was killed: its socket is left.
void leaveAStaleSocket(const fs::path& profile)
{
    inAChild([&] {
        const Serving serving(profile);
        return ::kill(::getpid(), SIGKILL);
    });
}

mode_t modeOf(const fs::path& path)
{
    struct stat facts = {};
    return ::lstat(path.c_str(), &facts) == 0 ? facts.st_mode : 0;
}

} // namespace

class TestLocalSocketPlace : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    int m_count = 0;

    fs::path aProfile()
    {
        const auto path = fs::path(m_place.path().toStdString()) / std::to_string(++m_count);
        return prepareProfile(path) ? path : fs::path();
    }

private slots:
    void theSocketIsForItsOwnerOnlyWhateverTheMask_data()
    {
        QTest::addColumn<int>("mask");
        QTest::newRow("nothing masked") << 0;
        QTest::newRow("the usual") << 022;
        QTest::newRow("everything masked") << 0777;
    }

    void theSocketIsForItsOwnerOnlyWhateverTheMask()
    {
        QFETCH(int, mask);
        const auto profile = aProfile();
        const auto lock = ProfileLock::take(profile);
        const mode_t before = ::umask(static_cast<mode_t>(mask));
        const auto server = LocalServer::listen(profile, *lock);
        ::umask(before);

        QVERIFY(server);
        QCOMPARE(modeOf(profile / name), static_cast<mode_t>(S_IFSOCK | 0600));
    }

    void saysThatNobodyServes()
    {
        QCOMPARE(LocalConnection::open(aProfile(), patience).error().code, Errc::NotFound);
        QCOMPARE(LocalConnection::open(aProfile() / "missing", patience).error().code, Errc::NotFound);
    }

    void theSocketGoesWithItsServer()
    {
        const auto profile = aProfile();
        {
            const Serving serving(profile);
            QVERIFY(fs::exists(fs::symlink_status(profile / name)));
        }
        QVERIFY(!fs::exists(fs::symlink_status(profile / name)));
    }

    void aServerLeavesWhatTookItsPlace()
    {
        const auto profile = aProfile();
        {
            const Serving serving(profile);
            fs::remove(profile / name);
            std::ofstream(profile / name) << "not yours";
        }
        QVERIFY(fs::is_regular_file(profile / name));
    }

    void theSocketOfADeadProcessIsReplaced()
    {
        const auto profile = aProfile();
        leaveAStaleSocket(profile);
        QVERIFY(S_ISSOCK(modeOf(profile / name)));
        QCOMPARE(LocalConnection::open(profile, patience).error().code, Errc::Unavailable);

        SocketPair pair(profile);

        QVERIFY(pair.caller->send(bytesOf("status"), patience));
        QCOMPARE(pair.served.receive(patience).value(), bytesOf("status"));
    }

    void theSocketOfADeadProcessStaysWithoutTheLockOfItsProfile()
    {
        const auto profile = aProfile();
        leaveAStaleSocket(profile);
        struct stat before = {};
        QVERIFY(::lstat((profile / name).c_str(), &before) == 0);
        const auto otherLock = ProfileLock::take(aProfile());

        QCOMPARE(LocalServer::listen(profile, *otherLock).error().code, Errc::Denied);

        struct stat after = {};
        QVERIFY(::lstat((profile / name).c_str(), &after) == 0);
        QCOMPARE(after.st_ino, before.st_ino);
    }

    void aSecondServerIsRefusedAndTheFirstGoesOn()
    {
        const auto profile = aProfile();
        Serving serving(profile);

        QCOMPARE(LocalServer::listen(profile, serving.lock).error().code, Errc::Conflict);
        QCOMPARE(inAChild([&] { return ProfileLock::take(profile) ? 1 : 0; }), 0);

        // The refused one has called to see who is there; it is the first in line.
        (void)serving.server.accept(patience);
        auto caller = LocalConnection::open(profile, patience);
        QVERIFY(caller);
        auto served = serving.server.accept(patience);
        QVERIFY(served);
        QVERIFY(caller->send(bytesOf("status"), patience));
        QCOMPARE(served->receive(patience).value(), bytesOf("status"));
    }

    void followsNoLinkAndTouchesNothingThatIsNoSocket()
    {
        const auto elsewhere = aProfile();
        const Serving serving(elsewhere);

        const auto linked = aProfile();
        fs::create_symlink(elsewhere / name, linked / name);
        const auto dangling = aProfile();
        fs::create_symlink(dangling / "target", dangling / name);
        const auto occupied = aProfile();
        std::ofstream(occupied / name) << "a file";

        for (const auto& profile : {linked, dangling, occupied}) {
            const mode_t before = modeOf(profile / name);
            const auto lock = ProfileLock::take(profile);
            QCOMPARE(LocalServer::listen(profile, *lock).error().code, Errc::Denied);
            QCOMPARE(LocalConnection::open(profile, patience).error().code, Errc::Denied);
            QCOMPARE(modeOf(profile / name), before);
        }
        QVERIFY(!fs::exists(dangling / "target"));

        const auto link = aProfile() / "link";
        fs::create_symlink(elsewhere, link);
        QCOMPARE(LocalConnection::open(link, patience).error().code, Errc::Denied);
        QCOMPARE(LocalConnection::open(link / "", patience).error().code, Errc::Denied);
        QCOMPARE(LocalServer::listen(link, serving.lock).error().code, Errc::Denied);
    }

    // A socket's address has room for 107 bytes. Around that edge and far beyond it, nobody notices.
    void servesAProfileHoweverLongItsPathIs()
    {
        const auto base = aProfile();
        const std::string tail = std::string("/") + name;
        for (const std::size_t length : {104U, 105U, 106U, 107U, 108U, 109U, 110U, 250U}) {
            const auto profile = base / std::string(length - tail.size() - base.string().size() - 1, 'p');
            QCOMPARE((profile.string() + tail).size(), length);
            QVERIFY(prepareProfile(profile));

            SocketPair pair(profile);
            QCOMPARE(modeOf(profile / name), static_cast<mode_t>(S_IFSOCK | 0600));
            QVERIFY(pair.caller->send(bytesOf("status"), patience));
            QCOMPARE(pair.served.receive(patience).value(), bytesOf("status"));
        }
    }

    void refusesAPathThatTheSystemRefuses()
    {
        const auto profile = aProfile();
        const auto lock = ProfileLock::take(profile);
        const auto tooLong = profile / std::string(5'000, 'p');

        QVERIFY(!LocalServer::listen(tooLong, *lock));
        QVERIFY(!LocalConnection::open(tooLong, patience));
    }

    // The way through /proc/self must also be open to a process that may not be dumped, whose /proc is root's.
    void servesALongPathWithoutCoreDumpsAndWithoutRoot()
    {
        if (::geteuid() != 0) {
            QSKIP("Not root: the test cannot become another user, so it says nothing about a process without rights.");
        }
        QVERIFY(::chmod(m_place.path().toStdString().c_str(), 0755) == 0);
        const auto profile = fs::path(m_place.path().toStdString()) / std::string(150, 'n');
        QVERIFY(prepareProfile(profile));
        QVERIFY(::chown(profile.c_str(), 65'534, 65'534) == 0);

        const int failed = inAChild([&] {
            // Who changes the user is not dumpable any more; a program that a user starts is.
            if (::setgid(65'534) != 0 || ::setuid(65'534) != 0 || ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0
                || !forbidCoreDumps()) {
                return 1;
            }
            const auto lock = ProfileLock::take(profile);
            auto server = LocalServer::listen(profile, *lock);
            if (!server) {
                return 2;
            }
            auto caller = LocalConnection::open(profile, patience);
            return !caller ? 3 : !server->accept(patience) ? 4 : 0;
        });

        QCOMPARE(failed, 0);
    }
};

QTEST_APPLESS_MAIN(TestLocalSocketPlace)
#include "tst_local_socket_place.moc"

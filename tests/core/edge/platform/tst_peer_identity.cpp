#include "core/edge/platform/peer_identity.h"

#include "tests/support/socket_pair.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

using namespace omni;
using namespace omni::platform;
using namespace omni::test;

namespace fs = std::filesystem;

namespace {

constexpr uid_t nobody = 65'534;

template<class Body> pid_t startChild(Body body)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::_exit(body());
    }
    return pid;
}

int resultOf(pid_t child)
{
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool becomeNobody()
{
    return ::setgid(nobody) == 0 && ::setuid(nobody) == 0;
}

/// `::bind` or `::connect` to the socket of `profile`, past the checks of our own ends; 0 or the error.
template<class Call> int byHand(Call call, int socket, const fs::path& profile)
{
    struct sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    (profile / "control.socket").string().copy(address.sun_path, sizeof address.sun_path - 1);
    return call(socket, reinterpret_cast<const struct sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
}

/// Its exit status, from the code of what opening `profile` gave: 0 for a connection.
int callAsNobody(const fs::path& profile)
{
    if (!becomeNobody()) {
        return 100;
    }
    const auto connection = LocalConnection::open(profile, patience);
    return connection ? 0 : 1 + static_cast<int>(connection.error().code);
}

constexpr int wasDenied = 1 + static_cast<int>(Errc::Denied);

} // namespace

class TestPeerIdentity : public QObject
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
    void bothEndsKnowEachOther()
    {
        const auto profile = aProfile();
        Serving serving(profile);
        const pid_t server = ::getpid();
        const pid_t child = startChild([&] {
            const auto connection = LocalConnection::open(profile, patience);
            return connection && connection->peer().pid == static_cast<std::uint64_t>(server) ? 0 : 1;
        });

        const auto served = serving.server.accept(patience);

        QVERIFY(served);
        QCOMPARE(served->peer().pid, static_cast<std::uint64_t>(child));
        QCOMPARE(served->peer().userId, std::to_string(::getuid()));
        QCOMPARE(resultOf(child), 0);
    }

    // Whoever can reach the socket at all: here a mistaken chmod opens every door before it.
    void theServerTurnsAwayAnotherUserAndGoesOn()
    {
        if (::geteuid() != 0) {
            QSKIP("Not root: the test cannot become another user, so it does not show that one is turned away.");
        }
        const auto profile = aProfile();
        Serving serving(profile);
        QVERIFY(::chmod(m_place.path().toStdString().c_str(), 0755) == 0);
        QVERIFY(::chmod(profile.c_str(), 0755) == 0);
        QVERIFY(::chmod((profile / "control.socket").c_str(), 0666) == 0);
        const pid_t child = startChild([&] {
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            if (!becomeNobody() || byHand(::connect, fd, profile) != 0) {
                return 1;
            }
            char byte = 0;
            return ::read(fd, &byte, 1) == 0 ? 0 : 2; // turned away without a word
        });

        const auto refused = serving.server.accept(patience);

        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Denied);
        QVERIFY(refused.error().detail.find("65534") != std::string::npos);
        QCOMPARE(resultOf(child), 0);
        const auto ours = LocalConnection::open(profile, patience);
        QVERIFY(ours);
        QVERIFY(serving.server.accept(patience));
    }

    // V33: a second user tries.
    void anotherUserDoesNotEvenReachTheSocket_data()
    {
        QTest::addColumn<int>("modeOfProfile");
        QTest::newRow("a profile as it is made") << 0700;
        QTest::newRow("a profile that others may read") << 0755;
    }

    void anotherUserDoesNotEvenReachTheSocket()
    {
        if (::geteuid() != 0) {
            QSKIP("Not root: the test cannot become another user, so it does not show that one is kept out.");
        }
        QFETCH(int, modeOfProfile);
        const auto profile = aProfile();
        Serving serving(profile);
        QVERIFY(::chmod(m_place.path().toStdString().c_str(), 0755) == 0);
        QVERIFY(::chmod(profile.c_str(), static_cast<mode_t>(modeOfProfile)) == 0);

        QCOMPARE(resultOf(startChild([&] { return callAsNobody(profile); })), wasDenied);

        // The kernel refuses by the mode of the file, too.
        const pid_t child = startChild([&] {
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            return becomeNobody() && byHand(::connect, fd, profile) == EACCES ? 0 : 1;
        });
        QCOMPARE(resultOf(child), 0);
        QCOMPARE(serving.server.accept(atOnce).error().code, Errc::TimedOut);
    }

    // The profile is ours, the process that listens in it is not: it became another user on the way.
    void theCallerRefusesAServerOfAnotherUser()
    {
        if (::geteuid() != 0) {
            QSKIP("Not root: the test cannot become another user, so it does not show that one's server is refused.");
        }
        const auto profile = aProfile();
        int ready[2] = {-1, -1};
        QVERIFY(::pipe(ready) == 0);
        const pid_t child = startChild([&] {
            // The socket's file is root's; the kernel notes who begins to listen.
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            const bool isListening = byHand(::bind, fd, profile) == 0 && becomeNobody() && ::listen(fd, 4) == 0;
            (void)!::write(ready[1], isListening ? "y" : "n", 1);
            char byte = 0;
            return ::read(::accept(fd, nullptr, nullptr), &byte, 1) == 0 ? 0 : 1; // not a byte was sent
        });
        char answer = '?';
        QVERIFY(::read(ready[0], &answer, 1) == 1);
        QCOMPARE(answer, 'y');

        const auto connection = LocalConnection::open(profile, patience);

        QVERIFY(!connection);
        QCOMPARE(connection.error().code, Errc::Denied);
        QVERIFY(connection.error().detail.find("65534") != std::string::npos);
        ::close(ready[0]);
        ::close(ready[1]);
        QCOMPARE(resultOf(child), 0);
    }

    // The answer is about the moment of the connection: rights that a process takes on later do not count.
    void theUserIsTheOneWhoConnected()
    {
        if (::geteuid() != 0) {
            QSKIP("Not root: the test cannot become another user, so it does not show when the user is read.");
        }
        int ends[2] = {-1, -1};
        const pid_t child = startChild([&] {
            if (::seteuid(nobody) != 0 || ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0 || ::seteuid(0) != 0) {
                return 1;
            }
            const auto peer = peerIdentity(ends[0]);
            return peer && peer->userId == "65534" && peerOfSameUser(ends[0]).error().code == Errc::Denied ? 0 : 2;
        });
        QCOMPARE(resultOf(child), 0);
    }

    void whatIsNoConnectedSocketHasNoPeer()
    {
        const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        const int alone = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

        QVERIFY(!peerIdentity(-1));
        QVERIFY(!peerIdentity(file));
        QVERIFY(!peerIdentity(alone));
        QVERIFY(!peerOfSameUser(alone));
        ::close(file);
        ::close(alone);
    }
};

QTEST_APPLESS_MAIN(TestPeerIdentity)
#include "tst_peer_identity.moc"

#include "core/edge/platform/local_socket.h"

#include "tests/support/socket_pair.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/resource.h>

using namespace omni;
using namespace omni::platform;
using namespace omni::test;

namespace fs = std::filesystem;

namespace {

bool isReadable(std::intptr_t descriptor)
{
    struct pollfd one = {static_cast<int>(descriptor), POLLIN, 0};
    return ::poll(&one, 1, 0) == 1 && (one.revents & POLLIN) != 0;
}

/// All descriptors of the process are in use while this lives.
class NoDescriptors
{
public:
    NoDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        struct rlimit few = m_before;
        few.rlim_cur = 256;
        ::setrlimit(RLIMIT_NOFILE, &few);
        for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) {
            m_taken.push_back(fd);
        }
    }
    ~NoDescriptors()
    {
        while (!m_taken.empty()) {
            giveOneBack();
        }
        ::setrlimit(RLIMIT_NOFILE, &m_before);
    }
    void giveOneBack()
    {
        ::close(m_taken.back());
        m_taken.pop_back();
    }

private:
    struct rlimit m_before = {};
    std::vector<int> m_taken;
};

} // namespace

class TestLocalSocket : public QObject
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
    void aMessageGoesBothWays()
    {
        SocketPair pair(aProfile());

        QVERIFY(pair.caller->send(bytesOf("status"), patience));
        QCOMPARE(pair.served.receive(patience).value(), bytesOf("status"));
        QVERIFY(pair.served.send(bytesOf("halted"), patience));
        QVERIFY(pair.served.send({}, patience));
        QCOMPARE(pair.caller->receive(patience).value(), bytesOf("halted"));
        QCOMPARE(pair.caller->receive(patience).value(), Bytes());
    }

    void eachCallerHasItsOwnConnection()
    {
        const auto profile = aProfile();
        SocketPair first(profile);
        auto caller = LocalConnection::open(profile, patience);
        auto served = first.serving.server.accept(patience);

        QVERIFY(caller->send(bytesOf("second"), patience));
        QVERIFY(first.caller->send(bytesOf("first"), patience));

        QCOMPARE(first.served.receive(patience).value(), bytesOf("first"));
        QCOMPARE(served->receive(patience).value(), bytesOf("second"));
    }

    // Raw pieces of random lengths, with an impatient receiver between them: it may lose nothing and invent nothing.
    void theSameMessagesArriveHoweverTheStreamIsCut()
    {
        SocketPair pair(aProfile());
        std::mt19937_64 random(4'711);
        for (int round = 0; round < 1'000; ++round) {
            std::vector<Bytes> sent;
            Bytes stream;
            for (std::uint64_t i = 1 + random() % 5; i > 0; --i) {
                sent.emplace_back(random() % (random() % 10 == 0 ? 5'000 : 10), static_cast<std::byte>(random() & 255));
                const auto header = frameHeader(sent.back().size());
                stream.insert(stream.end(), header.begin(), header.end());
                stream.insert(stream.end(), sent.back().begin(), sent.back().end());
            }

            std::vector<Bytes> received;
            for (std::span<const std::byte> rest(stream); !rest.empty();) {
                const std::size_t count = std::min<std::size_t>(rest.size(), 1 + random() % 700);
                QVERIFY(writeRaw(*pair.caller, rest.first(count)));
                rest = rest.subspan(count);
                auto message = pair.served.receive(atOnce);
                while (message) {
                    received.push_back(std::move(*message));
                    message = pair.served.receive(atOnce);
                }
                QCOMPARE(message.error().code, Errc::TimedOut);
            }
            QVERIFY2(received == sent, qPrintable(QString("round %1").arg(round)));
        }
    }

    void theLongestMessageArrivesWhole()
    {
        SocketPair pair(aProfile());
        std::mt19937_64 random(9);
        Bytes message(mostMessageBytes);
        std::ranges::generate(message, [&] { return static_cast<std::byte>(random() & 255); });

        bool isSent = false;
        std::thread sender([&] { isSent = pair.caller->send(message, patience).has_value(); });
        const auto received = pair.served.receive(patience);
        sender.join();

        QVERIFY(isSent);
        QVERIFY(received);
        QVERIFY(*received == message);
    }

    void sendsNothingOfAMessageThatIsTooLong()
    {
        SocketPair pair(aProfile());

        QCOMPARE(pair.caller->send(Bytes(mostMessageBytes + 1), patience).error().code, Errc::Invalid);

        QVERIFY(!isReadable(pair.served.descriptor()));
        QVERIFY(pair.caller->send(bytesOf("short"), patience));
        QCOMPARE(pair.served.receive(patience).value(), bytesOf("short"));
    }

    void refusesALengthThatIsTooLongForGood()
    {
        SocketPair pair(aProfile());
        const std::array length{std::byte{1}, std::byte{0}, std::byte{16}, std::byte{0}}; // 1 MiB and one byte
        QVERIFY(writeRaw(*pair.caller, length));
        QVERIFY(pair.caller->send(bytesOf("kill"), patience));

        QCOMPARE(pair.served.receive(patience).error().code, Errc::Invalid);
        QCOMPARE(pair.served.receive(patience).error().code, Errc::Invalid);
        QVERIFY(pair.served.send(bytesOf("too long"), patience));
        QCOMPARE(pair.caller->receive(patience).value(), bytesOf("too long"));
    }

    void aPeerThatDoesNotReadEndsTheSendingInTime()
    {
        SocketPair pair(aProfile());

        QCOMPARE(pair.caller->send(Bytes(mostMessageBytes), atOnce).error().code, Errc::TimedOut);

        // Half a message is out: another one after it would be read as its rest.
        QCOMPARE(pair.caller->send(bytesOf("kill"), patience).error().code, Errc::Unavailable);
        pair.caller.reset();
        QCOMPARE(pair.served.receive(patience).error().code, Errc::Invalid);
    }

    // As `nc -N` does: it says that it is done, and waits for the answer.
    void aHalfClosedPeerStillGetsItsAnswer()
    {
        SocketPair pair(aProfile());
        QVERIFY(pair.caller->send(bytesOf("status"), patience));
        pair.caller->finishSending();

        QCOMPARE(pair.served.receive(patience).value(), bytesOf("status"));
        QCOMPARE(pair.served.receive(patience).error().code, Errc::Unavailable);
        QVERIFY(pair.served.send(bytesOf("halted"), patience));
        QCOMPARE(pair.caller->receive(patience).value(), bytesOf("halted"));
    }

    void whatWasSentBeforeThePeerLeftIsRead()
    {
        SocketPair pair(aProfile());
        QVERIFY(pair.caller->send(bytesOf("kill"), patience));
        pair.caller.reset();

        QCOMPARE(pair.served.receive(patience).value(), bytesOf("kill"));
        QCOMPARE(pair.served.receive(patience).error().code, Errc::Unavailable);
    }

    void aMessageThatWasCutOffIsNone()
    {
        for (const std::size_t size : {1U, 3U, 4U, 6U}) {
            SocketPair pair(aProfile());
            const std::array bytes{std::byte{3}, std::byte{0},   std::byte{0},
                                   std::byte{0}, std::byte{'a'}, std::byte{'b'}};
            QVERIFY(writeRaw(*pair.caller, std::span(bytes).first(size)));
            pair.caller.reset();

            QCOMPARE(pair.served.receive(patience).error().code, Errc::Invalid);
            QCOMPARE(pair.served.receive(patience).error().code, Errc::Invalid);
        }
    }

    // SIGPIPE would end the program.
    void sendingToAPeerThatIsGoneIsAnAnswer()
    {
        SocketPair pair(aProfile());
        pair.caller.reset();

        QCOMPARE(pair.served.send(bytesOf("halted"), patience).error().code, Errc::Unavailable);
    }

    void canBeWaitedForByAnEventLoop()
    {
        const auto profile = aProfile();
        Serving serving(profile);
        QVERIFY(!isReadable(serving.server.descriptor()));
        auto caller = LocalConnection::open(profile, patience);
        QVERIFY(isReadable(serving.server.descriptor()));
        auto served = serving.server.accept(atOnce);
        QVERIFY(served);
        QVERIFY(!isReadable(served->descriptor()));
        QVERIFY(caller->send(bytesOf("status"), patience));
        QVERIFY(isReadable(served->descriptor()));
    }

    void waitsNoLongerThanItIsTold()
    {
        SocketPair pair(aProfile());

        QCOMPARE(pair.serving.server.accept(atOnce).error().code, Errc::TimedOut);
        QCOMPARE(pair.serving.server.accept({-1}).error().code, Errc::TimedOut);
        QCOMPARE(pair.served.receive(milliseconds(1)).error().code, Errc::TimedOut);
        QCOMPARE(pair.served.receive({std::numeric_limits<std::int64_t>::min()}).error().code, Errc::TimedOut);
        QVERIFY(pair.caller->send(bytesOf("x"), {std::numeric_limits<std::int64_t>::max()}));
        QVERIFY(pair.served.receive({std::numeric_limits<std::int64_t>::max()}));
    }

    // A server that accepts nobody may not hold up who calls.
    void aCallerGivesUpWhenTheLineIsFull()
    {
        const auto profile = aProfile();
        const Serving serving(profile);
        std::vector<LocalConnection> line;
        auto last = LocalConnection::open(profile, milliseconds(1));
        while (last && line.size() < 100) {
            line.push_back(std::move(*last));
            last = LocalConnection::open(profile, milliseconds(1));
        }
        QVERIFY(line.size() >= 16 && line.size() < 100);
        QCOMPARE(last.error().code, Errc::TimedOut);
    }

    void acceptsNobodyOnceItWasStopped()
    {
        const auto profile = aProfile();
        Serving serving(profile);
        auto caller = LocalConnection::open(profile, patience);
        serving.server.stop();

        QCOMPARE(serving.server.accept(patience).error().code, Errc::Unavailable);
        QCOMPARE(serving.server.accept(patience).error().code, Errc::Unavailable);
    }

    // F72: without a descriptor left, one more caller is heard, and can kill. The next waits in line and is not lost.
    void hearsOneCallerWithoutAnyDescriptorLeft()
    {
        const auto profile = aProfile();
        Serving serving(profile);
        auto first = LocalConnection::open(profile, patience);
        auto second = LocalConnection::open(profile, patience);
        NoDescriptors exhausted;

        auto served = serving.server.accept(patience);
        QVERIFY(served);
        QVERIFY(first->send(bytesOf("kill"), patience));
        QCOMPARE(served->receive(patience).value(), bytesOf("kill"));

        QCOMPARE(serving.server.accept(patience).error().code, Errc::Full);
        exhausted.giveOneBack();
        QVERIFY(serving.server.accept(patience));
    }
};

QTEST_APPLESS_MAIN(TestLocalSocket)
#include "tst_local_socket.moc"

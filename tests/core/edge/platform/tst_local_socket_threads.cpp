#include "core/edge/platform/local_socket.h"

#include "tests/support/socket_pair.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

using namespace omni;
using namespace omni::platform;
using namespace omni::test;

namespace fs = std::filesystem;

namespace {

/// Answers every message with itself until its caller leaves.
void echo(LocalConnection connection)
{
    for (auto message = connection.receive(patience); message; message = connection.receive(patience)) {
        if (!connection.send(*message, patience)) {
            return;
        }
    }
}

/// Messages of seeded sizes and contents, there and back; how many came back as they went.
int talk(const fs::path& profile, std::uint64_t seed, int messages)
{
    std::mt19937_64 random(seed);
    auto connection = LocalConnection::open(profile, patience);
    int same = 0;
    for (int i = 0; connection && i < messages; ++i) {
        const Bytes sent(random() % (i % 20 == 0 ? 50'000 : 200), static_cast<std::byte>(random() & 255));
        if (!connection->send(sent, patience)) {
            return same;
        }
        const auto back = connection->receive(patience);
        same += back && *back == sent ? 1 : 0;
    }
    return same;
}

/// Runs `body` on a thread of its own and waits for it. What races in there is made, started and owned outside of Qt,
/// so that no suppression of Qt's own frames can hide a report of the thread sanitizer.
template<class Body> void awayFromQt(Body body)
{
    std::thread(body).join();
}

} // namespace

class TestLocalSocketThreads : public QObject
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
    void twentyCallersAtOnceEachGetTheirOwnAnswers()
    {
        const auto profile = aProfile();
        std::atomic<int> same{0};
        awayFromQt([&] {
            Serving serving(profile);
            std::vector<std::thread> callers;
            std::vector<std::thread> servants;
            for (std::uint64_t seed = 1; seed <= 20; ++seed) {
                callers.emplace_back([&, seed] { same += talk(profile, seed, 100); });
            }
            for (std::size_t i = 0; i < 20; ++i) {
                auto connection = serving.server.accept(patience);
                if (connection) {
                    servants.emplace_back(echo, std::move(*connection));
                }
            }
            for (auto& caller : callers) {
                caller.join();
            }
            for (auto& servant : servants) {
                servant.join();
            }
        });
        QCOMPARE(same.load(), 2'000);
    }

    void stopWakesWhoWaitsForACaller()
    {
        const auto profile = aProfile();
        Errc code = Errc::Invalid;
        awayFromQt([&] {
            Serving serving(profile);
            std::thread waiting([&] { code = serving.server.accept(days(1)).error().code; });
            serving.server.stop();
            waiting.join();
        });
        QCOMPARE(code, Errc::Unavailable);
    }

    void cancelWakesWhoWaitsForAMessage()
    {
        const auto profile = aProfile();
        Errc code = Errc::Invalid;
        awayFromQt([&] {
            SocketPair pair(profile);
            std::thread waiting([&] { code = pair.served.receive(days(1)).error().code; });
            pair.served.cancel();
            waiting.join();
        });
        QCOMPARE(code, Errc::Unavailable);
    }

    void cancelWakesWhoWaitsForRoom()
    {
        const auto profile = aProfile();
        Errc code = Errc::Invalid;
        awayFromQt([&] {
            SocketPair pair(profile);
            std::thread waiting([&] { code = pair.served.send(Bytes(mostMessageBytes), days(1)).error().code; });
            pair.served.cancel();
            waiting.join();
        });
        QCOMPARE(code, Errc::Unavailable);
    }

    // Both ends send a megabyte before either has read one: neither buffer could hold it.
    void oneThreadSendsWhileAnotherReceives()
    {
        const auto profile = aProfile();
        std::atomic<int> whole{0};
        awayFromQt([&] {
            SocketPair pair(profile);
            const Bytes message(mostMessageBytes, std::byte{7});
            const auto exchange = [&](LocalConnection& end) {
                std::thread sender([&] { whole += end.send(message, patience) ? 1 : 0; });
                const auto received = end.receive(patience);
                whole += received && *received == message ? 1 : 0;
                sender.join();
            };
            std::thread other([&] { exchange(pair.served); });
            exchange(*pair.caller);
            other.join();
        });
        QCOMPARE(whole.load(), 4);
    }

    // Whoever is slow, silent or talks nonsense holds up nobody else.
    void aSilentCallerDoesNotDelayTheNext()
    {
        const auto profile = aProfile();
        int same = 0;
        awayFromQt([&] {
            SocketPair silent(profile);
            std::thread servant([&] { echo(std::move(silent.served)); });
            std::thread caller([&] { same = talk(profile, 5, 50); });
            auto next = silent.serving.server.accept(patience);
            if (next) {
                echo(std::move(*next));
            }
            caller.join();
            silent.caller.reset();
            servant.join();
        });
        QCOMPARE(same, 50);
    }
};

QTEST_APPLESS_MAIN(TestLocalSocketThreads)
#include "tst_local_socket_threads.moc"

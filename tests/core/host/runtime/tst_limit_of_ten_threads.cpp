// S3 with many who submit: sixty-four clients on threads of their own throw commands at a real live session whose limit
// has room for ten units. The venue counts in its own book: never above ten, whatever the order in which they came, and
// never stuck below once what had stood in the way is gone.
//
// needs: host/runtime desk/driver desk/sim

#include "tests/support/crowded_session.h"

#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace omni;
using namespace omni::test;
using risk::Rule;

namespace {

constexpr int clientCount = 64;
constexpr std::int64_t units = 10;
#if defined(OMNI_SANITIZED)
constexpr int usualRounds = 25;
#else
constexpr int usualRounds = 80;
#endif

/// Of each limit; OMNI_LIMIT_ROUNDS says how many in place of a sample (scripts/long load).
int roundsOfEach()
{
    const int told = qEnvironmentVariableIntValue("OMNI_LIMIT_ROUNDS");
    return told > 0 ? told : usualRounds;
}

/// Which limit has room for ten, and what a unit of it is.
struct TenUnits {
    Rule rule = Rule::PositionSize;
    int instruments = 1;
    bool fills = true; ///< What is accepted may fill; else it all rests.
    bool countsOrders = false; ///< A unit is an open order; else a lot that is held or may be.

    [[nodiscard]] risk::Limits limits() const
    {
        // Ten lots at 100.01 are 1'000.10 dollars of 100'000, eleven are 1'100.11.
        constexpr BasisPoints tenLots{105};
        risk::Limits limits;
        limits.positionPerTrade = rule == Rule::PositionSize ? tenLots : BasisPoints{500};
        limits.grossExposure = rule == Rule::GrossExposure ? tenLots : BasisPoints{8'000};
        limits.openOrders = rule == Rule::OpenOrders ? static_cast<std::int32_t>(units) : 10'000;
        limits.ordersPerMinute = 1'000'000; // pace is another promise
        limits.duplicateWindow = {};
        return limits;
    }
    [[nodiscard]] std::int64_t of(const Risked& risked) const
    {
        return countsOrders ? risked.entries : risked.lots;
    }
};

/// Lets all clients go at once, again and again.
class StartingLine
{
public:
    /// A client: waits for the next round; false: there is none.
    [[nodiscard]] bool wait(int& round)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_round != round || m_isOver; });
        round = m_round;
        return !m_isOver;
    }
    void arrive()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_arrived;
        m_changed.notify_all();
    }
    /// True: all came home within a minute.
    [[nodiscard]] bool runOne(int clients)
    {
        std::unique_lock lock(m_mutex);
        m_arrived = 0;
        ++m_round;
        m_changed.notify_all();
        return m_changed.wait_for(lock, std::chrono::minutes(1), [&] { return m_arrived == clients; });
    }
    void end()
    {
        const std::scoped_lock lock(m_mutex);
        m_isOver = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_round = 0, m_arrived = 0;
    bool m_isOver = false;
};

/// One of the sixty-four: submits, and takes back some of what was taken.
class Client
{
public:
    Client(CrowdedSession& session, const TenUnits& ten, int number, std::uint64_t seed)
        : m_session(session)
        , m_ten(ten)
        , m_number(static_cast<std::uint64_t>(number))
        , m_random(seed + m_number)
    {
    }
    void run(StartingLine& line)
    {
        for (int round = 0; line.wait(round);) {
            play();
            line.arrive();
        }
    }
    std::atomic<int> accepted{0}, refused{0}, others{0};

private:
    void play()
    {
        const auto turns = m_random.between(1, 3);
        for (std::int64_t turn = 0; turn < turns; ++turn) {
            const InstrumentId instrument{1 + m_random.below(static_cast<std::uint64_t>(m_ten.instruments))};
            const std::int64_t lots = m_ten.countsOrders ? 1 : m_random.between(1, 3);
            const Facts facts = m_session.buy(instrument, lots, m_number);
            const auto* planned = factIn<events::OrderPlanned>(facts);
            const auto* refusal = factIn<events::OrderRefused>(facts);
            if (planned != nullptr) {
                ++accepted;
                if (m_random.below(3) == 0) {
                    static_cast<void>(m_session.ask(events::CancelOrder{planned->ticket.id}, m_number));
                }
            } else if (refusal != nullptr && refusal->refusal.rule == m_ten.rule) {
                ++refused;
            } else {
                ++others;
            }
        }
    }

    CrowdedSession& m_session;
    const TenUnits& m_ten;
    std::uint64_t m_number;
    SeededRandom m_random;
};

/// The clients of a session on their threads; they go home with it.
class Crowd
{
public:
    Crowd(CrowdedSession& session, const TenUnits& ten, std::uint64_t seed)
    {
        for (int i = 0; i < clientCount; ++i) {
            m_clients.push_back(std::make_unique<Client>(session, ten, i + 1, seed));
        }
        for (auto& client : m_clients) {
            m_threads.emplace_back([this, &client] { client->run(m_line); });
        }
    }
    ~Crowd()
    {
        m_line.end();
        for (auto& thread : m_threads) {
            thread.join();
        }
    }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    [[nodiscard]] bool runOne()
    {
        return m_line.runOne(clientCount);
    }
    [[nodiscard]] int count(std::atomic<int> Client::*what) const
    {
        int sum = 0;
        for (const auto& client : m_clients) {
            sum += (*client).*what;
        }
        return sum;
    }

private:
    StartingLine m_line;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::vector<std::thread> m_threads;
};

} // namespace

class TestLimitOfTenThreads : public QObject
{
    Q_OBJECT

private slots:
    void sixtyFourClientsNeverGetMoreThanTenAndAlwaysAllOfThem_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<int>("instruments");
        QTest::addColumn<bool>("fills");
        QTest::addColumn<bool>("countsOrders");
        QTest::newRow("position") << static_cast<int>(Rule::PositionSize) << 1 << true << false;
        QTest::newRow("gross exposure of three") << static_cast<int>(Rule::GrossExposure) << 3 << true << false;
        QTest::newRow("open orders") << static_cast<int>(Rule::OpenOrders) << 2 << false << true;
    }
    void sixtyFourClientsNeverGetMoreThanTenAndAlwaysAllOfThem()
    {
        QFETCH(int, rule);
        QFETCH(int, instruments);
        QFETCH(bool, fills);
        QFETCH(bool, countsOrders);
        const TenUnits ten{static_cast<Rule>(rule), instruments, fills, countsOrders};
        constexpr std::uint64_t seed = 2026;
        CrowdedSession session(ten.limits(), instruments, fills, seed);
        session.start();
        QVERIFY(session.hasOpened());
        {
            Crowd crowd(session, ten, seed);
            const int rounds = roundsOfEach();
            for (int round = 1; round <= rounds; ++round) {
                const auto where = QByteArray("round ") + QByteArray::number(round);
                QVERIFY2(session.pass() && crowd.runOne(), where.constData());
                QVERIFY2(session.isSettled(), where.constData());

                fillUp(session, ten);

                QVERIFY2(session.isSettled(), where.constData());
                QVERIFY2(ten.of(session.venue.most()) == units,
                         where
                             + QByteArray(": most ").append(
                                 QByteArray::number(static_cast<qlonglong>(ten.of(session.venue.most())))));
                QVERIFY2(ten.of(session.venue.now()) == units,
                         where
                             + QByteArray(": stuck at ")
                                   .append(QByteArray::number(static_cast<qlonglong>(ten.of(session.venue.now())))));
                QVERIFY2(session.isCleared(), where.constData());
            }
            QCOMPARE(crowd.count(&Client::others), 0);
            QVERIFY(crowd.count(&Client::accepted) >= rounds * 5);
            QVERIFY(crowd.count(&Client::refused) >= rounds * 5); // they did stand in each other's way
        }
        session.end();
        QVERIFY(session.how);
        QVERIFY(!session.venue.isSentTwice);
        const Digest hash = session.desk->engine().hash();
        const auto replayed = session.replayed();
        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        QCOMPARE(hexText(replayed->hash), hexText(hash));
    }

private:
    /// One unit at a time until the limit says no: what the crowd has left free must be there to be taken. What expires
    /// at the venue, or fills, is tried on.
    static void fillUp(CrowdedSession& session, const TenUnits& ten)
    {
        for (int tries = 0; tries < 200; ++tries) {
            const InstrumentId instrument{1 + static_cast<std::uint64_t>(tries % ten.instruments)};
            const Facts facts = session.buy(instrument, 1, 0);
            const bool isFull = factIn<events::OrderPlanned>(facts) == nullptr;
            const std::int64_t taken = session.isSettled() ? ten.of(session.venue.now()) : units + 1;
            if (taken > units || (isFull && taken == units)) {
                return;
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLimitOfTenThreads)
#include "tst_limit_of_ten_threads.moc"

// needs: edge/security/key_service
//
// A lease is renewed at two thirds of its life; one that is lost is told once, and a session ends by its own time. F55.

#include "core/edge/security/key_service/lease_keeper.h"

#include <QCoroTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace omni;
using namespace omni::keyservice;

namespace {

constexpr Duration wholeDay = hours(24);

QCoro::Task<Result<Lease>> slowly(int& asked)
{
    ++asked;
    QTimer timer;
    timer.start(100);
    co_await timer;
    ++asked;
    co_return Lease{milliseconds(30), true};
}

} // namespace

class TestLeaseKeeper : public QObject
{
    Q_OBJECT

    int m_asked = 0;
    Result<Lease> m_answer = Lease{};

    LeaseKeeper::Renew renew()
    {
        return [this]() -> QCoro::Task<Result<Lease>> {
            ++m_asked;
            co_return m_answer;
        };
    }

private slots:
    void init()
    {
        m_asked = 0;
    }

    void isRenewedAtTwoThirdsOfItsLife()
    {
        QCOMPARE(renewalAfter({seconds(90), true}).ns, seconds(60).ns);
        QCOMPARE(renewalAfter({seconds(90), false}).ns, std::int64_t{0});
        QCOMPARE(renewalAfter({{}, true}).ns, std::int64_t{0});
    }

    void livesAsLongAsItIsRenewed()
    {
        m_answer = Lease{milliseconds(600), true};
        LeaseKeeper keeper({milliseconds(600), true}, renew(), {wholeDay, milliseconds(20)});
        QSignalSpy lost(&keeper, &LeaseKeeper::lost);

        QTRY_VERIFY_WITH_TIMEOUT(m_asked >= 3, 20'000);
        QVERIFY(keeper.isAlive());
        QCOMPARE(lost.size(), 0);
    }

    void aRefusalLosesItAtOnceAndOnce()
    {
        m_answer = failure(Errc::Denied, "the token was taken");
        LeaseKeeper keeper({milliseconds(600), true}, renew(), {wholeDay, milliseconds(1)});
        QSignalSpy lost(&keeper, &LeaseKeeper::lost);
        QSignalSpy ended(&keeper, &LeaseKeeper::ended);

        QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 20'000);
        QVERIFY(lost[0][0].toString().contains("taken"));
        QVERIFY(!keeper.isAlive());
        QCOMPARE(m_asked, 1);
        QCOMPARE(ended.size(), 0); // what is open stays open
    }

    void aServiceThatIsAwayIsAskedUntilTheLeaseIsOver()
    {
        m_answer = failure(Errc::Unavailable, "sealed");
        LeaseKeeper keeper({milliseconds(900), true}, renew(), {wholeDay, milliseconds(20)});
        QSignalSpy lost(&keeper, &LeaseKeeper::lost);

        QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 20'000);
        QVERIFY2(m_asked >= 1, "nobody was asked");
        QVERIFY(!keeper.isAlive());
    }

    void oneThatCannotBeRenewedEnds()
    {
        LeaseKeeper keeper({milliseconds(50), false}, renew(), {wholeDay, milliseconds(1)});
        QSignalSpy lost(&keeper, &LeaseKeeper::lost);

        QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 20'000);
        QCOMPARE(m_asked, 0);
    }

    void theSessionEndsByItsOwnTime()
    {
        LeaseKeeper keeper({{}, false}, renew(), {milliseconds(50), milliseconds(1)});
        QSignalSpy ended(&keeper, &LeaseKeeper::ended);

        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
        QVERIFY(keeper.isAlive());
    }

    void itMayGoWhileItIsAsked()
    {
        auto keeper = std::make_unique<LeaseKeeper>(
            Lease{milliseconds(30), true}, [this] { return slowly(m_asked); },
            LeaseKeeper::Rule{wholeDay, milliseconds(1)});
        QTRY_COMPARE_WITH_TIMEOUT(m_asked, 1, 20'000);
        keeper.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_asked, 2, 20'000); // the answer came, and met nobody
    }
};

QTEST_GUILESS_MAIN(TestLeaseKeeper)
#include "tst_lease_keeper.moc"

#include "core/edge/security/key_service/lease_keeper.h"

#include <QPointer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace omni::keyservice {

namespace {

/// A timer counts milliseconds in an int: three weeks. What is longer is looked at again then, and renewed too early.
void startIn(QTimer& timer, Duration wait)
{
    constexpr std::int64_t longest = std::int64_t{20} * 24 * 3600 * 1000;
    timer.setSingleShot(true);
    timer.start(std::chrono::milliseconds(std::clamp<std::int64_t>(wait.ns / 1'000'000, 1, longest)));
}

} // namespace

LeaseKeeper::LeaseKeeper(Lease lease, Renew renew, Rule rule)
    : m_renew(std::move(renew))
    , m_rule(rule)
{
    connect(&m_nextTry, &QTimer::timeout, this, [this] { static_cast<void>(renewNow()); });
    connect(&m_lifeEnd, &QTimer::timeout, this,
            [this] { lose(QStringLiteral("its lease at the key service is over")); });
    connect(&m_sessionEnd, &QTimer::timeout, this, [this] {
        m_nextTry.stop();
        emit ended();
    });
    startIn(m_sessionEnd, m_rule.session);
    plan(lease);
}

void LeaseKeeper::plan(const Lease& lease)
{
    m_nextTry.stop();
    m_lifeEnd.stop();
    if (lease.life.ns <= 0) {
        return; // without an end
    }
    // A lease that outlives the session needs neither.
    if (lease.life < m_rule.session) {
        startIn(m_lifeEnd, lease.life);
    }
    if (const Duration wait = renewalAfter(lease); wait.ns > 0) {
        startIn(m_nextTry, wait);
    }
}

void LeaseKeeper::lose(const QString& why)
{
    m_nextTry.stop();
    m_lifeEnd.stop();
    if (std::exchange(m_isAlive, false)) {
        emit lost(why);
    }
}

QCoro::Task<void> LeaseKeeper::renewNow()
{
    const QPointer<LeaseKeeper> self(this);
    auto asked = m_renew();
    const auto lease = co_await asked;
    if (!self || !m_isAlive) {
        co_return; // gone, or too late
    }
    if (lease) {
        plan(*lease);
    } else if (lease.error().code == Errc::Denied) {
        lose(QString::fromStdString(lease.error().detail));
    } else if (m_sessionEnd.isActive()) {
        startIn(m_nextTry, m_rule.again); // until the lease's own end
    }
}

} // namespace omni::keyservice

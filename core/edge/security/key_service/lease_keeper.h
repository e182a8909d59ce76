// Keeps the lease of a key service alive while a session uses what it opened, and tells when it is lost and when the
// session's time is over (safety 4.9, V-KEY): a lost lease ends no session at once, a session has an end of its own.

#pragma once

#include "core/base/error.h"
#include "core/edge/security/key_service/lease_plan.h"

#include <QCoroTask>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>

namespace omni::keyservice {

/// One thread with an event loop. What `renew` uses outlives the keeper.
class LeaseKeeper final : public QObject
{
    Q_OBJECT

public:
    /// The lease from then on. Denied: there is no use in asking again.
    using Renew = std::function<QCoro::Task<Result<Lease>>()>;
    struct Rule {
        Duration session = hours(8); ///< From the opening on, whatever the lease says. Above zero.
        Duration again = seconds(10); ///< Between tries when the service is away. Above zero.
    };

    LeaseKeeper(Lease lease, Renew renew, Rule rule);

    /// The service still knows us. Once false, it stays so: to open the vault again, sign in again.
    [[nodiscard]] bool isAlive() const noexcept
    {
        return m_isAlive;
    }

signals:
    /// Once: the lease has ended or was taken. `why` is for a person. What is open may stay open until `ended`.
    void lost(const QString& why);
    /// Once: the session's time is over. Whoever has the vault open locks it now.
    void ended();

private:
    void plan(const Lease& lease);
    void lose(const QString& why);
    [[nodiscard]] QCoro::Task<void> renewNow();

    const Renew m_renew;
    const Rule m_rule;
    QTimer m_nextTry, m_lifeEnd, m_sessionEnd;
    bool m_isAlive = true;
};

} // namespace omni::keyservice

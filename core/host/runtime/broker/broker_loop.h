// The thread on which a broker lives: a loop of events, from before the session (what can be traded, bars of before)
// to behind its end.
//
// Nothing polls: what other threads want done is queued in the loop. A program that has one needs a QCoreApplication,
// which need not run.

#pragma once

#include "core/base/error.h"
#include "core/base/latest.h"
#include "core/base/stop_flag.h"
#include "core/base/time.h"
#include "core/desk/ports/broker.h"
#include "core/desk/views/connection.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QObject;
class QThread;

namespace omni::runtime {

class PaperExchange;

class BrokerLoop
{
public:
    /// Called on the loop's thread.
    using Make = std::function<Result<std::unique_ptr<ports::Broker>>()>;

    /// The broker is made when it returns; or why it cannot be.
    [[nodiscard]] static Result<std::unique_ptr<BrokerLoop>> start(const Make& make);
    /// The broker dies on its thread, then the exchange that is kept; waits for both.
    ~BrokerLoop();
    BrokerLoop(const BrokerLoop&) = delete;
    BrokerLoop& operator=(const BrokerLoop&) = delete;

    /// The exchange in this program that its broker speaks to: ends behind the broker. What is told of the connection
    /// bears its name from now on. Once, before anything is asked of the broker.
    void keep(std::unique_ptr<PaperExchange> exchange, std::string name);

    // --- any thread ----------------------------------------------------------------------------------------------
    /// Done on the loop's thread, in the order given. What comes behind the end is not done.
    void post(std::function<void()> what);
    /// Done there when it returns.
    void call(const std::function<void()>& what);
    /// Of the broker, as it was told last. Null: nothing yet.
    [[nodiscard]] std::shared_ptr<const views::Connection> connection() const noexcept
    {
        return m_connection.read();
    }

    // --- a thread that may wait, not the loop's ------------------------------------------------------------------
    /// TimedOut: no answer within `patience`. Denied: `stop` was asked for.
    [[nodiscard]] Result<std::vector<ports::ListedInstrument>> list(std::vector<std::string> symbols, Duration patience,
                                                                    const StopFlag& stop);
    [[nodiscard]] Result<std::vector<market::Bar>> bars(const market::Instrument& instrument, Duration interval,
                                                        Timestamp from, Timestamp until, Duration patience,
                                                        const StopFlag& stop);

    /// Of a session that is up, as `ports::Broker::tryOrder`.
    [[nodiscard]] Result<void> tryOrder(InstrumentId instrument, Duration patience, const StopFlag& stop);

    // --- the loop's thread ---------------------------------------------------------------------------------------
    [[nodiscard]] ports::Broker& broker() noexcept
    {
        return *m_broker;
    }
    /// Lives on that thread: timers and what is queued belong to it.
    [[nodiscard]] QObject& context() noexcept
    {
        return *m_context;
    }
    /// Looks at the connection and publishes it if it is another one.
    void publishConnection();

private:
    BrokerLoop();

    std::unique_ptr<PaperExchange> m_exchange; ///< Null: the broker is outside.
    std::string m_name; ///< Of the exchange.
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<QObject> m_context; ///< Dies on its thread.
    std::unique_ptr<ports::Broker> m_broker;
    Latest<views::Connection> m_connection;
};

} // namespace omni::runtime

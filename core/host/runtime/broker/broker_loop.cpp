#include "core/host/runtime/broker/broker_loop.h"

#include "core/host/runtime/paper/paper_exchange.h"

#include <QObject>
#include <QThread>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace omni::runtime {

namespace {

/// An answer that one thread waits for and another gives; it outlives whoever has stopped waiting.
template<class T> struct Awaited {
    std::mutex mutex;
    std::condition_variable given;
    std::optional<Result<T>> answer;

    void give(Result<T> result)
    {
        const std::scoped_lock lock(mutex);
        answer = std::move(result);
        given.notify_all();
    }
};

constexpr auto lookAtStop = std::chrono::milliseconds(50);

/// `begin` asks, on the loop's thread; the answer comes through what it is given.
template<class T>
Result<T> ask(BrokerLoop& loop, Duration patience, const StopFlag& stop,
              std::function<void(std::function<void(Result<T>)>)> begin)
{
    const auto awaited = std::make_shared<Awaited<T>>();
    loop.post([awaited, begin = std::move(begin)] {
        begin([awaited](Result<T> result) { awaited->give(std::move(result)); });
    });
    const auto end = std::chrono::steady_clock::now() + std::chrono::nanoseconds(patience.ns);
    std::unique_lock lock(awaited->mutex);
    while (!awaited->answer) {
        if (stop.isStopRequested()) {
            return failure(Errc::Denied, "it was stopped");
        }
        if (std::chrono::steady_clock::now() >= end) {
            return failure(Errc::TimedOut, "no answer came in time");
        }
        awaited->given.wait_for(lock, lookAtStop);
    }
    return std::move(*awaited->answer);
}

} // namespace

BrokerLoop::BrokerLoop()
    : m_thread(std::make_unique<QThread>())
    , m_context(std::make_unique<QObject>())
{
    m_thread->setObjectName(QStringLiteral("broker"));
    m_context->moveToThread(m_thread.get());
    m_thread->start();
}

BrokerLoop::~BrokerLoop()
{
    call([this] { m_broker.reset(); });
    // What was under way hears of the end by the events that lie before these.
    call([] {});
    call([this] {
        m_context.release()->deleteLater(); // it is in the midst of this call
    });
    m_thread->quit();
    m_thread->wait();
}

Result<std::unique_ptr<BrokerLoop>> BrokerLoop::start(const Make& make)
{
    std::unique_ptr<BrokerLoop> loop(new BrokerLoop());
    Result<std::unique_ptr<ports::Broker>> made = failure(Errc::Unavailable, "the broker was not made");
    loop->call([&made, &make] { made = make(); });
    if (!made) {
        return tl::unexpected(made.error());
    }
    // Another thread than that of its broker may hold it: nobody calls it from there.
    loop->m_broker = std::move(*made);
    loop->call([&loop] { loop->publishConnection(); });
    return loop;
}

void BrokerLoop::keep(std::unique_ptr<PaperExchange> exchange, std::string name)
{
    m_exchange = std::move(exchange);
    call([this, &name] {
        m_name = std::move(name);
        publishConnection();
    });
}

void BrokerLoop::post(std::function<void()> what)
{
    QMetaObject::invokeMethod(m_context.get(), std::move(what), Qt::QueuedConnection);
}

void BrokerLoop::call(const std::function<void()>& what)
{
    QMetaObject::invokeMethod(m_context.get(), what, Qt::BlockingQueuedConnection);
}

Result<std::vector<ports::ListedInstrument>> BrokerLoop::list(std::vector<std::string> symbols, Duration patience,
                                                              const StopFlag& stop)
{
    using Listed = std::vector<ports::ListedInstrument>;
    return ask<Listed>(*this, patience, stop,
                       [this, symbols = std::move(symbols)](std::function<void(Result<Listed>)> done) {
                           m_broker->list(symbols, std::move(done));
                       });
}

Result<std::vector<market::Bar>> BrokerLoop::bars(const market::Instrument& instrument, Duration interval,
                                                  Timestamp from, Timestamp until, Duration patience,
                                                  const StopFlag& stop)
{
    using Bars = std::vector<market::Bar>;
    return ask<Bars>(*this, patience, stop,
                     [this, instrument, interval, from, until](std::function<void(Result<Bars>)> done) {
                         m_broker->bars(instrument, interval, from, until, std::move(done));
                     });
}

Result<void> BrokerLoop::tryOrder(InstrumentId instrument, Duration patience, const StopFlag& stop)
{
    const auto taken = ask<bool>(*this, patience, stop, [this, instrument](std::function<void(Result<bool>)> done) {
        m_broker->tryOrder(instrument, [done = std::move(done)](const Result<void>& judged) {
            done(judged ? Result<bool>(true) : tl::unexpected(judged.error()));
        });
    });
    return taken ? Result<void>() : tl::unexpected(taken.error());
}

void BrokerLoop::publishConnection()
{
    auto now = m_broker->connection();
    if (!m_name.empty()) {
        now.broker = m_name;
    }
    const auto before = m_connection.read();
    if (before == nullptr || !(*before == now)) {
        m_connection.publish(std::make_shared<const views::Connection>(std::move(now)));
    }
}

} // namespace omni::runtime

// The broker's adapter as it is, but for new orders: those go over a socket of their own, one line each, to the venue's
// other door, where nobody keeps a pace. A venue of this kind takes ten orders a second and account; the desk's own
// way, from the decision over the disk to the socket, is measured at ten times that.
//
// The venue answers each line with the moment at which it had it, and the order ends there unfilled.

#pragma once

#include "core/desk/ports/broker.h"
#include "tests/load/machine_time.h"

#include <QTcpSocket>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace omni::load {

/// An order in the venue's own book.
struct Arrival {
    OrderId order;
    std::int64_t sent = 0; ///< ns: behind the last look of the desk, before the first byte.
    std::int64_t there = 0; ///< ns
};

/// What both sides of the line have seen. Any thread.
class Arrivals
{
public:
    void add(const Arrival& arrival)
    {
        const std::scoped_lock lock(m_mutex);
        m_all.push_back(arrival);
    }
    [[nodiscard]] std::vector<Arrival> all() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all;
    }
    [[nodiscard]] std::size_t count() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all.size();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Arrival> m_all;
};

class OrderLine final : public ports::Broker
{
public:
    /// `port`: of the venue's other door on this machine; 0: new orders go the adapter's way. `arrivals` outlives it.
    OrderLine(std::unique_ptr<ports::Broker> adapter, std::uint16_t port, Arrivals& arrivals)
        : m_adapter(std::move(adapter))
        , m_port(port)
        , m_arrivals(arrivals)
    {
    }
    [[nodiscard]] ports::BrokerTraits traits() const override
    {
        return m_adapter->traits();
    }
    void list(std::vector<std::string> symbols,
              std::function<void(Result<std::vector<ports::ListedInstrument>>)> done) override
    {
        m_adapter->list(std::move(symbols), std::move(done));
    }
    void bars(const market::Instrument& instrument, Duration interval, Timestamp from, Timestamp until,
              std::function<void(Result<std::vector<market::Bar>>)> done) override
    {
        m_adapter->bars(instrument, interval, from, until, std::move(done));
    }
    void start(const ports::BrokerSession& session) override
    {
        m_session = &session;
        if (m_port != 0) {
            m_socket = std::make_unique<QTcpSocket>();
            m_socket->connectToHost(QStringLiteral("127.0.0.1"), m_port);
            m_socket->waitForConnected(5'000);
            m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            QObject::connect(m_socket.get(), &QTcpSocket::readyRead, m_socket.get(), [this] { onAnswers(); });
        }
        m_adapter->start(session);
    }
    void watch(std::vector<ports::Watch> wanted) override
    {
        m_adapter->watch(std::move(wanted));
    }
    void submit(const risk::ClearedOrder& order) override
    {
        if (m_socket == nullptr) {
            m_adapter->submit(order);
            return;
        }
        const std::int64_t sent = machineTime();
        const auto name = m_session->names.nameOf(order.ticket());
        if (name) {
            const std::string line = std::string(name->view()) + ' ' + std::to_string(sent) + '\n';
            m_socket->write(line.data(), static_cast<qint64>(line.size()));
            m_socket->flush();
        }
    }
    void submitPair(const risk::ClearedOrder& first, const risk::ClearedOrder& second) override
    {
        m_adapter->submitPair(first, second);
    }
    void cancel(const orders::OrderTicket& ticket) override
    {
        if (m_socket == nullptr) {
            m_adapter->cancel(ticket); // else it has ended already
        }
    }
    void cancelExternal(InstrumentId instrument, const orders::VenueOrderId& order) override
    {
        m_adapter->cancelExternal(instrument, order);
    }
    void replace(const ports::ReplaceRequest& request, const orders::OrderTicket& ticket) override
    {
        m_adapter->replace(request, ticket);
    }
    void query(const orders::OrderTicket& ticket) override
    {
        m_adapter->query(ticket);
    }
    void reconcile() override
    {
        m_adapter->reconcile();
    }
    void stop() override
    {
        m_socket.reset();
        m_adapter->stop();
    }
    [[nodiscard]] views::Connection connection() const override
    {
        return m_adapter->connection();
    }

private:
    /// "NAME sent there"
    void onAnswers()
    {
        m_heard += m_socket->readAll();
        for (auto end = m_heard.indexOf('\n'); end >= 0; end = m_heard.indexOf('\n')) {
            const auto words = m_heard.left(end).split(' ');
            m_heard.remove(0, end + 1);
            const auto order = m_session->names.orderOf(words.value(0).toStdString());
            if (!order) {
                continue;
            }
            m_arrivals.add({*order, words.value(1).toLongLong(), words.value(2).toLongLong()});
            tell(*order, orders::OrderEventKind::Accepted);
            tell(*order, orders::OrderEventKind::Expired);
        }
    }
    void tell(OrderId order, orders::OrderEventKind kind)
    {
        events::OrderReport report;
        report.order = order;
        report.account = m_session->account;
        report.kind = kind;
        report.venueOrderId = orders::VenueOrderId("line-" + std::to_string(order.value));
        static_cast<void>(m_session->sink.put(report));
    }

    std::unique_ptr<ports::Broker> m_adapter;
    std::uint16_t m_port;
    Arrivals& m_arrivals;
    const ports::BrokerSession* m_session = nullptr;
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_heard;
};

} // namespace omni::load

// A session with the venue: connects, stays connected, and hands on what the parts beside it do.

#pragma once

#include "core/desk/ports/broker.h"
#include "core/edge/brokers/shared/broker_info.h"

#include <memory>

namespace omni::brokers::binance {

class BinanceBroker final : public ports::Broker
{
public:
    /// See `BrokerInfo::make`. Sends nothing yet.
    [[nodiscard]] static Result<std::unique_ptr<ports::Broker>> make(BrokerMaking making);
    ~BinanceBroker() override;

    [[nodiscard]] ports::BrokerTraits traits() const override;
    void list(std::vector<std::string> symbols,
              std::function<void(Result<std::vector<ports::ListedInstrument>>)> done) override;
    void bars(const market::Instrument& instrument, Duration interval, Timestamp from, Timestamp until,
              std::function<void(Result<std::vector<market::Bar>>)> done) override;
    void start(const ports::BrokerSession& session) override;
    void watch(std::vector<ports::Watch> wanted) override;
    void submit(const risk::ClearedOrder& order) override;
    void submitPair(const risk::ClearedOrder& first, const risk::ClearedOrder& second) override;
    void cancel(const orders::OrderTicket& ticket) override;
    void cancelExternal(InstrumentId instrument, const orders::VenueOrderId& order) override;
    void replace(const ports::ReplaceRequest& request, const orders::OrderTicket& ticket) override;
    void query(const orders::OrderTicket& ticket) override;
    void reconcile() override;
    void tryOrder(InstrumentId instrument, std::function<void(Result<void>)> done) override;
    void stop() override;
    [[nodiscard]] views::Connection connection() const override;

private:
    class Impl;
    explicit BinanceBroker(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::brokers::binance

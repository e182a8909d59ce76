// The simulated venue of the house in the acceptance suite. There is no wire, so rows about one are left out in words.

#pragma once

#include "tests/acceptance/brokers/house_broker.h"
#include "tests/acceptance/brokers/venue_under_test.h"

namespace omni::test {

class SimVenue final : public VenueUnderTest
{
public:
    SimVenue()
    {
        tape() = &m_tape;
    }
    const brokers::BrokerInfo& info() const override
    {
        static const brokers::BrokerInfo one{"sim", "Simulated", {}, HouseBroker::abilities(), &make};
        return one;
    }
    std::string whyNoWire() const override
    {
        return "the simulated venue is in the program: there is no wire on which this could happen";
    }
    std::string symbol() const override
    {
        return "HOUSE";
    }
    bool maySellShort() const override
    {
        return true;
    }
    bool mayAddBesideStop() const override
    {
        return true;
    }
    bool mayChangeOrders() const override
    {
        return true;
    }
    std::int64_t usualQuantity() const override
    {
        return 2'000'000'000;
    }
    std::vector<std::string> sets(std::uint16_t) const override
    {
        return {};
    }
    std::pair<std::string, std::string> key() const override
    {
        return {"keyOfATest", "secretOfATest"};
    }
    std::string nameIn(const SeenRequest&) const override
    {
        return {};
    }
    const WireWords& words() const override
    {
        static const WireWords none;
        return none;
    }
    bool hasBans() const override
    {
        return false;
    }
    bool judgesByTime() const override
    {
        return false;
    }
    std::vector<net::HttpField> nearlyUsedUp() const override
    {
        return {};
    }
    sandbox::WebAnswer tooMany(std::optional<int>) const override
    {
        return {};
    }

    std::string strangersOrder(Side, std::int64_t, std::optional<Ticks>) override
    {
        return {};
    }
    std::string strangersQuestion() override
    {
        return {};
    }
    std::string asIfOfNobody(const std::string&) const override
    {
        return {};
    }
    std::string unheardOf() const override
    {
        return {};
    }

    Ticks price() override
    {
        const std::lock_guard guard(m_tape.lock);
        return m_tape.price;
    }
    std::int64_t lotUnit() override
    {
        return 1'000'000;
    }
    void moveTo(Ticks to) override
    {
        const std::lock_guard guard(m_tape.lock);
        m_tape.price = to;
        m_tape.ticks.push_back(m_tape.touch());
        m_tape.ticks.push_back(market::Print{{}, {}, to, Lots{HouseTape::touchLots}});
    }
    void take(Side side, Ticks at, Lots size) override
    {
        const std::lock_guard guard(m_tape.lock);
        m_tape.ticks.push_back(
            market::Print{{}, {}, at, size, side == Side::Buy ? market::Aggressor::Buyer : market::Aggressor::Seller});
    }
    void reach(Side side, Ticks at, Lots ours) override
    {
        take(side, at, ours); // the tape shows nobody there
    }
    bool isDone() override
    {
        const std::lock_guard guard(m_tape.lock);
        return m_tape.ticks.empty();
    }
    Lots held() override
    {
        const std::lock_guard guard(m_tape.lock);
        return Lots{m_tape.held};
    }
    std::uint64_t trades() override
    {
        const std::lock_guard guard(m_tape.lock);
        return m_tape.trades;
    }
    std::vector<std::string> names() override
    {
        const std::lock_guard guard(m_tape.lock);
        return m_tape.names;
    }

protected:
    std::uint16_t open(Clock&) override
    {
        return 0;
    }
    void close() override { }

private:
    /// `make` of a BrokerInfo is a plain function: of the venue that lives. One at a time.
    static HouseTape*& tape()
    {
        static HouseTape* alive = nullptr;
        return alive;
    }
    static Result<std::unique_ptr<ports::Broker>> make(brokers::BrokerMaking making)
    {
        return std::unique_ptr<ports::Broker>(std::make_unique<HouseBroker>(*tape(), making.clock));
    }

    HouseTape m_tape;
};

} // namespace omni::test

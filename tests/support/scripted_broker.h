// A broker in process that writes down what reaches it and says what a test wants it to say. On its loop's thread.

#pragma once

#include "core/desk/ports/broker.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace omni::test {

class ScriptedBroker final : public ports::Broker
{
public:
    ports::BrokerTraits traits() const override
    {
        ports::BrokerTraits out;
        if (takesPairs) {
            out.abilities.at(static_cast<std::size_t>(views::Ability::OneCancelsOther)) = views::Holder::Venue;
        }
        return out;
    }
    void list(std::vector<std::string>, std::function<void(Result<std::vector<ports::ListedInstrument>>)> done) override
    {
        done(listed);
    }
    void bars(const market::Instrument&, Duration, Timestamp, Timestamp,
              std::function<void(Result<std::vector<market::Bar>>)> done) override
    {
        done(past);
    }
    void start(const ports::BrokerSession& with) override
    {
        session = &with;
        deeds.push_back("start");
    }
    void watch(std::vector<ports::Watch> wanted) override
    {
        watched = std::move(wanted);
    }
    void submit(const risk::ClearedOrder& order) override
    {
        note("submit", order.ticket());
    }
    void submitProtected(const risk::ClearedOrder& entry, const orders::PlannedStop& stop) override
    {
        planned.push_back(stop);
        note("protected", entry.ticket());
    }
    void submitPair(const risk::ClearedOrder& first, const risk::ClearedOrder& second) override
    {
        note("pair", first.ticket());
        note("pair", second.ticket());
    }
    void cancel(const orders::OrderTicket& ticket) override
    {
        note("cancel", ticket);
    }
    void cancelExternal(InstrumentId, const orders::VenueOrderId& order) override
    {
        deeds.push_back("cancel external " + std::string(order.view()));
    }
    void replace(const ports::ReplaceRequest&, const orders::OrderTicket& ticket) override
    {
        note("replace", ticket);
    }
    void query(const orders::OrderTicket& ticket) override
    {
        note("query", ticket);
    }
    void reconcile() override
    {
        deeds.push_back("reconcile");
    }
    void stop() override
    {
        deeds.push_back("stop");
        for (const auto& word : lastWords) {
            static_cast<void>(session->sink.put(word));
        }
    }
    views::Connection connection() const override
    {
        return now;
    }

    std::vector<std::string> deeds; ///< "submit 1", in order.
    std::vector<std::pair<std::string, orders::OrderTicket>> tickets;
    std::vector<orders::PlannedStop> planned; ///< Of those that came with their stops.
    const ports::BrokerSession* session = nullptr;
    std::vector<ports::Watch> watched;
    std::vector<events::Event> lastWords;
    Result<std::vector<ports::ListedInstrument>> listed = std::vector<ports::ListedInstrument>();
    Result<std::vector<market::Bar>> past = std::vector<market::Bar>();
    views::Connection now;
    bool takesPairs = false;
    std::function<void()> afterEach; ///< Each order.

private:
    void note(const std::string& deed, const orders::OrderTicket& ticket)
    {
        deeds.push_back(deed + ' ' + std::to_string(ticket.id.value));
        tickets.emplace_back(deed, ticket);
        if (afterEach) {
            afterEach();
        }
    }
};

} // namespace omni::test

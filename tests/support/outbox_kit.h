// An outbox and the venue's thread behind it, pumped by a test, with a venue that only writes down what reaches it.

#pragma once

#include "core/desk/engine/principals.h"
#include "core/desk/events/own_word.h"
#include "core/host/runtime/outbox.h"
#include "core/host/runtime/venue_thread.h"
#include "tests/core/trade/risk/typical_order.h"
#include "tests/support/live_kit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/scripted_market.h"

#include <QTemporaryDir>
#include <QTest>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace omni::test {

using namespace omni::runtime;
using orders::OrderEventKind;
using risk::KillLevel;

/// A venue that only writes down what reaches it.
class Recorder final : public ports::Venue
{
public:
    void define(const market::Instrument&) override { }
    void onTick(Timestamp, const market::Tick&) override { }
    void submit(Timestamp, const risk::ClearedOrder& order) override
    {
        submitted.push_back(order.ticket().id.value);
        if (afterEach) {
            afterEach();
        }
    }
    void cancel(Timestamp, OrderId order) override
    {
        cancelled.push_back(order.value);
    }
    void replace(Timestamp, const ports::ReplaceRequest& request) override
    {
        replaced.push_back(request.order.value);
    }
    void query(Timestamp, OrderId order) override
    {
        queried.push_back(order.value);
    }
    std::optional<Timestamp> nextDue() const override
    {
        return std::nullopt;
    }
    bool take(Timestamp, ports::VenueEvent& out) override
    {
        if (words.empty()) {
            return false;
        }
        out = words.front();
        words.pop_front();
        return true;
    }
    std::vector<std::uint64_t> submitted, cancelled, replaced, queried;
    std::deque<ports::VenueEvent> words;
    std::function<void()> afterEach;
};

inline risk::ClearedOrder entry(std::uint64_t id)
{
    auto c = risk::aTypicalEntry();
    c.ticket.id = OrderId{id};
    return *risk::Gate(c.limits).clear(c.ticket, c.instrument, c.view);
}

inline risk::ClearedOrder exitOrder(std::uint64_t id)
{
    auto c = risk::aTypicalClose();
    c.ticket.id = OrderId{id};
    c.ticket.role = orders::OrderRole::Exit;
    return *risk::Gate(c.limits).clear(c.ticket, c.instrument, c.view);
}

/// Outbox and venue, pumped by the test.
struct PumpedOutbox {
    explicit PumpedOutbox(KillLevel standing = KillLevel::None, AuditTrail* audit = nullptr)
        : clock(newYear)
        , lanes(std::make_unique<driver::LiveLanes>())
        , kill(latchFile(folder.path().toStdString(), standing))
        , gate(kill, durability, lanes->fence, audit)
        , outbox({clock, durability, kill, gate, *lanes, venueLanes, engineBell, venueBell, pulse,
                  [this](const events::TroubleFound& stall) {
                      kept.push_back(stall);
                      if (keep) {
                          keep(stall);
                      }
                  },
                  audit})
        , thread(venue, nullptr, 1, {clock, gate, venueLanes, lanes->venue, lanes->ticks, engineBell, outboxBell})
    {
        pulse.beat = 0;
    }
    static std::unique_ptr<platform::KillLatchFile> latchFile(const std::filesystem::path& folder, KillLevel standing)
    {
        auto file = std::move(*platform::KillLatchFile::open(folder));
        if (standing != KillLevel::None) {
            static_cast<void>(file->set(static_cast<std::uint8_t>(standing)));
        }
        return file;
    }
    template<class What> void want(std::uint64_t needs, What what)
    {
        QVERIFY(lanes->parcels.tryPush(driver::Parcel{Sequence{needs}, std::move(what)}));
    }
    void pump(int rounds = 4)
    {
        for (int i = 0; i < rounds; ++i) {
            pulse.beat = engineBeats ? clock.mono().ns : pulse.beat.load();
            outbox.turn();
            thread.turn();
        }
        for (events::Event event; lanes->outbox.tryPop(event) || lanes->venue.tryPop(event);) {
            heard.push_back(event);
        }
        for (events::KillLatched notice; lanes->kills.tryPop(notice);) {
            notices.push_back(notice);
        }
    }
    /// Everything is on the disk, and entry 1 is with the venue.
    void sendEntry()
    {
        durability.upTo = 100;
        want(1, events::Submit{entry(1)});
        pump();
    }
    void press(KillLevel level)
    {
        kill.press({{}, level, engine::owner, ShortText<95>("test")});
    }
    void answer(std::uint64_t id, OrderEventKind kind)
    {
        events::OrderReport report;
        report.order = OrderId{id};
        report.kind = kind;
        venue.words.push_back({clock.wall(), report});
    }
    /// What the engine was told about an order, by kind.
    std::vector<OrderEventKind> told(std::uint64_t id) const
    {
        std::vector<OrderEventKind> kinds;
        for (const auto& event : heard) {
            const auto* report = std::get_if<events::OrderReport>(&event);
            if (report != nullptr && report->order.value == id) {
                kinds.push_back(report->kind);
            }
        }
        return kinds;
    }
    /// The first one; null: none.
    const events::OrderReport* reportOn(std::uint64_t id) const
    {
        for (const auto& event : heard) {
            const auto* report = std::get_if<events::OrderReport>(&event);
            if (report != nullptr && report->order.value == id) {
                return report;
            }
        }
        return nullptr;
    }
    std::string_view textOf(std::uint64_t id) const
    {
        const auto* report = reportOn(id);
        return report != nullptr ? report->text.view() : std::string_view();
    }

    QTemporaryDir folder;
    ManualClock clock;
    StatedDurability durability;
    CountingBell engineBell, outboxBell, venueBell;
    driver::Pulse pulse;
    bool engineBeats = true;
    std::unique_ptr<driver::LiveLanes> lanes;
    VenueLanes venueLanes;
    KillSwitch kill;
    LiveGate gate;
    Outbox outbox;
    Recorder venue;
    VenueThread thread;
    std::vector<events::Event> heard;
    std::vector<events::KillLatched> notices;
    std::vector<events::TroubleFound> kept;
    std::function<void(const events::TroubleFound&)> keep; ///< Where a stall goes besides. May be empty.
};

using Pumped = PumpedOutbox;
using Ids = std::vector<std::uint64_t>;

} // namespace omni::test

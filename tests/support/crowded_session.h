// A live session with all its threads, on a journal in memory and at a venue that counts, and the door through which
// shells and scripts come: for many who ask it at once.

#pragma once

#include "core/desk/driver/replay.h"
#include "core/desk/engine/principals.h"
#include "core/host/runtime/control/headless_control.h"
#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/live_run.h"
#include "tests/support/counting_venue.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_market.h"

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace omni::test {

/// What the desk made of a command; none: no answer came.
using Facts = std::optional<std::vector<events::Fact>>;

template<class Fact> const Fact* factIn(const Facts& facts)
{
    if (facts) {
        for (const auto& fact : *facts) {
            if (const auto* found = std::get_if<Fact>(&fact)) {
                return found;
            }
        }
    }
    return nullptr;
}

/// A live session with all its threads, on a journal in memory, and the door through which shells and scripts come.
class CrowdedSession
{
public:
    CrowdedSession(const risk::Limits& limits, int instruments, bool fills, std::uint64_t seed)
        : venue(seed, fills)
        , m_clock(newYear)
        , m_kill(std::move(*platform::KillLatchFile::open(m_profile.path().toStdString())))
        , control(m_kill, orders::Environment::Demo, nullptr, [this] { return m_journal->durableUpTo(); })
    {
        runtime::JournalThreadOptions options;
        options.moved = [this] { m_stop.wake(); };
        m_journal = std::move(*runtime::JournalThread::start(folder, *journal::recover(folder), options));
        m_store.emplace(*m_journal, false);
        setUp(limits, instruments);
        desk.emplace(engine::Engine(), driver::DeskStart{{}, 1, newYear}, &*m_store, &control);
        driver::LiveOptions patient;
        patient.drain = seconds(60); // of a clock that moves when the test says so
        m_run = std::make_unique<runtime::LiveRun>(
            runtime::LiveParts{m_clock, *desk, m_approver, *m_store, m_kill, venue, nullptr, {}, patient});
    }
    ~CrowdedSession()
    {
        if (m_thread.joinable()) {
            end();
        }
    }
    CrowdedSession(const CrowdedSession&) = delete;
    CrowdedSession& operator=(const CrowdedSession&) = delete;
    void start()
    {
        control.begin(
            desk->engine(), [this] { m_run->wake(); },
            [this](const events::Command& command) { return m_run->send(command); });
        m_thread = std::thread([this] {
            m_stop.setWake([this] { m_run->wake(); });
            m_journal->setWaiting([this] { m_run->beat(); });
            how = m_run->run(
                m_setup, m_stop.flag(),
                [this] {
                    control.idle();
                    return milliseconds(20);
                },
                [](runtime::Step, const std::string&) {});
            m_stop.setWake({});
            m_hasEnded = true;
        });
    }
    /// Any thread. Waits for the answer.
    [[nodiscard]] Facts ask(const events::Wish& what, std::uint64_t who)
    {
        events::Command command;
        command.by = engine::script;
        command.stepUp = true;
        command.reason = ShortText<95>("client " + std::to_string(who));
        command.what = what;
        auto answer = std::make_shared<std::promise<Facts>>();
        auto coming = answer->get_future();
        control.send(command, [answer](Result<std::vector<events::Fact>> facts) {
            answer->set_value(facts ? Facts(std::move(*facts)) : std::nullopt);
        });
        m_run->wake();
        return coming.wait_for(std::chrono::seconds(30)) == std::future_status::ready ? coming.get() : std::nullopt;
    }
    /// Lots of a limit order that adds, with a stop behind it. Who asks says so in the reason.
    [[nodiscard]] Facts buy(InstrumentId instrument, std::int64_t lots, std::uint64_t who)
    {
        events::PlaceOrder place;
        place.ticket.instrument = instrument;
        place.ticket.kind = orders::OrderKind::Limit;
        place.ticket.size = Lots{lots};
        place.ticket.limit = CountingVenue::price;
        place.stop = Ticks{9'900};
        return ask(place, who);
    }
    /// The desk has heard all that the venue has said, and nothing is on its way.
    [[nodiscard]] bool isSettled()
    {
        return comesTrue([this](const views::DeskSnapshot& shot) {
            const Risked there = venue.now();
            Risked here;
            for (const auto& position : shot.positions) {
                here.lots += position.position.lots.count;
            }
            for (const auto& order : shot.openOrders) {
                if (order.state != orders::OrderState::Working
                    && !(order.state == orders::OrderState::Created && order.ticket.held)) {
                    return false;
                }
                if (!order.ticket.reduceOnly) {
                    here.lots += order.ticket.size.count - order.filled.count;
                    ++here.entries;
                }
            }
            return here == there;
        });
    }
    /// Everything is cancelled and closed again. An entry whose cancel came too late has filled, and its stop has gone
    /// out: once more then.
    [[nodiscard]] bool isCleared()
    {
        for (int tries = 0; tries < 20; ++tries) {
            static_cast<void>(ask(events::CancelOrders{{}, false}, 0));
            if (!isSettled()) {
                return false;
            }
            const auto shot = control.snapshot();
            for (const auto& held : shot->positions) {
                close(held.position);
            }
            if (!isSettled()) {
                return false;
            }
            const auto then = control.snapshot();
            if (then->openOrders.empty() && venue.now() == Risked{}) {
                return true;
            }
        }
        return false;
    }
    /// A little market time, less than would look like a pause; the desk has seen the quotes of then.
    [[nodiscard]] bool pass()
    {
        m_clock.pass(milliseconds(600));
        m_run->wake();
        const Timestamp now = m_clock.wall();
        return comesTrue([now](const views::DeskSnapshot& shot) {
            return std::all_of(shot.instruments.begin(), shot.instruments.end(),
                               [now](const auto& one) { return one.quote && one.quote->venueTime == now; });
        });
    }
    void end()
    {
        m_stop.request();
        while (!m_hasEnded) {
            m_clock.pass(milliseconds(100));
            m_run->wake();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        m_thread.join();
        control.end();
    }
    /// The journal is closed, then decided again from its first record.
    [[nodiscard]] Result<driver::ReplayResult> replayed()
    {
        const auto ended = m_journal->end();
        return ended ? driver::replayJournal(folder) : tl::unexpected(ended.error());
    }
    [[nodiscard]] bool hasOpened()
    {
        return comesTrue([](const views::DeskSnapshot& shot) {
            return shot.mode == risk::Mode::Manual && !shot.instruments.empty();
        });
    }

    tests::MemoryFolder folder;
    CountingVenue venue;

private:
    QTemporaryDir m_profile;
    ManualClock m_clock;
    runtime::KillSwitch m_kill;
    runtime::RunStop m_stop;
    std::unique_ptr<runtime::JournalThread> m_journal;
    std::optional<runtime::LiveStore> m_store;
    driver::Approver m_approver{driver::ApprovalRule::Manual, engine::script};
    driver::SimulatedSetup m_setup;

public:
    runtime::HeadlessControl control;
    std::optional<driver::Desk> desk;
    Result<driver::SessionEnd> how;

private:
    void close(const portfolio::Position& held)
    {
        if (held.lots.count == 0) {
            return;
        }
        events::PlaceOrder close;
        close.ticket.instrument = held.instrument;
        close.ticket.side = Side::Sell;
        close.ticket.role = orders::OrderRole::Exit;
        close.ticket.size = held.lots;
        close.ticket.reduceOnly = true;
        static_cast<void>(ask(close, 0));
    }
    void setUp(const risk::Limits& limits, int instruments)
    {
        m_setup.started.boot = 1;
        m_setup.started.environment = orders::Environment::Demo;
        m_setup.started.account = AccountId{1};
        m_setup.started.accountName = "demo";
        m_setup.started.baseCurrency = "USD";
        m_setup.started.limits = limits;
        for (int i = 0; i < instruments; ++i) {
            auto instrument = acme(InstrumentId{static_cast<std::uint64_t>(i + 1)});
            instrument.symbol += std::to_string(i);
            m_setup.instruments.push_back(instrument);
        }
        m_setup.barsFromMids.assign(m_setup.instruments.size(), false);
        m_setup.deposit = Money{100'000 * std::int64_t{100'000'000}};
        m_setup.by = engine::script;
        m_setup.start = newYear;
    }
    /// Of pictures that are made anew.
    [[nodiscard]] bool comesTrue(const std::function<bool(const views::DeskSnapshot&)>& holds)
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        for (;;) {
            const auto shot = control.snapshot();
            if (shot != nullptr && holds(*shot)) {
                return true;
            }
            if (std::chrono::steady_clock::now() > end) {
                return false;
            }
            std::this_thread::sleep_for(std::chrono::microseconds(100)); // nothing depends on it
        }
    }

    std::unique_ptr<runtime::LiveRun> m_run;
    std::atomic<bool> m_hasEnded{false};
    std::thread m_thread;
};

} // namespace omni::test

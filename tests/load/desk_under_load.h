// A live session as `omnitrade run --headless --broker binance` makes it, with its engine, outbox, journal on a disk,
// kill switch and the adapter's sockets; only that the limit of orders a minute is lifted, and that the market data and
// the orders are counted on their way.

#pragma once

#include "core/desk/driver/recovery.h"
#include "core/desk/engine/principals.h"
#include "core/edge/brokers/registry.h"
#include "core/edge/platform/profile.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/audit/audited_store.h"
#include "core/host/runtime/broker/broker_market.h"
#include "core/host/runtime/control/control_client.h"
#include "core/host/runtime/control/control_server.h"
#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/journal_options.h"
#include "core/host/runtime/live_run.h"
#include "core/host/runtime/open_profile.h"
#include "core/host/runtime/session_plan.h"
#include "tests/load/histogram.h"
#include "tests/load/order_line.h"
#include "tests/load/window_side.h"

#include <array>
#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace omni::load {

/// The line to the venue that the one desk of this process uses: a broker's maker is a plain function.
struct TheLine {
    static inline std::uint16_t port = 0;
    static inline Arrivals arrivals;
    [[nodiscard]] static Result<std::unique_ptr<ports::Broker>> make(brokers::BrokerMaking making)
    {
        auto adapter = brokers::brokerOf("binance", brokers::allBrokers())->make(std::move(making));
        if (!adapter) {
            return adapter;
        }
        return std::unique_ptr<ports::Broker>(std::make_unique<OrderLine>(std::move(*adapter), port, arrivals));
    }
};

/// Market data and orders as they pass the desk. Its figures are for any thread.
class Count final : public driver::Watcher
{
public:
    struct Heard {
        std::uint64_t prints = 0;
        std::int64_t lots = 0;
        std::uint64_t quotes = 0;
    };

    explicit Count(Clock& clock)
        : m_clock(clock)
    {
    }
    void onTick(const Stamp&, const market::Tick& tick, engine::Engine&) override
    {
        const auto id = market::instrumentOf(tick).value;
        if (id >= m_heard.size()) {
            return;
        }
        const std::scoped_lock lock(m_mutex);
        if (const auto* print = std::get_if<market::Print>(&tick)) {
            ++m_heard[id].prints;
            m_heard[id].lots += print->size.count;
            m_age.add((m_clock.wall() - print->venueTime).ns);
        } else if (std::holds_alternative<market::Quote>(tick)) {
            ++m_heard[id].quotes;
        }
    }
    void onInput(const Stamp&, const events::Event& event, engine::Engine& engine) override
    {
        const auto* command = std::get_if<events::Command>(&event);
        m_number = -1;
        if (command != nullptr && std::holds_alternative<events::PlaceOrder>(command->what)) {
            const auto text = command->reason.view();
            std::from_chars(text.data(), text.data() + text.size(), m_number);
        }
        isArmed = engine.state().mode == risk::Mode::Manual;
    }
    void onFact(const Stamp&, const events::Fact& fact, engine::Engine& engine) override
    {
        isArmed = engine.state().mode == risk::Mode::Manual;
        isLatched = !engine.state().latches.isEmpty();
        if (m_number < 0) {
            return;
        }
        const std::scoped_lock lock(m_mutex);
        if (const auto* planned = std::get_if<events::OrderPlanned>(&fact);
            planned != nullptr && !planned->ticket.held) {
            m_numbers[planned->ticket.id] = m_number;
        } else if (const auto* refused = std::get_if<events::OrderRefused>(&fact)) {
            ++m_refused[std::string(risk::nameOf(refused->refusal.rule))];
        } else if (std::holds_alternative<events::CommandDenied>(fact)) {
            ++m_refused["denied"];
        }
    }

    [[nodiscard]] std::vector<Heard> heard() const
    {
        const std::scoped_lock lock(m_mutex);
        return {m_heard.begin(), m_heard.end()};
    }
    [[nodiscard]] Histogram age() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_age;
    }
    /// The command that became that order; -1: none of the load's.
    [[nodiscard]] std::int64_t numberOf(OrderId order) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_numbers.find(order);
        return found != m_numbers.end() ? found->second : -1;
    }
    [[nodiscard]] std::map<std::string, std::uint64_t> refused() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_refused;
    }
    std::atomic<bool> isArmed{false}, isLatched{false};

private:
    Clock& m_clock;
    mutable std::mutex m_mutex; ///< Around all that follows but m_number.
    std::array<Heard, 512> m_heard{};
    Histogram m_age; ///< Of prints, from the intended time at the venue to the desk.
    std::map<OrderId, std::int64_t> m_numbers;
    std::map<std::string, std::uint64_t> m_refused;
    std::int64_t m_number = -1;
};

struct DeskWish {
    std::string profile, rest, ws;
    std::vector<std::string> symbols;
    std::uint16_t orderPort = 0; ///< 0: orders go by the adapter's own way.
};

class DeskUnderLoad
{
public:
    /// Null: says why on stderr.
    [[nodiscard]] static std::unique_ptr<DeskUnderLoad> open(const DeskWish& wish)
    {
        std::unique_ptr<DeskUnderLoad> desk(new DeskUnderLoad);
        const auto opened = desk->prepare(wish);
        if (!opened) {
            std::fprintf(stderr, "load_desk: %s %s\n", opened.error().message.c_str(), opened.error().hint.c_str());
            return nullptr;
        }
        desk->start();
        return desk;
    }
    ~DeskUnderLoad()
    {
        end();
    }
    DeskUnderLoad(const DeskUnderLoad&) = delete;
    DeskUnderLoad& operator=(const DeskUnderLoad&) = delete;

    /// Ends the session in order. Once.
    void end()
    {
        if (m_thread.joinable()) {
            m_server.reset();
            m_stop.request();
            m_thread.join();
            m_journal.reset();
        }
    }
    [[nodiscard]] bool send(events::Wish what, std::string_view reason)
    {
        events::Command command;
        command.by = engine::script;
        command.stepUp = true;
        command.reason = ShortText<95>(reason);
        command.what = std::move(what);
        return m_run->send(command);
    }
    /// A small limit order a little below the market, with a stop. Its number is its reason.
    [[nodiscard]] bool order(std::int64_t number)
    {
        const auto& instruments = m_market->instruments;
        const auto& instrument = instruments[static_cast<std::size_t>(number) % instruments.size()];
        events::PlaceOrder place;
        place.ticket.instrument = instrument.id;
        place.ticket.kind = orders::OrderKind::Limit;
        place.ticket.timeInForce = orders::TimeInForce::ImmediateOrCancel; // so that none stands in the next one's way
        const Lots least = instrument.smallest;
        place.ticket.size = Lots{std::max<std::int64_t>(least.count * 20, 1)};
        place.ticket.limit = Ticks{4'999'900 - number % 97};
        place.stop = Ticks{4'950'000};
        return send(place, std::to_string(number));
    }
    [[nodiscard]] runtime::LiveRun& run() noexcept
    {
        return *m_run;
    }
    [[nodiscard]] runtime::KillSwitch& kill() noexcept
    {
        return *m_kill;
    }
    /// For a window, which ends before this does.
    [[nodiscard]] WindowLink link()
    {
        return m_window->link([this](const events::Command& command) { return m_run->send(command); },
                              [this] { m_run->wake(); });
    }
    /// The switch by the profile's own socket, as `omnitrade kill` presses it. False: says why on stderr.
    [[nodiscard]] bool killFromAShell(risk::KillLevel level)
    {
        const auto reply = runtime::askProgram(m_profile->path, runtime::KillRequest{"global", level, "load"});
        const auto* done = reply ? std::get_if<runtime::DoneReply>(&*reply) : nullptr;
        if (done == nullptr) {
            std::fprintf(stderr, "load_desk: the shell could not press the switch\n");
        }
        return done != nullptr;
    }
    [[nodiscard]] Count& count() noexcept
    {
        return m_count;
    }
    [[nodiscard]] const std::vector<market::Instrument>& instruments() const noexcept
    {
        return m_market->instruments;
    }
    [[nodiscard]] bool hasEnded() const noexcept
    {
        return m_hasEnded;
    }

private:
    DeskUnderLoad() = default;

    runtime::Outcome<void> prepare(const DeskWish& wish)
    {
        m_request.profile = wish.profile;
        m_request.program = "load_desk";
        m_request.driver = runtime::DriverKind::Live;
        m_request.broker = {"binance", wish.symbols, {}};
        m_info = *brokers::brokerOf("binance", brokers::allBrokers());
        m_info.make = TheLine::make;
        TheLine::port = wish.orderPort;
        config::BrokerSettings settings;
        settings.broker = "binance";
        settings.faces = {{"rest", wish.rest}, {"ws", wish.ws}, {"ws_api", wish.ws}};
        m_settings.brokers = {settings};
        m_settings.limits.ordersPerMinute = 1'000'000; // pace is another promise
        m_settings.limits.positionPerTrade = BasisPoints{500};
        m_settings.limits.openOrders = 10'000;
        m_settings.limits.duplicateWindow = {};
        auto profile = runtime::lockProfile(m_request.profile);
        if (!profile) {
            return tl::unexpected(profile.error());
        }
        m_profile.emplace(std::move(*profile));
        auto journal = runtime::openJournal(*m_profile, m_reporter);
        if (!journal) {
            return tl::unexpected(journal.error());
        }
        m_opened.emplace(std::move(*journal));
        // As the program does. Without it, to see what it costs: OMNI_LOAD_WITHOUT_AUDIT=1.
        if (std::getenv("OMNI_LOAD_WITHOUT_AUDIT") == nullptr) {
            runtime::AuditWish audit;
            audit.moved = [this] { m_stop.wake(); };
            audit.keepsReserve = true;
            auto book = runtime::AuditBook::open(*m_profile, m_clock, m_reporter, std::move(audit));
            if (!book) {
                return tl::unexpected(book.error());
            }
            m_audit = std::move(*book);
        }
        auto market = runtime::openBrokerMarket(
            m_request.broker,
            {m_settings, m_known, m_opened->desk.state, m_clock, m_stop.flag(), m_reporter, nullptr, wish.profile});
        if (!market) {
            return tl::unexpected(market.error());
        }
        m_market.emplace(std::move(*market));
        auto plan = runtime::planSession(m_request, m_settings, *m_profile, *m_opened, *m_market, m_reporter);
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        m_plan.emplace(std::move(*plan));
        return {};
    }
    void start()
    {
        auto options = runtime::journalOptions(m_settings.journal, m_profile->install, m_market->environment);
        options.moved = [this] { m_stop.wake(); };
        m_journal = std::move(*runtime::JournalThread::start(*m_opened->folder, m_opened->recovery, options));
        m_store.emplace(*m_journal, options.writer.isRelaxed);
        m_kill = std::make_unique<runtime::KillSwitch>(std::move(*platform::KillLatchFile::open(m_profile->path)));
        static_cast<void>(m_kill->beginSession());
        m_window.emplace(m_clock, *m_kill, m_count);
        engine::Engine engine;
        engine.resume(std::move(m_opened->desk.state));
        m_desk.emplace(std::move(engine),
                       driver::DeskStart{m_opened->recovery.last.seq, m_plan->setup.started.boot, m_market->start},
                       storeOfTheDesk(), &*m_window);
        if (m_audited) {
            m_audited->showEngine(m_desk->engine());
        }
        m_run = std::make_unique<runtime::LiveRun>(runtime::LiveParts{m_clock,
                                                                      *m_desk,
                                                                      m_plan->approver,
                                                                      *m_store,
                                                                      *m_kill,
                                                                      *m_market->broker,
                                                                      nullptr,
                                                                      {},
                                                                      {},
                                                                      nullptr,
                                                                      {},
                                                                      m_audit.get()});
        m_control.emplace(m_window->control([this](const events::Command& command) { return m_run->send(command); },
                                            [this] { m_run->wake(); }));
        auto server = runtime::ControlServer::start(m_profile->path, m_profile->lock, *m_control);
        if (server) {
            m_server = std::move(*server);
        }
        m_thread = std::thread([this] {
            m_stop.setWake([this] { m_run->wake(); });
            m_journal->setWaiting([this] { m_run->beat(); });
            const auto how = m_run->run(
                m_plan->setup, m_stop.flag(),
                [this] {
                    return m_window->idle(
                        m_desk->engine(),
                        {m_clock.mono(), m_store->durableUpTo(), m_run->loop().diskLag(), false, m_clock.wall()});
                },
                [](runtime::Step, const std::string&) {});
            m_stop.setWake({});
            m_journal->setWaiting({});
            if (!how) {
                std::fprintf(stderr, "load_desk: the session ended: %s\n", how.error().detail.c_str());
            }
            m_hasEnded = true;
            static_cast<void>(m_journal->end());
            if (m_audit) {
                static_cast<void>(m_audit->end());
            }
        });
    }
    [[nodiscard]] driver::RecordStore* storeOfTheDesk()
    {
        if (m_audit) {
            m_audited.emplace(*m_store, *m_audit, runtime::AuditedStore::Options{});
            return &*m_audited;
        }
        return &*m_store;
    }

    platform::SystemClock m_clock;
    runtime::RunRequest m_request;
    runtime::Reporter m_reporter{
        {}, [](const std::string& text) { std::fprintf(stderr, "load_desk: %s\n", text.c_str()); }};
    runtime::RunStop m_stop;
    config::Settings m_settings;
    brokers::BrokerInfo m_info;
    std::array<const brokers::BrokerInfo*, 1> m_known{&m_info};
    std::optional<runtime::LockedProfile> m_profile;
    std::optional<runtime::OpenJournal> m_opened;
    std::optional<runtime::SessionMarket> m_market;
    std::optional<runtime::SessionPlan> m_plan;
    std::unique_ptr<runtime::JournalThread> m_journal;
    std::optional<runtime::LiveStore> m_store;
    std::unique_ptr<runtime::AuditBook> m_audit; ///< Null: none is kept.
    std::optional<runtime::AuditedStore> m_audited;
    std::unique_ptr<runtime::KillSwitch> m_kill;
    Count m_count{m_clock};
    std::optional<WindowSide> m_window;
    std::optional<driver::Desk> m_desk;
    std::unique_ptr<runtime::LiveRun> m_run;
    std::optional<runtime::TerminalControl> m_control;
    std::unique_ptr<runtime::ControlServer> m_server; ///< Null: no shell can connect.
    std::atomic<bool> m_hasEnded{false};
    std::thread m_thread;
};

} // namespace omni::load

// A terminal without threads, files or an engine: it shows what a test gives it and notes what it is asked for.
//
// Real pictures for it: made_desk.h. One thread.

#pragma once

#include "core/host/runtime/link.h"
#include "tests/support/fake_terminal/fake_audit.h"
#include "tests/support/fake_terminal/fake_live.h"
#include "tests/support/fake_terminal/fake_seat.h"
#include "tests/support/fake_terminal/fake_vault.h"

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace omni::testing {

struct Killed {
    risk::Scope scope;
    risk::KillLevel level = risk::KillLevel::None;
    std::string reason;
};

struct Pace {
    double speed = 1;
    bool isPaused = false;
};

/// Changes what goes out, whoever gave it. None: as it is.
struct Disguise {
    std::function<void(views::DeskSnapshot&)> snapshot;
    std::function<void(runtime::Notice&)> notice;
    std::function<void(views::HistoryRows&)> rows;
};

class FakeTerminal final : public runtime::TerminalLink
{
public:
    // --- what it shows -------------------------------------------------------------------------------------------
    runtime::PhaseView phaseShown{runtime::Phase::Running, {}, {}, 1};
    std::shared_ptr<const views::DeskSnapshot> snapshotShown;
    std::shared_ptr<const views::MarketDay> dayShown;
    std::shared_ptr<const views::Health> healthShown;
    std::shared_ptr<const views::Connection> connectionShown;
    std::shared_ptr<const views::BrokerOffers> brokersShown;
    std::shared_ptr<const views::BrokerListing> listingShown;
    FakeVault vaultShown;
    FakeAudit auditShown;
    FakeLive liveShown;
    std::optional<FakeSeat> seatShown; ///< Before the window is made. None: nobody is asked for.
    risk::KillLevel levelShown = risk::KillLevel::None; ///< `kill` in the global scope raises it.
    Monotonic nowShown;
    bool takesCommands = true; ///< False: `send` refuses.
    bool holdsAnswers = false; ///< True: answers come when `answerAll` is called.
    Disguise disguise;
    std::optional<Error> historyFault; ///< Every query is answered with it.

    void show(views::DeskSnapshot snapshot);
    void show(std::shared_ptr<const views::DeskSnapshot> snapshot);
    void show(views::MarketDay day);
    void show(views::Health health);
    /// Shown under its key, watched or not.
    void show(std::shared_ptr<const views::BarSeries> series);
    void notice(const Stamp& stamp, events::Event event);
    void notice(const Stamp& stamp, events::Fact fact);
    void notices(const std::vector<runtime::Notice>& more);
    /// Rows of the kind in it, newest first, equity oldest first. Queries are answered from them: filtered, paged.
    void give(views::HistoryRows rows);
    /// Another session: the generation rises, pictures are gone.
    void restart();

    // --- what it was asked for -----------------------------------------------------------------------------------
    std::vector<runtime::SessionWish> starts;
    std::vector<Pace> paces;
    std::size_t ends = 0;
    std::vector<events::Command> sent; ///< Refused ones are not in it.
    std::vector<Killed> kills;
    std::vector<views::HistoryQuery> asked;
    std::vector<runtime::QueryId> cancelled;
    std::vector<std::string> listed; ///< Brokers that were asked what they trade.
    std::map<views::SeriesKey, int> watched; ///< By key: how often, less the times it was given up.
    std::map<std::string, std::vector<std::string>, std::less<>> files; ///< Newest version first.

    /// The newest command if it is a `Wish`, else null.
    template<class Wish> [[nodiscard]] const Wish* lastWish() const
    {
        return sent.empty() ? nullptr : std::get_if<Wish>(&sent.back().what);
    }
    /// Those held back.
    void answerAll();

    // --- TerminalLink --------------------------------------------------------------------------------------------
    [[nodiscard]] runtime::PhaseView phase() const override;
    void start(const runtime::SessionWish& wish) override;
    void setPace(double speed, bool isPaused) override;
    void end() override;
    [[nodiscard]] Monotonic now() const override
    {
        return nowShown;
    }
    [[nodiscard]] std::shared_ptr<const views::DeskSnapshot> snapshot() const override;
    [[nodiscard]] std::shared_ptr<const views::MarketDay> day() const override;
    [[nodiscard]] std::shared_ptr<const views::Health> health() const override;
    [[nodiscard]] std::shared_ptr<const views::Connection> connection() const override
    {
        return connectionShown;
    }
    [[nodiscard]] std::shared_ptr<const views::BrokerOffers> brokers() const override
    {
        return brokersShown;
    }
    void askListing(std::string_view broker) override
    {
        listed.emplace_back(broker);
    }
    [[nodiscard]] std::shared_ptr<const views::BrokerListing> listing() const override
    {
        return listingShown;
    }
    void watch(views::SeriesKey key) override;
    void unwatch(views::SeriesKey key) override;
    [[nodiscard]] std::shared_ptr<const views::BarSeries> series(views::SeriesKey key) const override;
    std::size_t takeNotices(std::vector<runtime::Notice>& into, std::size_t most) override;
    [[nodiscard]] bool send(const events::Command& command) override;
    void kill(risk::Scope scope, risk::KillLevel level, std::string_view reason) override;
    [[nodiscard]] risk::KillLevel latched() const noexcept override;
    [[nodiscard]] runtime::VaultLink* vault() noexcept override
    {
        return &vaultShown;
    }
    [[nodiscard]] runtime::LiveLink* live() noexcept override
    {
        return &liveShown;
    }
    [[nodiscard]] runtime::SeatLink* seat() noexcept override
    {
        return seatShown ? &*seatShown : nullptr;
    }
    [[nodiscard]] runtime::AuditLink* audit() noexcept override
    {
        return &auditShown;
    }
    runtime::QueryId ask(views::HistoryQuery query) override;
    void cancel(runtime::QueryId query) override;
    [[nodiscard]] bool takeAnswer(runtime::Answer& out) override;
    [[nodiscard]] std::optional<std::string> file(std::string_view name) const override;
    void keepFile(std::string_view name, std::string text) override;
    [[nodiscard]] std::vector<std::string> earlierFiles(std::string_view name) const override;

private:
    [[nodiscard]] Result<views::HistoryPage> pageFor(const views::HistoryQuery& query) const;

    std::deque<runtime::Notice> m_notices;
    mutable std::shared_ptr<const views::DeskSnapshot> m_disguised, m_disguisedFrom;
    std::map<views::SeriesKey, std::shared_ptr<const views::BarSeries>> m_series;
    std::array<views::HistoryRows, std::variant_size_v<views::HistoryRows>> m_rows = emptyRows();
    std::deque<runtime::Answer> m_answers, m_held;
    runtime::QueryId m_lastQuery = 0;

    [[nodiscard]] static std::array<views::HistoryRows, std::variant_size_v<views::HistoryRows>> emptyRows();
};

} // namespace omni::testing

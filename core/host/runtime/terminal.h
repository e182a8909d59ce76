// The program behind a window: one profile, one session at a time, and threads that the window never waits for.
//
// `open` locks the profile and reads the window's own files; everything slow happens on the engine's thread once a
// session is asked for. A session that fails leaves the program as it is: the phase says what happened, another may be
// started. The threads: the engine's, the charts', the history's, one for the kill latch, one for the window's files,
// one for the vault, two for the audit record, one for the seat, one for health, one for commands from a shell; while a
// session runs those of its journal, its checkpoints and its history's database. That database and the questions to it
// need a QCoreApplication.
//
// Notices of a session that has ended are still delivered, in order, before those of the next: its `SessionStarted`
// stands between them.

#pragma once

#include "core/host/control/run_failure.h"
#include "core/host/runtime/link.h"
#include "core/host/runtime/terminal/terminal_session.h"

#include <memory>
#include <string_view>

namespace omni::runtime {

class Terminal final : public TerminalLink
{
public:
    /// Refused when another program has the profile or it cannot be used; nothing is touched then. Sets up the log.
    [[nodiscard]] static Outcome<std::unique_ptr<Terminal>> open(TerminalRequest request);
    /// Ends the session in order and keeps what was to be kept. Waits for it.
    ~Terminal() override;
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    [[nodiscard]] PhaseView phase() const override;
    void start(const SessionWish& wish) override;
    void setPace(double speed, bool isPaused) override;
    void end() override;

    [[nodiscard]] Monotonic now() const override;
    [[nodiscard]] std::shared_ptr<const views::DeskSnapshot> snapshot() const override;
    [[nodiscard]] std::shared_ptr<const views::MarketDay> day() const override;
    [[nodiscard]] std::shared_ptr<const views::Health> health() const override;
    [[nodiscard]] std::shared_ptr<const views::Connection> connection() const override;
    [[nodiscard]] std::shared_ptr<const views::BrokerOffers> brokers() const override;
    void askListing(std::string_view broker) override;
    [[nodiscard]] std::shared_ptr<const views::BrokerListing> listing() const override;
    void watch(views::SeriesKey key) override;
    void unwatch(views::SeriesKey key) override;
    [[nodiscard]] std::shared_ptr<const views::BarSeries> series(views::SeriesKey key) const override;

    std::size_t takeNotices(std::vector<Notice>& into, std::size_t most) override;

    /// These three also from other threads.
    [[nodiscard]] bool send(const events::Command& command) override;
    void kill(risk::Scope scope, risk::KillLevel level, std::string_view reason) override;
    [[nodiscard]] risk::KillLevel latched() const noexcept override;

    [[nodiscard]] VaultLink* vault() noexcept override;
    [[nodiscard]] LiveLink* live() noexcept override;
    [[nodiscard]] AuditLink* audit() noexcept override;
    [[nodiscard]] SeatLink* seat() noexcept override;

    QueryId ask(views::HistoryQuery query) override;
    void cancel(QueryId query) override;
    [[nodiscard]] bool takeAnswer(Answer& out) override;

    [[nodiscard]] std::optional<std::string> file(std::string_view name) const override;
    void keepFile(std::string_view name, std::string text) override;
    [[nodiscard]] std::vector<std::string> earlierFiles(std::string_view name) const override;

private:
    class Parts;
    explicit Terminal(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace omni::runtime

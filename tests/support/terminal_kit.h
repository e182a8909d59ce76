// A real terminal on a profile of its own, and hands to wait for what it shows.

#pragma once

#include "core/desk/events/principals.h"
#include "core/desk/views/standing.h"
#include "core/host/runtime/terminal.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <functional>
#include <limits>
#include <memory>
#include <set>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace omni::tests {

inline constexpr double asFastAsItCan = std::numeric_limits<double>::infinity();

/// The machine's time for waits, a Monday in March for the record.
class SetClock final : public Clock
{
public:
    Timestamp wall() override
    {
        return Timestamp{1'709'562'600'000'000'000}; // 2024-03-04T14:30:00Z
    }
    Monotonic mono() override
    {
        return Monotonic{std::chrono::steady_clock::now().time_since_epoch().count()};
    }
};

/// True as soon as `holds` is; false when it is not after half a minute.
inline bool becomesTrue(const std::function<bool()>& holds)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

class TerminalKit
{
public:
    explicit TerminalKit(bool startsPaused = false, bool keepsHistory = false, std::vector<std::string> sets = {})
        : m_startsPaused(startsPaused)
        , m_keepsHistory(keepsHistory)
        , m_sets(std::move(sets))
    {
        open();
    }

    /// Once more on the same profile, after `close`.
    runtime::Outcome<void> open()
    {
        runtime::TerminalRequest request;
        request.profile = path();
        request.program = "test";
        request.clock = &m_clock;
        request.startsPaused = m_startsPaused;
        request.keepsHistory = m_keepsHistory;
        request.sets = m_sets;
        auto opened = runtime::Terminal::open(std::move(request));
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        terminal = std::move(*opened);
        return {};
    }
    void close()
    {
        terminal.reset();
    }
    [[nodiscard]] std::filesystem::path path() const
    {
        return m_folder.filePath("profile").toStdString();
    }

    /// A DEMO whose market is always the same.
    void startDemo(double speed, std::vector<std::string> strategies = {})
    {
        runtime::SessionWish wish;
        wish.seed = 7;
        wish.speed = speed;
        wish.strategies = std::move(strategies);
        terminal->start(wish);
    }
    [[nodiscard]] bool comesTo(runtime::Phase phase)
    {
        return becomesTrue([&] { return terminal->phase().phase == phase; });
    }
    /// Ends it and waits for that.
    [[nodiscard]] bool endsInOrder()
    {
        terminal->end();
        return comesTo(runtime::Phase::Ended);
    }

    [[nodiscard]] bool send(events::Wish what, std::string_view reason = "test")
    {
        events::Command command;
        command.by = events::owner;
        command.path = risk::EntryPath::Gui;
        command.stepUp = true;
        command.reason = ShortText<95>(reason);
        command.what = std::move(what);
        return terminal->send(command);
    }
    /// Takes what has come into `notices`.
    void read()
    {
        terminal->takeNotices(notices, 100'000);
    }
    /// Approves each proposal that the picture shows and that can be, once for what is held and open beside it.
    void readAndApprove()
    {
        read();
        const auto desk = terminal->snapshot();
        for (const auto& view : desk != nullptr ? desk->proposals : std::vector<views::ProposalView>()) {
            if (view.made.preview) {
                continue;
            }
            const Digest standing = views::standingIn(desk->risk, view.made.ticket.instrument);
            const Digest digest = views::signedDigest(view.made.digest, standing);
            if (m_signed.insert(digest).second) {
                static_cast<void>(send(events::Approve{view.made.proposal.id, view.made.ticket.size, digest, {}}));
            }
        }
    }

    template<class Fact> [[nodiscard]] static const Fact* factIn(const runtime::Notice& notice)
    {
        const auto* fact = std::get_if<events::Fact>(&notice.what);
        return fact != nullptr ? std::get_if<Fact>(fact) : nullptr;
    }
    template<class Event> [[nodiscard]] static const Event* eventIn(const runtime::Notice& notice)
    {
        const auto* event = std::get_if<events::Event>(&notice.what);
        return event != nullptr ? std::get_if<Event>(event) : nullptr;
    }
    template<class Fact> [[nodiscard]] std::size_t facts() const
    {
        std::size_t count = 0;
        for (const auto& notice : notices) {
            count += factIn<Fact>(notice) != nullptr ? 1U : 0U;
        }
        return count;
    }
    template<class Event> [[nodiscard]] std::size_t inputs() const
    {
        std::size_t count = 0;
        for (const auto& notice : notices) {
            count += eventIn<Event>(notice) != nullptr ? 1U : 0U;
        }
        return count;
    }

private:
    bool m_startsPaused, m_keepsHistory;
    std::vector<std::string> m_sets;
    QTemporaryDir m_folder;
    SetClock m_clock;
    std::set<Digest> m_signed;

public:
    std::unique_ptr<runtime::Terminal> terminal; ///< Ends before what it stands on.
    std::vector<runtime::Notice> notices;
};

} // namespace omni::tests

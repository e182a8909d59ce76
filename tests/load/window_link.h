// The desk under load as a window sees it: the newest picture, notices in order, the kill switch. What has to do with
// sessions, charts, files and the history answers that there is none.

#pragma once

#include "core/base/latest.h"
#include "core/host/runtime/link.h"
#include "core/host/runtime/terminal/kill_switch.h"
#include "core/host/runtime/terminal/notice_queue.h"

#include <functional>
#include <utility>

namespace omni::load {

/// On the window's thread.
class WindowLink final : public runtime::TerminalLink
{
public:
    /// All outlive it.
    struct Parts {
        Clock& clock;
        runtime::NoticeQueue& notices;
        Latest<views::DeskSnapshot>& snapshots;
        runtime::KillSwitch& kill;
        std::function<bool(const events::Command&)> send;
        std::function<void()> wake; ///< The session, as the program does behind a press.
    };
    explicit WindowLink(Parts parts)
        : m_parts(std::move(parts))
    {
    }

    [[nodiscard]] Monotonic now() const override
    {
        return m_parts.clock.mono();
    }
    [[nodiscard]] runtime::PhaseView phase() const override
    {
        return {runtime::Phase::Running, {}, {}, 1};
    }
    [[nodiscard]] std::shared_ptr<const views::DeskSnapshot> snapshot() const override
    {
        return m_parts.snapshots.read();
    }
    std::size_t takeNotices(std::vector<runtime::Notice>& into, std::size_t most) override
    {
        return m_parts.notices.take(into, most);
    }
    [[nodiscard]] bool send(const events::Command& command) override
    {
        return m_parts.send(command);
    }
    void kill(risk::Scope scope, risk::KillLevel level, std::string_view reason) override
    {
        m_parts.kill.press({scope, level, events::owner, ShortText<95>(reason)});
        m_parts.wake();
    }
    [[nodiscard]] risk::KillLevel latched() const noexcept override
    {
        return m_parts.kill.level();
    }

    void start(const runtime::SessionWish&) override { }
    void setPace(double, bool) override { }
    void end() override { }
    [[nodiscard]] std::shared_ptr<const views::MarketDay> day() const override
    {
        return nullptr;
    }
    [[nodiscard]] std::shared_ptr<const views::Health> health() const override
    {
        return nullptr;
    }
    void watch(views::SeriesKey) override { }
    void unwatch(views::SeriesKey) override { }
    [[nodiscard]] std::shared_ptr<const views::BarSeries> series(views::SeriesKey) const override
    {
        return nullptr;
    }
    runtime::QueryId ask(views::HistoryQuery) override
    {
        return 0;
    }
    void cancel(runtime::QueryId) override { }
    [[nodiscard]] bool takeAnswer(runtime::Answer&) override
    {
        return false;
    }
    [[nodiscard]] std::optional<std::string> file(std::string_view) const override
    {
        return std::nullopt;
    }
    void keepFile(std::string_view, std::string) override { }
    [[nodiscard]] std::vector<std::string> earlierFiles(std::string_view) const override
    {
        return {};
    }

private:
    Parts m_parts;
};

} // namespace omni::load

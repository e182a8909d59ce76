// A terminal with a real engine behind it, driven by the test's hand: a command is decided within `send`, and the
// picture and the notices of it are there at the next poll.

#pragma once

#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/test_desk.h"

#include <utility>
#include <vector>

namespace omni::testing {

class EngineTerminal final : public runtime::TerminalLink
{
public:
    explicit EngineTerminal(test::TestDesk armed = test::TestDesk::armed())
        : desk(std::move(armed))
    {
        publish();
        fake.notices({});
    }

    // --- the test's hand -----------------------------------------------------------------------------------------
    /// Whatever the test does to the desk, in its own words; what it led to is published.
    template<class Deed> auto act(Deed&& deed)
    {
        desk.afterEach = [this] { note(); };
        if constexpr (std::is_void_v<decltype(deed(desk))>) {
            deed(desk);
            publish();
        } else {
            auto result = deed(desk);
            publish();
            return result;
        }
    }
    /// What a venue or a broker says, or time that passes: with a notice of it.
    void tell(const events::Event& event)
    {
        desk.afterEach = {};
        desk.apply(event);
        fake.notice(desk.stamp, event);
        note();
        publish();
    }
    /// Publishes the picture of now.
    void publish()
    {
        fake.show(desk.engine.snapshot());
    }
    /// How many of these commands were sent.
    template<class Wish> [[nodiscard]] int sentCount() const
    {
        int count = 0;
        for (const events::Command& command : fake.sent) {
            count += std::holds_alternative<Wish>(command.what) ? 1 : 0;
        }
        return count;
    }

    test::TestDesk desk;
    FakeTerminal fake; ///< Holds the pictures, the notices and what was asked for.
    bool answersAtOnce = true; ///< False: commands are kept in `fake.sent` and decided by `decide`.

    /// Decides the commands that were held back.
    void decide()
    {
        for (const events::Command& command : std::exchange(m_held, {})) {
            apply(command);
        }
    }

    // --- TerminalLink --------------------------------------------------------------------------------------------
    [[nodiscard]] runtime::PhaseView phase() const override
    {
        return fake.phase();
    }
    [[nodiscard]] std::shared_ptr<const views::Connection> connection() const override
    {
        return fake.connection();
    }
    void start(const runtime::SessionWish& wish) override
    {
        fake.start(wish);
    }
    void setPace(double speed, bool isPaused) override
    {
        fake.setPace(speed, isPaused);
    }
    void end() override
    {
        fake.end();
    }
    [[nodiscard]] Monotonic now() const override
    {
        return fake.now();
    }
    [[nodiscard]] std::shared_ptr<const views::DeskSnapshot> snapshot() const override
    {
        return fake.snapshot();
    }
    [[nodiscard]] std::shared_ptr<const views::MarketDay> day() const override
    {
        return fake.day();
    }
    [[nodiscard]] std::shared_ptr<const views::Health> health() const override
    {
        return fake.health();
    }
    void watch(views::SeriesKey key) override
    {
        fake.watch(key);
    }
    void unwatch(views::SeriesKey key) override
    {
        fake.unwatch(key);
    }
    [[nodiscard]] std::shared_ptr<const views::BarSeries> series(views::SeriesKey key) const override
    {
        return fake.series(key);
    }
    std::size_t takeNotices(std::vector<runtime::Notice>& into, std::size_t most) override
    {
        return fake.takeNotices(into, most);
    }
    [[nodiscard]] bool send(const events::Command& command) override
    {
        if (!fake.send(command)) {
            return false;
        }
        if (answersAtOnce) {
            apply(command);
        } else {
            m_held.push_back(command);
        }
        return true;
    }
    void kill(risk::Scope scope, risk::KillLevel level, std::string_view reason) override
    {
        fake.kill(scope, level, reason);
        act([&](test::TestDesk& d) {
            d.apply(events::KillLatched{scope, level, engine::owner, ShortText<95>(reason)});
        });
    }
    [[nodiscard]] risk::KillLevel latched() const noexcept override
    {
        return fake.latched();
    }
    [[nodiscard]] runtime::VaultLink* vault() noexcept override
    {
        return fake.vault();
    }
    runtime::QueryId ask(views::HistoryQuery query) override
    {
        return fake.ask(std::move(query));
    }
    void cancel(runtime::QueryId query) override
    {
        fake.cancel(query);
    }
    [[nodiscard]] bool takeAnswer(runtime::Answer& out) override
    {
        return fake.takeAnswer(out);
    }
    [[nodiscard]] std::optional<std::string> file(std::string_view name) const override
    {
        return fake.file(name);
    }
    void keepFile(std::string_view name, std::string text) override
    {
        fake.keepFile(name, std::move(text));
    }
    [[nodiscard]] std::vector<std::string> earlierFiles(std::string_view name) const override
    {
        return fake.earlierFiles(name);
    }

private:
    void apply(const events::Command& command)
    {
        tell(events::Event(command));
    }
    /// What the newest event led to.
    void note()
    {
        for (const events::Fact& fact : desk.out.facts) {
            fake.notice(desk.stamp, fact);
        }
    }

    std::vector<events::Command> m_held;
};

} // namespace omni::testing

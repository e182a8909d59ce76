#include "core/host/simulate/narrator.h"

#include "core/host/simulate/checks/all.h"
#include "core/host/simulate/checks/counters.h"
#include "core/host/simulate/seen.h"

#include <fmt/format.h>

namespace omni::simulate {

namespace {

using namespace events;

constexpr std::size_t mostWords = 8; ///< Of a step; a quiet night has hundreds.

std::string_view wordOf(WireMessage::Kind kind) noexcept
{
    switch (kind) {
    case WireMessage::Kind::New:
        return "new";
    case WireMessage::Kind::Cancel:
        return "cancel";
    case WireMessage::Kind::Replace:
        return "replace";
    case WireMessage::Kind::Query:
        return "question";
    case WireMessage::Kind::Reconcile:
        return "question of everything";
    }
    return "";
}

std::string subject(OrderId order)
{
    return order ? fmt::format("order {}: ", order.value) : std::string();
}

std::string plannedText(const orders::OrderTicket& ticket)
{
    const auto size = ticket.notional ? std::string("by value") : std::to_string(ticket.size.count);
    return fmt::format("{}planned, {}, {} {} of instrument {}{}", subject(ticket.id), orders::nameOf(ticket.role),
                       ticket.side == Side::Buy ? "buy" : "sell", size, ticket.instrument.value,
                       ticket.held ? ", held" : "");
}

/// Breaks nothing; listens.
class Narrator final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState&, Findings&) override
    {
        say(scene, "the program starts");
    }
    void onCrash(const Scene& scene, Findings&) override
    {
        say(scene, "the program is gone");
    }
    void onInput(const Scene& scene, const Stamp&, const Event& event, Findings&) override
    {
        if (const auto* report = std::get_if<OrderReport>(&event)) {
            say(scene, fmt::format("{}told {}", subject(report->order), orders::nameOf(report->kind)));
        } else if (const auto* fill = std::get_if<orders::Fill>(&event)) {
            say(scene, fmt::format("{}told a fill of {}", subject(fill->order), fill->size.count));
        } else if (const auto* link = std::get_if<LinkChanged>(&event)) {
            say(scene, link->up ? "a link is up" : "a link is down");
        } else if (std::holds_alternative<KillLatched>(event)) {
            say(scene, "the engine hears of the kill switch");
        } else if (const auto* position = std::get_if<PositionReported>(&event)) {
            say(scene, fmt::format("told {} of instrument {}", position->position.count, position->instrument.value));
        }
    }
    void onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings&) override
    {
        if (const auto* made = std::get_if<ProposalMade>(&fact)) {
            say(scene, fmt::format("proposal of strategy {}", made->proposal.strategy.value));
        } else if (const auto* planned = std::get_if<OrderPlanned>(&fact)) {
            say(scene, plannedText(planned->ticket));
        } else if (const auto* refused = std::get_if<OrderRefused>(&fact)) {
            say(scene, refused->preview ? "" : fmt::format("refused: {}", risk::nameOf(refused->refusal.rule)));
        } else if (const auto* released = std::get_if<OrderReleased>(&fact)) {
            say(scene, fmt::format("{}released", subject(released->order)));
        } else if (const auto* cancel = std::get_if<CancelAsked>(&fact)) {
            say(scene, fmt::format("{}cancel asked", subject(cancel->order)));
        } else if (const auto* replace = std::get_if<ReplaceAsked>(&fact)) {
            say(scene, fmt::format("{}replace asked", subject(replace->order)));
        } else if (const auto* wanted = std::get_if<ExitWanted>(&fact)) {
            say(scene, fmt::format("instrument {} is to be closed", wanted->instrument.value));
        } else if (const auto* mode = std::get_if<ModeChanged>(&fact)) {
            say(scene, fmt::format("mode {}", risk::nameOf(mode->mode)));
        } else if (const auto* latched = std::get_if<Latched>(&fact)) {
            say(scene, fmt::format("latched: {}", risk::nameOf(latched->level)));
        } else if (const auto* tripped = std::get_if<BreakerTripped>(&fact)) {
            say(scene, fmt::format("breaker {}", nameOf(tripped->breaker)));
        } else if (const auto* alert = std::get_if<AlertRaised>(&fact)) {
            say(scene, fmt::format("alert {}", alert->key.view()));
        }
    }
    void onWire(const Scene& scene, const WireMessage& message, Findings&) override
    {
        say(scene, fmt::format("{}{} at the venue", subject(message.order), wordOf(message.kind)));
    }
    void onExecution(const Scene& scene, const orders::Fill& fill, Findings&) override
    {
        say(scene, fmt::format("{}{} executed at the venue", subject(fill.order), fill.size.count));
    }
    void onKillPressed(const Scene& scene, risk::KillLevel level, Findings&) override
    {
        say(scene, fmt::format("the kill switch is pressed: {}", risk::nameOf(level)));
    }

    [[nodiscard]] std::vector<std::string> take(std::size_t steps)
    {
        m_lines.resize(steps + 1);
        std::vector<std::string> texts;
        for (const Line& line : m_lines) {
            const auto more = line.words > mostWords ? fmt::format("; and {} more", line.words - mostWords) : "";
            texts.push_back(line.text + more);
        }
        return texts;
    }

private:
    struct Line {
        std::string text;
        std::size_t words = 0;
    };
    void say(const Scene& scene, const std::string& word)
    {
        if (word.empty()) {
            return;
        }
        if (scene.step >= m_lines.size()) {
            m_lines.resize(scene.step + 1);
        }
        Line& line = m_lines[scene.step];
        if (++line.words <= mostWords) {
            line.text += (line.text.empty() ? "" : "; ") + word;
        }
    }
    std::vector<Line> m_lines; ///< By step.
};

} // namespace

std::vector<std::string> narrated(const Plan& plan, std::span<const Step> steps, Lanes& lanes)
{
    Seen seen(counterGroups());
    Narrator narrator;
    std::vector<Check*> borrowed{&narrator}; // first: what breaks is told before it is found
    const auto checks = allChecks(seen);
    for (const auto& check : checks) {
        borrowed.push_back(check.get());
    }
    World world(plan, lanes, borrowed);
    world.begin();
    for (const Step& step : steps) {
        world.take(step);
    }
    return narrator.take(steps.size());
}

} // namespace omni::simulate

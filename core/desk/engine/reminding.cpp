#include "core/desk/engine/reminding.h"

#include <algorithm>
#include <limits>

namespace omni::engine {

namespace {

using namespace events;

/// Said from the first on.
constexpr std::uint8_t atHalf = 1, atFourFifths = 2;

Duration halfOf(const WaitingProposal& waiting) noexcept
{
    return Duration{waiting.made.lifetime.ns / 2};
}

/// Rounded towards its end: never told before it is so.
Duration fourFifthsOf(const WaitingProposal& waiting) noexcept
{
    return Duration{waiting.made.lifetime.ns - waiting.made.lifetime.ns / 5};
}

std::uint8_t dueOf(const WaitingProposal& waiting, Duration lived) noexcept
{
    if (lived >= fourFifthsOf(waiting)) {
        return atFourFifths;
    }
    return lived >= halfOf(waiting) ? atHalf : std::uint8_t{};
}

/// From its making to the moment at which it is to be spoken of next, at last that of its end.
Duration nextWordAbout(const WaitingProposal& waiting) noexcept
{
    switch (waiting.reminders) {
    case 0:
        return halfOf(waiting);
    case atHalf:
        return fourFifthsOf(waiting);
    default:
        return waiting.made.lifetime;
    }
}

} // namespace

void remindOfProposals(Turn& turn)
{
    for (std::size_t i = 0; i < turn.state.waiting.size(); ++i) { // an alert removes none
        const auto& entry = *(turn.state.waiting.begin() + static_cast<std::ptrdiff_t>(i));
        const Duration lived = elapsed(entry.value.at, turn.stamp);
        const std::uint8_t due = dueOf(entry.value, lived);
        if (due > entry.value.reminders) {
            turn.alert(due == atHalf ? AlertLevel::Info : AlertLevel::Warning, expiresSoon,
                       entry.value.made.proposal.instrument, {}, static_cast<std::int64_t>(entry.key.value),
                       (entry.value.made.lifetime - lived).ns);
        }
    }
}

Duration untilNextWord(const DeskState& state, const Stamp& stamp) noexcept
{
    Duration next{std::numeric_limits<std::int64_t>::max()};
    for (const auto& waiting : state.waiting) {
        next = std::min(next, nextWordAbout(waiting.value) - elapsed(waiting.value.at, stamp));
    }
    return std::max(next, Duration{});
}

void noteReminder(DeskState& state, const AlertRaised& alert)
{
    if (auto* waiting = state.waiting.find(ProposalId{static_cast<std::uint64_t>(alert.limit)})) {
        waiting->reminders = std::max(waiting->reminders, alert.level == AlertLevel::Info ? atHalf : atFourFifths);
    }
}

} // namespace omni::engine

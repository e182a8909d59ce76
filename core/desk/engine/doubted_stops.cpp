#include "core/desk/engine/doubted_stops.h"

#include <limits>
#include <string_view>
#include <vector>

namespace omni::engine {

namespace {

constexpr std::string_view inDoubt = "position.stop_in_doubt";

bool isDoubtedStop(const DeskState& state, const orders::OrderRecord* record)
{
    const bool isUnanswered = record != nullptr
        && (record->state == orders::OrderState::Unknown || record->state == orders::OrderState::Sent);
    if (!isUnanswered || record->ticket.role != orders::OrderRole::Stop) {
        return false;
    }
    const auto* holding = state.holdings.find({record->ticket.strategy, record->ticket.instrument});
    const std::int64_t held = holding != nullptr ? holding->lots.count : 0;
    return record->ticket.side == Side::Sell ? held > 0 : held < 0;
}

} // namespace

void tellDoubtedStops(Turn& turn)
{
    turn.standing.endedIf([&turn](const AlertCause& cause) {
        return cause.key.view() == inDoubt && !isDoubtedStop(turn.state, turn.state.ledger.find(cause.order));
    });
    std::vector<AlertCause> lasting;
    turn.state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        const auto& ticket = record.ticket;
        const AlertCause cause{inDoubt, ticket.instrument, ticket.strategy, ticket.id};
        if (isDoubtedStop(turn.state, &record)
            && turn.standing.hasLasted(cause, doubtedStopPatience, turn.stamp.mono)) {
            lasting.push_back(cause);
        }
    });
    for (const AlertCause& cause : lasting) {
        turn.keepTelling(events::AlertLevel::Critical, cause);
    }
}

Duration untilDoubtIsSeen(const DeskState& state) noexcept
{
    bool isAny = false;
    if (state.ledger.unknownCount() > 0) {
        state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
            isAny = isAny || (record.state == orders::OrderState::Unknown && isDoubtedStop(state, &record));
        });
    }
    return isAny ? seconds(1) : Duration{std::numeric_limits<std::int64_t>::max()};
}

} // namespace omni::engine

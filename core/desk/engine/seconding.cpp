#include "core/desk/engine/seconding.h"

#include "core/desk/engine/principals.h"
#include "core/desk/events/wire_facts.h"

#include <algorithm>

namespace omni::engine {

namespace {

using namespace events;

/// Exactly what is asked for, and where it follows the broker's word, that word: two who saw other figures did not
/// agree.
Digest digestOfWish(const DeskState& state, const Wish& wish)
{
    Bytes bytes;
    ByteWriter out(bytes);
    Encoder encode(out, Timestamp{});
    encode(wish);
    const bool isAdopting = std::holds_alternative<AdoptPosition>(wish) || std::holds_alternative<CloseDifference>(wish)
        || std::holds_alternative<AdoptCash>(wish) || std::holds_alternative<AdoptOpening>(wish);
    if (isAdopting) {
        for (const auto& entry : state.reported) {
            encode(entry.key, entry.value, state.portfolio.position(entry.key).lots);
        }
        for (const auto& entry : state.reportedCash) {
            encode(entry.key, entry.value, state.portfolio.cash(entry.key));
        }
    }
    return digestOf("omni.second.1", bytes);
}

/// A script is the owner's hand.
PrincipalId personOf(PrincipalId by) noexcept
{
    return by == script ? owner : by;
}

/// Somebody else has the right to ask for the same.
bool isAlone(const DeskState& state, const Command& command)
{
    Command same = command;
    return std::none_of(state.people.begin(), state.people.end(), [&](const auto& person) {
        same.by = person.key;
        return person.key != personOf(command.by) && judged(state, same).answer != risk::Answer::Deny;
    });
}

} // namespace

Seconding secondFor(Turn& turn, const Command& command, const Judged& right)
{
    const DeskState& state = turn.state;
    if (right.answer != risk::Answer::SecondPerson || state.people.isEmpty()) {
        return {};
    }
    const bool alone = isAlone(state, command);
    const Denial notYet = alone ? Denial::AskAgainLater : Denial::SecondPersonMissing;
    const Digest wish = digestOfWish(state, command.what);
    const auto* awaited = state.awaited.find(wish);
    if (awaited == nullptr || elapsed(awaited->at, turn.stamp) >= secondAwaited) {
        turn.decide(SecondAsked{wish, right.action, command.by});
        turn.alert(AlertLevel::Warning, alone ? "second.cooling" : "second.asked", {}, {},
                   static_cast<std::int64_t>(right.action), static_cast<std::int64_t>(command.by.value));
        return {notYet, std::nullopt};
    }
    const bool isSame = personOf(awaited->by) == personOf(command.by);
    const bool mayGo = alone ? elapsed(awaited->at, turn.stamp) >= coolingAlone : !isSame;
    return mayGo ? Seconding{std::nullopt, SecondGiven{wish, right.action, awaited->by, command.by}}
                 : Seconding{notYet, std::nullopt};
}

} // namespace omni::engine

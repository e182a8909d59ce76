#include "core/host/runtime/seat/seat_event.h"

#include <string_view>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

std::string_view nameOf(SeatDeed deed) noexcept
{
    switch (deed) {
    case SeatDeed::SignedIn:
        return "signed in";
    case SeatDeed::NotLetIn:
        return "not let in";
    case SeatDeed::Locked:
        return "locked";
    case SeatDeed::Unlocked:
        return "unlocked";
    case SeatDeed::NotUnlocked:
        return "not unlocked";
    case SeatDeed::SteppedUp:
        return "a fresh code";
    case SeatDeed::NotSteppedUp:
        return "no fresh code";
    case SeatDeed::SignedOut:
        return "signed out";
    }
    return "something else";
}

} // namespace

std::string textOf(const SeatEvent& event)
{
    std::string text(nameOf(event.deed));
    if (event.number) {
        text += fmt::format(", person {}", event.number.value);
    }
    return event.why.empty() ? text : text + ", " + event.why;
}

} // namespace omni::runtime

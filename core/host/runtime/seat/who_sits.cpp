#include "core/host/runtime/seat/who_sits.h"

namespace omni::runtime {

audit::AuditEntry entryOf(const SeatEvent& event)
{
    const AuditedPerson who{event.number, event.roles};
    const auto entry = [&](SeatAct act, audit::AuditOutcome outcome) {
        return seatEntry(act, who, outcome, audit::AuditPath::Window, event.why);
    };
    switch (event.deed) {
    case SeatDeed::SignedIn:
        return entry(SeatAct::SignIn, audit::AuditOutcome::Done);
    case SeatDeed::NotLetIn:
        return entry(SeatAct::SignIn, audit::AuditOutcome::Refused);
    case SeatDeed::Locked:
        return entry(SeatAct::Lock, audit::AuditOutcome::Done);
    case SeatDeed::Unlocked:
        return entry(SeatAct::Unlock, audit::AuditOutcome::Done);
    case SeatDeed::NotUnlocked:
        return entry(SeatAct::Unlock, audit::AuditOutcome::Refused);
    case SeatDeed::SteppedUp:
        return entry(SeatAct::StepUp, audit::AuditOutcome::Done);
    case SeatDeed::NotSteppedUp:
        return entry(SeatAct::StepUp, audit::AuditOutcome::Refused);
    case SeatDeed::SignedOut:
        break;
    }
    return entry(SeatAct::SignOut, audit::AuditOutcome::Done);
}

} // namespace omni::runtime

#include "core/desk/events/fact.h"

namespace omni::events {

std::string_view nameOf(Cause cause) noexcept
{
    switch (cause) {
    case Cause::Person:
        return "person";
    case Cause::Strategy:
        return "strategy";
    case Cause::Bracket:
        return "bracket";
    case Cause::Trailing:
        return "trailing";
    case Cause::TimeExit:
        return "time_exit";
    case Cause::Kill:
        return "kill";
    case Cause::Breaker:
        return "breaker";
    case Cause::Restart:
        return "restart";
    case Cause::Mode:
        return "mode";
    case Cause::Expiry:
        return "expiry";
    case Cause::Budget:
        return "budget";
    case Cause::Exit:
        return "exit";
    case Cause::StrategyOff:
        return "strategy_off";
    case Cause::Resize:
        return "resize";
    }
    return "unknown";
}

std::string_view nameOf(Breaker breaker) noexcept
{
    switch (breaker) {
    case Breaker::DailyLoss:
        return "daily_loss";
    case Breaker::Drawdown:
        return "drawdown";
    case Breaker::LosingStreak:
        return "losing_streak";
    case Breaker::Mismatch:
        return "mismatch";
    case Breaker::JournalFailed:
        return "journal_failed";
    case Breaker::RejectStorm:
        return "reject_storm";
    case Breaker::RepeatedExecution:
        return "repeated_execution";
    case Breaker::NeedsReconcile:
        return "needs_reconcile";
    case Breaker::EngineStalled:
        return "engine_stalled";
    }
    return "unknown";
}

std::string_view nameOf(DifferenceKind kind) noexcept
{
    switch (kind) {
    case DifferenceKind::Position:
        return "position";
    case DifferenceKind::Cash:
        return "cash";
    case DifferenceKind::OrderHereOnly:
        return "order_here_only";
    case DifferenceKind::OrderThereOnly:
        return "order_there_only";
    }
    return "unknown";
}

std::string_view nameOf(Closing closing) noexcept
{
    switch (closing) {
    case Closing::Approved:
        return "approved";
    case Closing::Declined:
        return "declined";
    case Closing::Expired:
        return "expired";
    case Closing::Withdrawn:
        return "withdrawn";
    case Closing::Superseded:
        return "superseded";
    case Closing::Suppressed:
        return "suppressed";
    }
    return "unknown";
}

std::string_view nameOf(Denial denial) noexcept
{
    switch (denial) {
    case Denial::NoRight:
        return "no_right";
    case Denial::StepUpMissing:
        return "step_up_missing";
    case Denial::OwnProposal:
        return "own_proposal";
    case Denial::NotFound:
        return "not_found";
    case Denial::NotOpen:
        return "not_open";
    case Denial::WrongDigest:
        return "wrong_digest";
    case Denial::SizeRaised:
        return "size_raised";
    case Denial::DeskUnwell:
        return "desk_unwell";
    case Denial::Invalid:
        return "invalid";
    case Denial::LiveNotReady:
        return "live_not_ready";
    case Denial::CoolingOff:
        return "cooling_off";
    case Denial::TooLate:
        return "too_late";
    case Denial::SecondPersonMissing:
        return "second_person_missing";
    case Denial::AskAgainLater:
        return "ask_again_later";
    }
    return "unknown";
}

std::string_view nameOf(AlertLevel level) noexcept
{
    switch (level) {
    case AlertLevel::Info:
        return "info";
    case AlertLevel::Warning:
        return "warning";
    case AlertLevel::Critical:
        return "critical";
    }
    return "unknown";
}

} // namespace omni::events

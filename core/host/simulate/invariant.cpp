#include "core/host/simulate/invariant.h"

#include <array>

namespace omni::simulate {

namespace {

constexpr std::array<std::string_view, 35> promises{
    "no strategy's order without a living, unused approval of exactly it",
    "nothing that adds exposure after a kill",
    "limits hold in the worst case",
    "one intent, one id, once",
    "the intent is on the disk first",
    "Unknown is left by evidence alone",
    "an execution counts once",
    "never more filled than ordered",
    "positions are the venue's",
    "the books add up, to the last unit",
    "orders live as the life cycle says",
    "latches persist",
    "limits change by those who may",
    "no order of a strategy on old data",
    "prices near the market",
    "the pace is kept",
    "each strategy's position has its stop, or somebody is told",
    "what reduces never flips",
    "breakers trip within one event, and stand",
    "the record has no gap",
    "every message has its record",
    "recovery gives back what was written",
    "recovery gives back what was written",
    "one owner of a profile",
    "one seed, one story",
    "everything has a bound",
    "nothing silent",
    "no secret in the open",
    "one table of rights",
    "the clock cannot be bent",
    "no number outside its range",
    "nothing hangs",
    "strategies do not touch each other",
    "a good citizen at the venue",
    "environments never mix",
};

} // namespace

std::string_view promiseOf(Invariant invariant) noexcept
{
    const auto at = static_cast<std::size_t>(invariant.number) - 1;
    return at < promises.size() ? promises[at] : std::string_view();
}

} // namespace omni::simulate

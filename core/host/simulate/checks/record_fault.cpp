#include "core/host/simulate/checks/record_fault.h"

#include "core/desk/driver/recovery.h"
#include "core/desk/journal/verify.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace omni::simulate {

namespace {

/// Market data are written and not synced.
bool isOfTape(std::string_view file) noexcept
{
    return file.starts_with("tape-");
}

/// The reader calls it a hole only where no mark says that the place was durable.
bool isHole(const ports::LogFolder& folder, const journal::Fault& fault)
{
    auto reader = journal::Reader::open(folder, journal::Stream::Journal);
    for (journal::Record record; reader.next(record);) { }
    const auto& ending = reader.ending();
    return ending.condition == journal::Condition::Hole && ending.text == fault.text;
}

} // namespace

std::optional<Broken> faultOfRecord(const ports::LogFolder& folder, std::uint64_t step, Ended ended)
{
    const auto broken = [step](int invariant, std::string what) { return Broken{{invariant}, step, std::move(what)}; };
    const auto verification = journal::verify(folder);
    for (const auto& fault : verification.faults) {
        const bool mayBe = !verification.hasCleanEnd
            && (isOfTape(fault.file) || (ended == Ended::WithoutPower && isHole(folder, fault)));
        if (!mayBe) {
            return broken(20, fault.text);
        }
    }
    const auto quick = driver::recoverDesk(folder);
    const auto again = driver::recoverDesk(folder);
    const auto whole
        = driver::recoverDesk(folder, {.usesCheckpoint = false, .before = driver::RecoverOptions{}.before});
    for (const auto* one : {&quick, &again, &whole}) {
        if (!*one) {
            return broken(22, "the journal is sound and gives nothing back: " + one->error().detail);
        }
    }
    if (quick->last != whole->last) {
        return broken(22,
                      fmt::format("the journal ends at {} from its checkpoint and at {} from its first record",
                                  quick->last.value, whole->last.value));
    }
    const Digest hash = quick->state.hash();
    if (hash != again->state.hash()) {
        return broken(22, "the journal read twice gives two states");
    }
    if (hash != whole->state.hash()) {
        return broken(22,
                      fmt::format("the checkpoint at {} gives another state than the journal from its first record",
                                  quick->checkpoint.value));
    }
    return std::nullopt;
}

} // namespace omni::simulate

#include "core/host/runtime/stall_note.h"

#include "core/base/bytes.h"
#include "core/base/log.h"

namespace omni::runtime {

namespace {

constexpr std::string_view noteName = "engine-stalled";

} // namespace

events::TroubleFound stallOf(StrategyId strategy, Duration span)
{
    const std::string text = strategy ? "the engine stalled in strategy " + std::to_string(strategy.value)
                                      : std::string("the engine stalled");
    return {events::Trouble::EngineStalled, strategy, span, ShortText<95>(text)};
}

void keepStall(platform::FileFolder& profile, const events::TroubleFound& stall)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u64(stall.strategy.value);
    out.i64(stall.span.ns);
    out.u32(crc32c(bytes));
    if (const auto written = profile.replace(noteName, bytes); !written) {
        logError("the stall of the engine could not be noted: {}", written.error().detail);
    }
}

std::optional<events::TroubleFound> keptStall(const platform::FileFolder& profile)
{
    const auto file = profile.read(noteName);
    if (!file) {
        return file.error().code == Errc::NotFound ? std::nullopt : std::optional(stallOf({}, {}));
    }
    const auto bytes = (*file)->bytes();
    constexpr std::size_t covered = 16;
    ByteReader in(bytes);
    const StrategyId strategy{in.u64()};
    const Duration span{in.i64()};
    const std::uint32_t sum = in.u32();
    const bool isWhole = in.finished() && sum == crc32c(bytes.first(covered));
    return isWhole ? stallOf(strategy, span) : stallOf({}, {});
}

void forgetStall(platform::FileFolder& profile)
{
    if (const auto removed = profile.remove(noteName); !removed && removed.error().code != Errc::NotFound) {
        logError("the note of a stall could not be removed: {}", removed.error().detail);
    }
}

} // namespace omni::runtime

#include "core/host/runtime/journal_options.h"

#include "core/base/log.h"

namespace omni::runtime {

namespace {

void tellPruned(const Result<journal::Pruned>& pruned)
{
    if (pruned) {
        logInfo(
            "{} segments of old market data removed, {} bytes: a replay decides again from behind event {} on, at the "
            "next session's start",
            pruned->segments, pruned->bytes, pruned->upTo.value);
    } else {
        logWarn("old market data could not be removed: {}", pruned.error().detail);
    }
}

} // namespace

JournalThreadOptions journalOptions(const config::JournalSettings& settings, const journal::InstallId& install,
                                    orders::Environment environment)
{
    JournalThreadOptions options;
    options.writer.segmentBytes = settings.segmentBytes;
    options.writer.install = install;
    options.writer.isRelaxed = settings.durability == config::Durability::Relaxed && orders::isSimulated(environment);
    options.mostTapeBytes = settings.tapeBytes;
    options.pruned = tellPruned;
    return options;
}

} // namespace omni::runtime

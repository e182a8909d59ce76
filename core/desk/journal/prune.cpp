#include "core/desk/journal/prune.h"

#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/segment.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace omni::journal {

namespace {

struct TapeFile {
    std::uint32_t number = 0;
    std::uint64_t bytes = 0;
    std::optional<Seal> seal;
};

/// By number.
Result<std::vector<TapeFile>> tapeOf(const ports::LogFolder& folder)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    std::vector<TapeFile> files;
    for (const auto& name : *names) {
        const auto id = segmentOf(name);
        if (!id || id->stream != Stream::Tape) {
            continue;
        }
        const auto bytes = folder.read(name);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        files.push_back({id->number, (*bytes)->bytes().size(), sealAtEnd((*bytes)->bytes(), *id)});
    }
    std::ranges::sort(files, {}, &TapeFile::number);
    return files;
}

} // namespace

Result<Pruned> pruneTape(ports::LogFolder& folder, std::uint64_t mostBytes, Sequence checkpointed)
{
    const auto files = tapeOf(folder);
    if (!files) {
        return tl::unexpected(files.error());
    }
    std::uint64_t total = 0;
    for (const TapeFile& file : *files) {
        total += file.bytes;
    }
    Pruned pruned;
    for (std::size_t i = 0; i + 1 < files->size() && total > mostBytes; ++i) {
        const TapeFile& file = (*files)[i];
        if (!file.seal || file.seal->last.seq > checkpointed) {
            break;
        }
        if (const auto removed = folder.remove(segmentName(Stream::Tape, file.number)); !removed) {
            return tl::unexpected(removed.error());
        }
        total -= file.bytes;
        pruned.segments += 1;
        pruned.bytes += file.bytes;
        pruned.upTo = file.seal->last.seq;
    }
    return pruned;
}

Result<Pruned> pruneTape(ports::LogFolder& folder, std::uint64_t mostBytes)
{
    const auto found = newestCheckpoint(folder, Sequence{std::numeric_limits<std::uint64_t>::max()});
    if (!found) {
        return tl::unexpected(found.error());
    }
    return pruneTape(folder, mostBytes, found->checkpoint ? found->checkpoint->seq : Sequence{});
}

} // namespace omni::journal

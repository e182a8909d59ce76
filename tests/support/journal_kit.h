// Small journals for tests: records whose content follows from their number, and sessions that write them.

#pragma once

#include "core/desk/journal/recovery.h"
#include "core/desk/journal/verify.h"
#include "core/desk/journal/writer.h"
#include "tests/support/memory_folder.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace omni::tests {

/// A record that owns its payload, to compare with.
struct OwnedRecord {
    Stamp stamp;
    std::uint32_t index = 0;
    std::uint16_t kind = 0;
    std::vector<std::byte> payload;
    friend bool operator==(const OwnedRecord&, const OwnedRecord&) = default;
};

[[nodiscard]] inline OwnedRecord ownedCopy(const journal::Record& record)
{
    return {record.stamp, record.index, record.kind, {record.payload.begin(), record.payload.end()}};
}

[[nodiscard]] inline journal::Record borrowed(const OwnedRecord& record)
{
    return {record.stamp, record.index, record.kind, record.payload};
}

/// Record `n`, from 1: two to a sequence, a millisecond apart, with a payload of up to 40 bytes that names it.
[[nodiscard]] inline OwnedRecord recordNumber(std::uint64_t n)
{
    const std::uint64_t seq = (n + 1) / 2;
    const auto time = static_cast<std::int64_t>(seq) * 1'000'000;
    OwnedRecord record{{{seq}, {1'700'000'000'000'000'000 + time}, {time}, 1}, (n + 1) % 2 == 0 ? 0U : 1U, 7, {}};
    for (std::uint64_t i = 0; i < n % 41; ++i) {
        record.payload.push_back(static_cast<std::byte>(n * 31 + i));
    }
    return record;
}

[[nodiscard]] inline std::vector<OwnedRecord> recordNumbers(std::uint64_t first, std::uint64_t last)
{
    std::vector<OwnedRecord> records;
    for (std::uint64_t n = first; n <= last; ++n) {
        records.push_back(recordNumber(n));
    }
    return records;
}

[[nodiscard]] inline std::vector<OwnedRecord> recordsIn(const ports::LogFolder& folder,
                                                        journal::Stream stream = journal::Stream::Journal,
                                                        const journal::ReadOptions& options = {})
{
    std::vector<OwnedRecord> records;
    auto reader = journal::Reader::open(folder, stream, options);
    for (journal::Record record; reader.next(record);) {
        records.push_back(ownedCopy(record));
    }
    return records;
}

/// Recovers and opens a stream for writing.
[[nodiscard]] inline Result<journal::Writer> writerIn(ports::LogFolder& folder,
                                                      const journal::WriterOptions& options = {},
                                                      journal::Stream stream = journal::Stream::Journal)
{
    const auto recovery = journal::recover(folder);
    if (!recovery) {
        return tl::unexpected(recovery.error());
    }
    return journal::Writer::open(folder, recovery->of(stream).end, options);
}

/// Appends records `first`..`last`, each its own synced batch. True when all went well.
[[nodiscard]] inline bool writeEach(journal::Writer& writer, std::uint64_t first, std::uint64_t last)
{
    for (std::uint64_t n = first; n <= last; ++n) {
        const auto record = recordNumber(n);
        if (!writer.append(borrowed(record)) || !writer.commit(true)) {
            return false;
        }
    }
    return true;
}

/// A journal of `count` records in segments of about 1 KiB, ended cleanly or left as a crash leaves it.
[[nodiscard]] inline MemoryFolder aJournal(std::uint64_t count, bool endsCleanly)
{
    MemoryFolder folder;
    auto writer = writerIn(folder, {.segmentBytes = 1024, .install = {}, .isRelaxed = false});
    bool isGood = writer && writeEach(*writer, 1, count);
    if (isGood && endsCleanly) {
        isGood = writer->end() && journal::writeCleanEnd(folder);
    } else if (isGood) {
        isGood = writer->markDurable().has_value();
    }
    if (!isGood) {
        folder.files.clear(); // every test that builds on it then fails
    }
    return folder;
}

} // namespace omni::tests

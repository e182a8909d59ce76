// A desk's record in a log folder, written on the caller's thread: journal and tape, with or without syncs.

#pragma once

#include "core/desk/driver/record_store.h"
#include "core/desk/journal/emergency.h"
#include "core/desk/journal/recovery.h"
#include "core/desk/journal/writer.h"

#include <optional>

namespace omni::test {

class FolderStore final : public driver::RecordStore
{
public:
    /// Goes on where the folder ends. The folder outlives the store and is sound.
    explicit FolderStore(ports::LogFolder& folder, bool isRelaxed = false, std::uint64_t segmentBytes = 64 << 20)
        : m_folder(folder)
        , m_isRelaxed(isRelaxed)
        , m_recovery(*journal::recover(folder))
        , m_journal(open(journal::Stream::Journal, segmentBytes))
        , m_tape(open(journal::Stream::Tape, segmentBytes))
    {
        const auto& end = m_recovery.of(journal::Stream::Emergency).end;
        if (auto reserve = journal::EmergencyLog::prepare(folder, end, journal::InstallId{})) {
            m_lastWords.emplace(std::move(*reserve));
        }
    }
    void append(bool isTape, const journal::Record& record) override
    {
        static_cast<void>((isTape ? m_tape : m_journal).append(record));
    }
    void complete(Sequence) override
    {
        if (m_tape.gatheredBytes() > (256 << 10)) {
            static_cast<void>(write(false));
        }
    }
    [[nodiscard]] Result<void> makeDurable(Sequence) override
    {
        return write(!m_isRelaxed);
    }
    void emergency(const journal::Record& record) override
    {
        if (m_lastWords) {
            static_cast<void>(m_lastWords->write(record));
        }
    }
    /// What a clean end of the program leaves.
    void end()
    {
        static_cast<void>(m_journal.end());
        static_cast<void>(m_tape.end());
        static_cast<void>(journal::writeCleanEnd(m_folder));
    }
    /// Of the newest record before this store.
    [[nodiscard]] Sequence last() const noexcept
    {
        return m_recovery.last.seq;
    }

private:
    journal::Writer open(journal::Stream stream, std::uint64_t segmentBytes)
    {
        journal::WriterOptions options;
        options.segmentBytes = segmentBytes;
        options.isRelaxed = m_isRelaxed;
        return std::move(*journal::Writer::open(m_folder, m_recovery.of(stream).end, options));
    }
    Result<void> write(bool sync)
    {
        return m_tape.commit(sync).and_then([&] { return m_journal.commit(sync); });
    }

    ports::LogFolder& m_folder;
    bool m_isRelaxed;
    journal::Recovery m_recovery;
    journal::Writer m_journal;
    journal::Writer m_tape;
    std::optional<journal::EmergencyLog> m_lastWords;
};

} // namespace omni::test

// The records of a profile's journal from a sequence on, with those of the reserve where the journal had failed: what
// recovery folds, in its order. One that stands in both is given once.

#pragma once

#include "core/base/error.h"
#include "core/desk/journal/reader.h"
#include "core/desk/ports/log_folder.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace omni::journal {

/// How much of a record there is, told without reading it.
struct FeedExtent {
    std::size_t segments = 0; ///< Of journal and emergency.
    std::uint64_t bytes = 0; ///< Of the last ones.
    friend bool operator==(const FeedExtent&, const FeedExtent&) = default;
};
/// Nothing: the folder cannot be listed.
[[nodiscard]] std::optional<FeedExtent> extentOf(const ports::LogFolder& folder);

class RecordFeed
{
public:
    /// `folder` outlives it. Works beside a running writer.
    [[nodiscard]] static RecordFeed open(const ports::LogFolder& folder, Sequence from);

    /// The next record, which stays the next one; null at the end. Its payload is good until `pass`.
    [[nodiscard]] const Record* peek() const noexcept;
    void pass();

    /// Once `peek` is null. Corrupt, Newer, Unavailable: the journal cannot be read on. What is not whole yet is none
    /// of them.
    [[nodiscard]] Result<void> ending() const;
    /// Once `peek` is null: the last record of both, also where that is before `from`. Zero: there is none.
    [[nodiscard]] Sequence last() const noexcept;
    /// Of the journal. None: it has no segment yet.
    [[nodiscard]] std::optional<InstallId> install() const noexcept;

private:
    struct Source {
        Reader reader;
        Record head;
        bool hasHead = false;
    };
    RecordFeed(Source journal, Source emergency);
    [[nodiscard]] bool isEmergencyNext() const noexcept;

    Source m_journal, m_emergency;
};

} // namespace omni::journal

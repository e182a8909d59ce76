// Reads the files of a record ahead of the judgement and makes their proofs meanwhile, on a few threads.
//
// Bounded: each thread holds two segments at most, the one that waits to be taken and the one that it works on.

#pragma once

#include "core/host/audit_verify/segment_proofs.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace omni::audit_verify {

enum class Reading : std::uint8_t { Whole, TooLarge, Failed };

struct ReadSegment {
    Reading how = Reading::Failed;
    std::vector<unsigned char> bytes;
    SegmentProofs proofs;
};

/// One file. `TooLarge`: more bytes than any segment has. A link is `Failed`: what it points to is not in the folder.
[[nodiscard]] Reading readSegment(const std::filesystem::path& file, std::vector<unsigned char>& bytes);

class ReadAhead
{
public:
    /// `numbers`, ascending, and the folder's name outlive it. `threads`: 1 to 16.
    ReadAhead(const std::filesystem::path& folder, std::span<const std::uint32_t> numbers,
              const std::optional<KeyFile>& key, unsigned threads);
    /// Ends the threads, wherever they are.
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// The next of `numbers`; waits for it. As often as there are numbers. What it gave before is used up: its memory
    /// is used again.
    [[nodiscard]] const ReadSegment& next();

private:
    /// One thread's segments: every so many of the numbers.
    struct Lane {
        std::thread thread;
        ReadSegment ready;
        bool isReady = false;
    };
    void run(std::size_t lane, const std::optional<KeyFile>& key);

    const std::filesystem::path& m_folder;
    std::span<const std::uint32_t> m_numbers;
    std::vector<Lane> m_lanes;
    std::mutex m_mutex; ///< Around `ready`, `isReady` and the flag below.
    std::condition_variable m_news;
    bool m_isStopping = false;
    std::size_t m_next = 0;
    ReadSegment m_current; ///< The caller's.
};

} // namespace omni::audit_verify

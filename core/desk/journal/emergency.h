// Room for last words: a file that holds at least 1 MiB back, to be given up when the disk is full (F5).

#pragma once

#include "core/desk/journal/writer.h"

#include <cstdint>
#include <optional>

namespace omni::journal {

inline constexpr std::string_view reserveName = "reserve.omr";
inline constexpr std::uint64_t reserveBytes = std::uint64_t{1} << 20;

/// The bytes of the reserve: a header and a pattern that no file system can leave out. Made once.
[[nodiscard]] const Bytes& reserveContent();

/// A stream of its own, because the journal's file is not to be touched once it has failed. Holds kills, cancels and
/// what the audit must know. One thread.
class EmergencyLog
{
public:
    /// Makes the reserve if it is not there. `end` is recovery's for `Stream::Emergency`. `folder` outlives this.
    [[nodiscard]] static Result<EmergencyLog> prepare(ports::LogFolder& folder, const StreamEnd& end,
                                                      const InstallId& install);
    /// Gives the reserve up at the first call; writes and syncs. Full once a session has written `reserveBytes`.
    [[nodiscard]] Result<void> write(const Record& record);
    [[nodiscard]] bool isUsed() const noexcept
    {
        return m_writer.has_value();
    }
    /// Seals what was written, by this session or by one that could not: an open stream would keep every later session
    /// from ending cleanly.
    [[nodiscard]] Result<void> end();

private:
    EmergencyLog(ports::LogFolder& folder, const StreamEnd& end, const InstallId& install);
    [[nodiscard]] Result<void> open();
    ports::LogFolder* m_folder = nullptr;
    StreamEnd m_end;
    InstallId m_install{};
    std::optional<Writer> m_writer;
    std::uint64_t m_written = 0;
};

} // namespace omni::journal

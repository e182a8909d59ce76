#include "core/desk/journal/emergency.h"

#include "core/desk/journal/prelude.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace omni::journal {

namespace {

constexpr std::string_view magic = "OMNIRSV\n";

/// Behind the header SplitMix64 from 0 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014): zeros would be left out by a file system that compresses.
Bytes makeReserve()
{
    Bytes out;
    out.reserve(reserveBytes);
    appendPrelude(out, magic, formatVersion, preludeBytes);
    ByteWriter to(out);
    for (std::uint64_t state = 0; out.size() < reserveBytes;) {
        state += 0x9E37'79B9'7F4A'7C15;
        std::uint64_t mixed = (state ^ (state >> 30)) * 0xBF58'476D'1CE4'E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EB;
        to.u64(mixed ^ (mixed >> 31));
    }
    return out;
}

Result<bool> hasReserve(const ports::LogFolder& folder)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    if (!std::ranges::binary_search(*names, reserveName)) {
        return false;
    }
    const auto bytes = folder.read(reserveName);
    if (!bytes || (*bytes)->bytes().size() != reserveBytes) {
        return false;
    }
    return std::memcmp((*bytes)->bytes().data(), reserveContent().data(), reserveBytes) == 0;
}

} // namespace

const Bytes& reserveContent()
{
    static const Bytes content = makeReserve(); // each start compares with it, and a simulator starts very often
    return content;
}

EmergencyLog::EmergencyLog(ports::LogFolder& folder, const StreamEnd& end, const InstallId& install)
    : m_folder(&folder)
    , m_end(end)
    , m_install(install)
{
}

Result<EmergencyLog> EmergencyLog::prepare(ports::LogFolder& folder, const StreamEnd& end, const InstallId& install)
{
    const auto isThere = hasReserve(folder);
    if (!isThere) {
        return tl::unexpected(isThere.error());
    }
    if (!*isThere) {
        if (const auto made = folder.replace(reserveName, reserveContent()); !made) {
            return tl::unexpected(made.error());
        }
    }
    return EmergencyLog(folder, end, install);
}

Result<void> EmergencyLog::write(const Record& record)
{
    // A frame has at most 52 bytes beside its payload, and the header and a seal come to it.
    const std::uint64_t size = record.payload.size() + 52;
    if (m_written + size + headerBytes + mostSealBytes > reserveBytes) {
        return failure(Errc::Full, "the emergency record's reserve is used up");
    }
    if (!m_writer) {
        // On a disk that is full the room must come first. A reserve that cannot be removed may still leave some.
        (void)m_folder->remove(reserveName);
        if (auto opened = open(); !opened) {
            return opened;
        }
    }
    if (const auto appended = m_writer->append(record); !appended) {
        return appended;
    }
    if (const auto written = m_writer->commit(true); !written) {
        return written;
    }
    m_written += size;
    return {};
}

Result<void> EmergencyLog::open()
{
    auto writer = Writer::open(
        *m_folder, m_end,
        {.segmentBytes = std::numeric_limits<std::uint64_t>::max(), .install = m_install, .isRelaxed = false});
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    m_writer.emplace(std::move(*writer));
    return {};
}

Result<void> EmergencyLog::end()
{
    // The session that said its last words did not get to seal them.
    if (!m_writer && !m_end.isSealed) {
        if (auto opened = open(); !opened) {
            return opened;
        }
    }
    return m_writer ? m_writer->end() : Result<void>{};
}

} // namespace omni::journal

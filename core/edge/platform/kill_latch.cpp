#include "core/base/bytes.h"
#include "core/edge/platform/kill_latch_bytes.h"
#include "core/edge/platform/latch_file.h"
#include "core/edge/platform/press_mark.h"
#include "core/edge/platform/profile.h"
#include "core/edge/platform/watchdog_press.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace omni::platform {

namespace {

constexpr std::string_view magic = "OMNIKILL";
constexpr std::size_t coveredBytes = 24;

template<class Unsigned> void put(std::byte* at, Unsigned value) noexcept
{
    const Unsigned bits = detail::littleEndian(value);
    std::memcpy(at, &bits, sizeof bits);
}

std::uint64_t offsetOf(std::uint64_t turn) noexcept
{
    return turn % 2 * latchCopyDistance;
}

} // namespace

std::array<std::byte, latchCopyBytes> latchBytes(const LatchCopy& copy) noexcept
{
    std::array<std::byte, latchCopyBytes> bytes{};
    std::memcpy(bytes.data(), magic.data(), magic.size());
    put(bytes.data() + 8, static_cast<std::uint16_t>(copy.pressTaken == 0 ? 1 : 2));
    put(bytes.data() + 10, copy.level);
    put(bytes.data() + 12, copy.pressTaken);
    put(bytes.data() + 16, copy.turn);
    put(bytes.data() + coveredBytes, crc32c(std::span(bytes).first(coveredBytes)));
    return bytes;
}

std::optional<LatchCopy> latchFromBytes(std::span<const std::byte> bytes) noexcept
{
    if (bytes.size() != latchCopyBytes) {
        return std::nullopt;
    }
    ByteReader in(bytes);
    (void)in.raw(10);
    LatchCopy copy;
    copy.level = in.u8();
    (void)in.u8();
    copy.pressTaken = in.u32();
    copy.turn = in.u64();
    // What it holds is whole exactly if writing it again gives the same bytes.
    const bool isWhole = copy.level <= KillLatchFile::highestLevel && std::ranges::equal(latchBytes(copy), bytes);
    return isWhole ? std::optional(copy) : std::nullopt;
}

struct KillLatchFile::File {
    File(LatchFile own, WatchdogPressView view, RecordPages sameFile)
        : file(std::move(own))
        , watchdog(std::move(view))
        , pages(std::move(sameFile))
    {
    }
    LatchFile file;
    WatchdogPressView watchdog;
    RecordPages pages; ///< Of the press: to see that it is as it was.
    std::atomic<std::uint64_t> quiet{noMark}; ///< The mark at which nothing new was pressed.
};

KillLatchFile::KillLatchFile(std::unique_ptr<File> file)
    : m_file(std::move(file))
{
}

KillLatchFile::~KillLatchFile() = default;

Result<std::unique_ptr<KillLatchFile>> KillLatchFile::open(const std::filesystem::path& profile)
{
    auto file = LatchFile::open(profile, "kill-latch");
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto watchdog = WatchdogPressView::open(profile);
    auto pages = openPressPages(profile);
    if (!watchdog || !pages) {
        return tl::unexpected(watchdog ? pages.error() : watchdog.error());
    }
    std::unique_ptr<KillLatchFile> latch(
        new KillLatchFile(std::make_unique<File>(std::move(*file), std::move(*watchdog), std::move(*pages))));
    if (const auto loaded = latch->load(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    return latch;
}

Result<void> KillLatchFile::load()
{
    std::array<std::byte, latchFileBytes> bytes{};
    const auto size = m_file->file.read(bytes);
    if (!size) {
        return tl::unexpected(size.error());
    }
    std::uint8_t found = 0;
    if (*size > 0) {
        const auto first = latchFromBytes(std::span(bytes).first(latchCopyBytes));
        const auto second = latchFromBytes(std::span(bytes).last(latchCopyBytes));
        m_wasDamaged = *size != bytes.size() || !first || !second;
        if (first) {
            m_turn = first->turn;
            found = first->level;
            m_pressTaken = first->pressTaken;
        }
        if (second && (!first || second->turn > first->turn)) {
            m_turn = second->turn;
            found = second->level;
            m_pressTaken = second->pressTaken;
        }
        // The copy that is lost may have been the newer one.
        found = m_wasDamaged ? std::max(found, levelWhenDamaged) : found;
    }
    m_level.store(found, std::memory_order_release);
    m_pressAtStart = takePress();
    found = m_level.load(std::memory_order_acquire);
    if (*size > 0 && !m_wasDamaged && !m_pressAtStart) {
        return {};
    }
    // Both copies, so that later ones overwrite in place and need no room.
    for (int i = 0; i < 2; ++i) {
        if (const auto stored = store(found); !stored) {
            return stored;
        }
    }
    return {};
}

Result<void> KillLatchFile::store(std::uint8_t level) noexcept
{
    m_turn += 1;
    const std::uint32_t taken = m_pressTaken.load(std::memory_order_acquire);
    return m_file->file.write(offsetOf(m_turn), latchBytes({level, m_turn, taken}));
}

/// A loop because another thread may raise it at the same moment.
void KillLatchFile::raise(std::uint8_t wanted) noexcept
{
    std::uint8_t stands = m_level.load(std::memory_order_relaxed);
    // acq_rel: see `level`.
    while (stands < wanted
           && !m_level.compare_exchange_weak(stands, wanted, std::memory_order_acq_rel, std::memory_order_relaxed)) { }
}

/// Asked before each order and in each turn of the outbox: a file that is as it was needs no second reading. What was
/// taken in stays taken in, so a quiet mark stays quiet.
std::uint8_t KillLatchFile::pressedElsewhere() const noexcept
{
    const std::uint64_t mark = pressMark(m_file->pages); // first: what is written behind it has another
    if (mark != noMark && mark == m_file->quiet.load(std::memory_order_acquire)) {
        return 0;
    }
    const WatchdogPress press = m_file->watchdog.newest();
    if (press.number != 0 && press.number != m_pressTaken.load(std::memory_order_acquire)) {
        return press.level;
    }
    m_file->quiet.store(mark, std::memory_order_release);
    return 0;
}

std::optional<WatchdogPress> KillLatchFile::takePress() noexcept
{
    const WatchdogPress press = m_file->watchdog.newest();
    std::uint32_t taken = m_pressTaken.load(std::memory_order_acquire);
    // Raised before it counts as taken: between the two whoever looks finds it either way.
    if (press.number == 0 || press.number == taken) {
        return std::nullopt;
    }
    raise(press.level);
    const bool isOurs = m_pressTaken.compare_exchange_strong(taken, press.number, std::memory_order_acq_rel);
    return isOurs ? std::optional(press) : std::nullopt;
}

Result<void> KillLatchFile::set(std::uint8_t level) noexcept
{
    const std::uint8_t wanted = std::min(level, highestLevel);
    raise(wanted); // before the mutex: a disk that hangs under another caller does not delay it
    const std::lock_guard lock(m_mutex);
    raise(wanted); // a `clear` that ran meanwhile must not swallow this press
    return store(m_level.load(std::memory_order_acquire));
}

Result<void> KillLatchFile::lower(std::uint8_t level)
{
    const std::lock_guard lock(m_mutex);
    std::uint8_t stands = m_level.load(std::memory_order_acquire);
    const std::uint8_t wanted = std::min(level, stands);
    if (const auto stored = store(wanted); !stored) {
        return stored;
    }
    // Set again meanwhile: its setter waits for the mutex and writes it after us.
    m_level.compare_exchange_strong(stands, wanted, std::memory_order_acq_rel);
    return {};
}

} // namespace omni::platform

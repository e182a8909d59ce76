#include "core/edge/platform/watchdog_press.h"

#include "core/base/bytes.h"
#include "core/edge/platform/press_mark.h"
#include "core/edge/platform/profile.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace omni::platform {

namespace {

constexpr std::size_t pressBytes = 24; // number, level, three zeros, time, silence
constexpr RecordForm pressForm{"watchdog-press", "OMNIPRES", 1, pressBytes};

Bytes bytesOf(const WatchdogPress& press)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u32(press.number);
    out.u8(press.level);
    out.u8(0);
    out.u16(0);
    out.i64(press.at.ns);
    out.i64(press.silence.ns);
    return bytes;
}

WatchdogPress pressIn(const RecordView& view) noexcept
{
    std::array<std::byte, pressBytes> bytes{};
    const RecordLook look = view.look(bytes);
    ByteReader in(bytes);
    WatchdogPress press;
    press.number = in.u32();
    press.level = std::min(in.u8(), KillLatchFile::highestLevel);
    (void)in.raw(3);
    press.at = Timestamp{in.i64()};
    press.silence = Duration{in.i64()};
    if (look.turn == 0) {
        press = {};
    }
    if (look.isTorn) {
        press.number = press.number + 1 == 0 ? 1 : press.number + 1;
        press.level = std::max(press.level, KillLatchFile::levelWhenDamaged);
    }
    return press;
}

constexpr std::size_t turnOffset = 16;
constexpr std::size_t pressFileBytes = recordCopyDistance + 24 + pressBytes + 8; // shared_record.h

std::optional<std::uint32_t> turnIn(const RecordPages& pages, std::size_t copy) noexcept
{
    std::array<std::byte, 8> bytes{};
    if (!pages.copy(copy * recordCopyDistance + turnOffset, bytes)) {
        return std::nullopt;
    }
    const std::uint64_t turn = ByteReader(bytes).u64();
    return turn < noMark >> 32 ? std::optional(static_cast<std::uint32_t>(turn)) : std::nullopt;
}

} // namespace

Result<RecordPages> openPressPages(const std::filesystem::path& profile)
{
    return RecordPages::open(profile, pressForm.file, pressFileBytes);
}

std::uint64_t pressMark(const RecordPages& pages) noexcept
{
    const auto first = turnIn(pages, 0), second = turnIn(pages, 1);
    return first && second ? std::uint64_t{*second} << 32 | *first : noMark;
}

WatchdogPresser::WatchdogPresser(std::unique_ptr<RecordWriter> writer, std::uint32_t newest)
    : m_writer(std::move(writer))
    , m_newest(newest)
{
}

Result<WatchdogPresser> WatchdogPresser::open(const std::filesystem::path& profile)
{
    const auto view = WatchdogPressView::open(profile);
    auto writer = RecordWriter::open(profile, pressForm);
    if (!view || !writer) {
        return tl::unexpected(view ? writer.error() : view.error());
    }
    return WatchdogPresser(std::move(*writer), view->newest().number);
}

Result<WatchdogPress> WatchdogPresser::press(std::uint8_t level, Timestamp wall, Duration silence)
{
    const auto second = static_cast<std::uint32_t>(static_cast<std::uint64_t>(wall.ns / 1'000'000'000));
    WatchdogPress press;
    // A press that was torn counts as the number behind it: the next one must be yet another.
    press.number = std::max({second, m_newest + 2, std::uint32_t{1}});
    press.level = std::min(level, KillLatchFile::highestLevel);
    press.at = wall;
    press.silence = silence;
    m_newest = press.number;
    // Twice: both copies say it, and neither is left to look like damage.
    const auto bytes = bytesOf(press);
    const auto kept = m_writer->keep(bytes).and_then([&] { return m_writer->keep(bytes); });
    return kept ? Result<WatchdogPress>(press) : tl::unexpected(kept.error());
}

WatchdogPressView::WatchdogPressView(std::unique_ptr<RecordView> view)
    : m_view(std::move(view))
{
}

Result<WatchdogPressView> WatchdogPressView::open(const std::filesystem::path& profile)
{
    auto view = RecordView::open(profile, pressForm);
    if (!view) {
        return tl::unexpected(view.error());
    }
    return WatchdogPressView(std::move(*view));
}

WatchdogPress WatchdogPressView::newest() const noexcept
{
    return pressIn(*m_view);
}

} // namespace omni::platform

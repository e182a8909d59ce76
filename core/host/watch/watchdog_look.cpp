#include "core/host/watch/watchdog_look.h"

#include "core/base/bytes.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace omni::watch {

namespace {

constexpr std::size_t sessionBytes = 8;
constexpr std::size_t lookBytes = 80;
constexpr platform::RecordForm lookForm{"watchdog-look", "OMNILOOK", 1, lookBytes};

} // namespace

std::string_view nameOf(Policy policy) noexcept
{
    switch (policy) {
    case Policy::CancelEntries:
        return "cancel_entries";
    case Policy::Flatten:
        return "flatten";
    }
    return "unknown";
}

WatchdogLookWriter::WatchdogLookWriter(std::unique_ptr<platform::RecordWriter> writer)
    : m_writer(std::move(writer))
{
}

Result<WatchdogLookWriter> WatchdogLookWriter::open(const std::filesystem::path& profile)
{
    auto writer = platform::RecordWriter::open(profile, lookForm);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    return WatchdogLookWriter(std::move(*writer));
}

Result<void> WatchdogLookWriter::write(const WatchdogLook& look)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u8(static_cast<std::uint8_t>(look.state));
    out.u8(static_cast<std::uint8_t>(look.policy));
    out.boolean(look.hasWay);
    out.raw(std::array<std::byte, 5>{});
    out.raw(look.machine);
    out.i64(look.at);
    out.i64(look.bound.ns);
    out.i64(look.wayProven.ns);
    std::array<std::byte, sessionBytes> nonce{};
    const auto text = std::as_bytes(std::span(look.session.view()));
    std::copy(text.begin(), text.end(), nonce.begin());
    out.raw(nonce);
    out.i64(look.beat);
    out.u64(look.pid);
    bytes.resize(lookBytes);
    return m_writer->write(bytes);
}

WatchdogLookView::WatchdogLookView(std::unique_ptr<platform::RecordView> view)
    : m_view(std::move(view))
{
}

Result<WatchdogLookView> WatchdogLookView::open(const std::filesystem::path& profile)
{
    auto view = platform::RecordView::open(profile, lookForm);
    if (!view) {
        return tl::unexpected(view.error());
    }
    return WatchdogLookView(std::move(*view));
}

std::optional<WatchdogLook> WatchdogLookView::look() const noexcept
{
    std::array<std::byte, lookBytes> bytes{};
    if (m_view->look(bytes).turn == 0) {
        return std::nullopt;
    }
    ByteReader in(bytes);
    WatchdogLook look;
    const std::uint8_t state = in.u8();
    const std::uint8_t policy = in.u8();
    look.hasWay = in.boolean();
    (void)in.raw(5);
    const auto machine = in.raw(look.machine.size());
    std::copy(machine.begin(), machine.end(), look.machine.begin());
    look.at = in.i64();
    look.bound = Duration{in.i64()};
    look.wayProven = Timestamp{in.i64()};
    const auto nonce = in.raw(sessionBytes);
    const std::string_view text(reinterpret_cast<const char*>(nonce.data()), nonce.size());
    look.session = orders::Nonce(text.substr(0, text.find('\0')));
    look.beat = in.i64();
    look.pid = in.u64();
    if (!in.ok() || state > static_cast<std::uint8_t>(Watching::Gone)
        || policy > static_cast<std::uint8_t>(Policy::Flatten)) {
        return std::nullopt;
    }
    look.state = static_cast<Watching>(state);
    look.policy = static_cast<Policy>(policy);
    return look;
}

std::optional<Duration> ageOf(const WatchdogLook& look, const platform::MachineStart& machine,
                              std::int64_t now) noexcept
{
    return look.machine == machine && look.at <= now ? std::optional(Duration{now - look.at}) : std::nullopt;
}

} // namespace omni::watch

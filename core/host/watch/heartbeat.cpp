#include "core/host/watch/heartbeat.h"

#include "core/base/bytes.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace omni::watch {

namespace {

constexpr std::size_t nonceBytes = 8;
constexpr std::size_t beatBytes = 64;
constexpr platform::RecordForm form{"heartbeat", "OMNIBEAT", 1, beatBytes};

Bytes bytesOf(const Heartbeat& beat)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u8(static_cast<std::uint8_t>(beat.state));
    out.u8(static_cast<std::uint8_t>(beat.environment));
    out.raw(std::array<std::byte, 6>{});
    std::array<std::byte, nonceBytes> nonce{};
    const auto text = std::as_bytes(std::span(beat.session.view()));
    std::copy(text.begin(), text.end(), nonce.begin());
    out.raw(nonce);
    out.raw(beat.machine);
    out.i64(beat.beat);
    out.i64(beat.began.ns);
    out.u64(beat.pid);
    bytes.resize(beatBytes);
    return bytes;
}

} // namespace

HeartbeatWriter::HeartbeatWriter(std::unique_ptr<platform::RecordWriter> writer)
    : m_writer(std::move(writer))
{
}

Result<HeartbeatWriter> HeartbeatWriter::open(const std::filesystem::path& profile)
{
    auto writer = platform::RecordWriter::open(profile, form);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    return HeartbeatWriter(std::move(*writer));
}

Result<void> HeartbeatWriter::write(const Heartbeat& beat)
{
    return m_writer->write(bytesOf(beat));
}

Result<void> HeartbeatWriter::keep(const Heartbeat& beat)
{
    const Bytes bytes = bytesOf(beat);
    return m_writer->write(bytes).and_then([&] { return m_writer->keep(bytes); });
}

HeartbeatView::HeartbeatView(std::unique_ptr<platform::RecordView> view)
    : m_view(std::move(view))
{
}

Result<HeartbeatView> HeartbeatView::open(const std::filesystem::path& profile)
{
    auto view = platform::RecordView::open(profile, form);
    if (!view) {
        return tl::unexpected(view.error());
    }
    return HeartbeatView(std::move(*view));
}

std::optional<Heartbeat> HeartbeatView::look() const noexcept
{
    std::array<std::byte, beatBytes> bytes{};
    if (m_view->look(bytes).turn == 0) {
        return std::nullopt;
    }
    ByteReader in(bytes);
    Heartbeat beat;
    const std::uint8_t state = in.u8();
    const std::uint8_t environment = in.u8();
    (void)in.raw(6);
    const auto nonce = in.raw(nonceBytes);
    const std::string_view text(reinterpret_cast<const char*>(nonce.data()), nonce.size());
    beat.session = orders::Nonce(text.substr(0, text.find('\0')));
    const auto machine = in.raw(beat.machine.size());
    std::copy(machine.begin(), machine.end(), beat.machine.begin());
    beat.beat = in.i64();
    beat.began = Timestamp{in.i64()};
    beat.pid = in.u64();
    if (state > static_cast<std::uint8_t>(HeartState::Ended)
        || environment > static_cast<std::uint8_t>(orders::Environment::Replay)) {
        return std::nullopt;
    }
    beat.state = static_cast<HeartState>(state);
    beat.environment = static_cast<orders::Environment>(environment);
    return beat;
}

} // namespace omni::watch

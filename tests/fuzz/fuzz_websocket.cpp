// needs: edge/net
//
// Any bytes as the frames of a server, packed or not: one reading, however they are cut, and no message beyond the
// limit.

#include "tests/fuzz/fuzz.h"

#include "core/edge/net/ws_frames.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

using namespace omni;
using namespace omni::net;

namespace {

constexpr WsLimits limits{.frame = 1'024, .message = 2'048, .fragments = 8};

using Seen = std::tuple<WsEventKind, std::uint16_t, std::string>;

std::vector<Seen> readIn(std::string_view bytes, std::size_t step, unsigned agreement)
{
    // 0: nothing agreed; 1: packed; 2: packed, each message by itself; 3: as 1.
    auto inflater = agreement == 0 ? std::nullopt : std::optional<Inflater>(std::in_place, agreement == 2);
    FrameReader reader(limits, std::move(inflater));
    std::vector<Seen> all;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        reader.take(bytes.substr(at, step));
        for (auto event = reader.next(); event.kind != WsEventKind::None; event = reader.next()) {
            fuzz::require(event.bytes.size() <= limits.message, "a message beyond the limit");
            all.emplace_back(event.kind, event.code, event.bytes);
            if (event.kind == WsEventKind::Malformed || event.kind == WsEventKind::TooLarge) {
                return all;
            }
        }
    }
    return all;
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    if (input.empty()) {
        return 0;
    }
    const auto agreement = static_cast<unsigned>(input[0]) & 3U;
    const std::string_view bytes(reinterpret_cast<const char*>(input.data()) + 1, input.size() - 1);

    const auto whole = readIn(bytes, std::max<std::size_t>(1, bytes.size()), agreement);

    for (const std::size_t step : {std::size_t{1}, std::size_t{7}}) {
        fuzz::require(readIn(bytes, step, agreement) == whole, "the messages depend on where the bytes are cut");
    }
    return 0;
}

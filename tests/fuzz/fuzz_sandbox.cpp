// needs: edge/sandbox
//
// Any bytes as a client of the paper exchange: requests, frames and JSON read one way however they are cut.

#include "tests/fuzz/fuzz.h"

#include "core/edge/sandbox/binance/params.h"
#include "core/edge/sandbox/server/client_frames.h"
#include "core/edge/sandbox/server/json_value.h"
#include "core/edge/sandbox/server/request_reader.h"

#include <algorithm>
#include <string>
#include <string_view>

using namespace omni;
using namespace omni::sandbox;

namespace {

constexpr RequestLimits limits{.head = 512, .fields = 16, .body = 1'024};

struct Reading {
    std::size_t requests = 0;
    std::string bodies;
    int fault = 0;
    friend bool operator==(const Reading&, const Reading&) = default;
};

Reading readIn(std::string_view text, std::size_t step)
{
    RequestReader reader(limits);
    Reading reading;
    for (std::size_t at = 0; at < text.size(); at += step) {
        reader.take(text.substr(at, step));
        while (const auto request = reader.next()) {
            fuzz::require(request->body.size() <= limits.body, "a body beyond the limit");
            fuzz::require(request->fields.size() <= limits.fields, "fields beyond the limit");
            ++reading.requests;
            reading.bodies += request->path + request->body;
            binance::Params params;
            static_cast<void>(params.addForm(request->query));
        }
    }
    reading.fault = reader.fault() ? 1 : 0;
    return reading;
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());

    const auto whole = readIn(text, std::max<std::size_t>(1, text.size()));
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}}) {
        const auto cut = readIn(text, step);
        fuzz::require(cut.requests == whole.requests && cut.bodies == whole.bodies,
                      "the requests depend on where the bytes are cut");
    }
    ClientFrameReader frames(256);
    frames.take(text);
    for (auto event = frames.next(); event.kind != net::WsEventKind::None; event = frames.next()) {
        fuzz::require(event.bytes.size() <= 256, "a message beyond the limit");
        if (event.kind == net::WsEventKind::Malformed || event.kind == net::WsEventKind::TooLarge) {
            break;
        }
    }
    if (const auto json = jsonFrom(text)) {
        fuzz::require(jsonFrom(json->raw).has_value(), "JSON that does not read back");
    }
    return 0;
}

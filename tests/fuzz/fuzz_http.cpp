// needs: edge/net
//
// Any bytes as the answer of a server: one reading, however they are cut, and never more kept than the limits allow.

#include "tests/fuzz/fuzz.h"

#include "core/edge/net/http_reader.h"

#include <algorithm>
#include <string>
#include <string_view>

using namespace omni;
using namespace omni::net;

namespace {

constexpr HttpLimits limits{.head = 512, .fields = 16, .body = 1'024};

/// What was read, without the times.
struct Reading {
    HttpReader::State state;
    HttpAnswer answer;
    bool keepsAlive = false;
};

Reading readIn(std::string_view text, std::size_t step)
{
    HttpReader reader(limits);
    for (std::size_t at = 0; at < text.size(); at += step) {
        reader.take(text.substr(at, step));
    }
    reader.end();
    return {reader.state(), reader.answer(), reader.keepsAlive()};
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());

    const auto whole = readIn(text, std::max<std::size_t>(1, text.size()));

    fuzz::require(whole.state != HttpReader::State::Reading, "an answer that has ended and has not");
    fuzz::require(whole.answer.body.size() <= limits.body, "a body beyond the limit");
    fuzz::require(whole.answer.fields.size() <= limits.fields, "fields beyond the limit");
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}}) {
        const auto cut = readIn(text, step);
        fuzz::require(cut.state == whole.state, "the end depends on where the bytes are cut");
        if (whole.state == HttpReader::State::Done) {
            fuzz::require(cut.answer.status == whole.answer.status && cut.answer.body == whole.answer.body
                              && cut.answer.fields == whole.answer.fields && cut.keepsAlive == whole.keepsAlive,
                          "the answer depends on where the bytes are cut");
        }
    }
    return 0;
}

// A stream that is up, but of which nothing has come for longer than a living one is ever silent.

#pragma once

#include "core/base/time.h"
#include "core/desk/views/connection.h"

namespace omni::brokers {

/// A living stream answers a ping after two seconds of silence, which is noted within one more. Behind five seconds
/// the socket is taken for dead (net::WebSocketRule).
inline constexpr Duration mostSilent = seconds(4);

/// The line as it is to be shown at `now`: Stale in place of Up where its last proof of life is older than that.
[[nodiscard]] inline views::Line shownStream(views::Line line, Timestamp now)
{
    if (line.state == views::LineState::Up && line.lastProof && now - *line.lastProof > mostSilent) {
        line.state = views::LineState::Stale;
        line.since = *line.lastProof + mostSilent;
        line.detail = "nothing has come for more than 4 s, not even an answer to a ping";
    }
    return line;
}

} // namespace omni::brokers

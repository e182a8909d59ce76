// The note by which the house tells that a line to a broker is refused: its certificate is not trusted, its key is not
// taken, we are banned (F39). Trying again is useless and a person is needed, so the desk raises it as an alert.

#pragma once

#include <string_view>

namespace omni::events {

/// Tag of the note, which the desk itself gives; key of the alert.
inline constexpr std::string_view brokerRefused = "broker.refused";

} // namespace omni::events

// A connection to a broker in the words of `omnitrade status`: each line with its state and the age of the last proof.

#pragma once

#include "core/base/json_text.h"
#include "core/desk/views/connection.h"

#include <string>

namespace omni::runtime {

/// A line for each kind of line, and one for the whole. Foreign words in it are data; `now` is the desk's time.
[[nodiscard]] std::string textOf(const views::Connection& connection, Timestamp now);

/// An object under the key "connection". Never a key or a secret.
void addConnection(JsonText& json, const views::Connection& connection, Timestamp now);

} // namespace omni::runtime

// What a record of the journal says, for whoever folds it.

#pragma once

#include "core/desk/events/codec.h"
#include "core/desk/journal/record.h"

#include <string>

namespace omni::driver {

/// Calls `onFact(const events::Fact&)` or `onEvent(const events::Event&)`. A record that does not decode calls neither;
/// the error names its place.
template<class OnFact, class OnEvent>
[[nodiscard]] Result<void> decoded(const journal::Record& record, OnFact&& onFact, OnEvent&& onEvent)
{
    const auto place = [&record](const Error& error) {
        return failure(error.code, "record " + std::to_string(record.stamp.seq.value) + ": " + error.detail);
    };
    if (events::isFact(record.kind)) {
        const auto fact = events::decodeFact(record.stamp, record.kind, record.payload);
        if (!fact) {
            return place(fact.error());
        }
        onFact(*fact);
        return {};
    }
    const auto event = events::decodeEvent(record.stamp, record.kind, record.payload);
    if (!event) {
        return place(event.error());
    }
    onEvent(*event);
    return {};
}

} // namespace omni::driver

// Frames of trades and quotes in JSON, read in the very form in which the venue writes them: no blanks, no escapes,
// "T" first, no field that is not known. Fields may come in any order. Pure.
//
// All or nothing: a frame with anything else in it is for the reader of all JSON, from its first byte, so that both
// refuse the same frames and tell the same of the others.

#pragma once

#include "core/edge/brokers/alpaca/day_times.h"
#include "core/edge/brokers/alpaca/scanned_fields.h"

#include <cstddef>
#include <vector>

namespace omni::brokers::alpaca {

/// Zeros that follow a frame which is scanned.
inline constexpr std::size_t scanPadding = 64;
/// More in one frame is for the general reader.
inline constexpr std::size_t mostScanned = 4'096;

class JsonScan
{
public:
    /// The messages of a frame, in order; empty: it is for the general reader. Good until the next call, and as long as
    /// the frame stays.
    [[nodiscard]] std::vector<ScannedFields>& read(const char* frame, std::size_t size);

private:
    [[nodiscard]] bool readAll(const char* at, const char* end);

    DayTimes m_times;
    std::vector<ScannedFields> m_messages;
};

} // namespace omni::brokers::alpaca

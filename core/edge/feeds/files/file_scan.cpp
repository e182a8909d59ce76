#include "core/edge/feeds/files/file_scan.h"

#include "core/edge/feeds/files/tick_maker.h"

#include <algorithm>
#include <filesystem>

namespace omni::feeds {

namespace {

/// Quick where the decimals agree, as they nearly always do.
bool isLarger(Number a, Number b) noexcept
{
    return a.decimals == b.decimals ? a.mantissa > b.mantissa : compared(a, b) > 0;
}

void note(Number value, std::uint64_t line, std::uint8_t& decimals, SeenNumber& largest) noexcept
{
    decimals = std::max(decimals, value.decimals);
    if (isLarger(value, largest.value)) {
        largest = {value, line};
    }
}

std::optional<Scale> scaleOf(const std::optional<Decimal>& increment)
{
    return increment ? std::optional(Scale(*increment)) : std::nullopt;
}

/// What `market::completed` would refuse anyway; here it keeps the scale within its bounds.
bool isIncrement(const std::optional<Decimal>& value) noexcept
{
    return !value || (value->mantissa > 0 && value->exponent >= -18 && value->exponent <= 18);
}

} // namespace

RowStatistics::RowStatistics(FileKind kind) noexcept
    : m_kind(kind)
{
}

void RowStatistics::add(const Row& row, std::uint64_t line) noexcept
{
    const Timestamp at{row.time};
    if (rows == 0) {
        first = at;
    } else if (at > last && (!smallestStep || at - last < *smallestStep)) {
        smallestStep = at - last;
    }
    last = at;
    ++rows;
    for (std::size_t i = 0; i < priceCount(m_kind); ++i) {
        note(row.prices[i], line, priceDecimals, largestPrice);
    }
    for (std::size_t i = 0; m_kind != FileKind::Bars && i < sizeCount(m_kind); ++i) {
        note(row.sizes[i], line, sizeDecimals, largestSize);
    }
}

bool canBeReadTwice(const std::string& path)
{
    std::error_code ignored;
    const auto status = std::filesystem::status(std::filesystem::u8path(path), ignored);
    return !std::filesystem::exists(status) || std::filesystem::is_regular_file(status)
        || std::filesystem::is_directory(status);
}

Checked<FileScan> scanFile(const std::string& path, const ToldInstrument& told)
{
    if (!isIncrement(told.tickSize) || !isIncrement(told.lotSize)) {
        return tl::unexpected(
            DataFault{FaultCode::BadInstrument, told.source, 0, {}, "tick and lot have at most 18 decimals", {}});
    }
    auto reader = RowReader::open(path);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    const FileKind kind = reader->kind();
    const auto price = scaleOf(told.tickSize), size = scaleOf(told.lotSize);
    FileScan scan{kind, RowStatistics(kind)};
    Step step = reader->next();
    for (; step == Step::Next; step = reader->next()) {
        const Row& row = reader->row();
        if (price || size) {
            if (const auto off = offIncrement(row, kind, price, size)) {
                return tl::unexpected(reader->causeOf(reader->located(*off)));
            }
        }
        if (kind == FileKind::Bars && told.interval && scan.seen.rows > 0
            && row.time - scan.seen.last.ns < told.interval->ns) {
            return tl::unexpected(reader->causeOf(
                reader->located({FaultCode::BarsOverlap, "timestamp",
                                 "opens before the bar above it has closed, " + durationText(*told.interval) + " after "
                                     + isoText(scan.seen.last)})));
        }
        scan.seen.add(row, reader->line());
    }
    if (step != Step::End) {
        return tl::unexpected(reader->causeOf(reader->fault()));
    }
    if (scan.seen.rows == 0) {
        return tl::unexpected(DataFault{FaultCode::NoRows, path, 0, {}, "has a header and no rows", {}});
    }
    return scan;
}

Checked<void> checkLargest(const std::string& path, const FileScan& scan, const market::Instrument& instrument)
{
    std::int64_t ignored = 0;
    const auto check = [&](const SeenNumber& largest, Decimal increment, std::string_view field) -> Checked<void> {
        if (Scale(increment).count(largest.value, ignored) != Counting::TooLarge) {
            return {};
        }
        return tl::unexpected(DataFault{FaultCode::TooLarge, path, largest.line, std::string(field),
                                        "the number is too large a count of " + decimalText(increment),
                                        "a coarser tick or lot may be given with --instrument or a side file"});
    };
    if (auto price = check(scan.seen.largestPrice, instrument.tickSize, "price"); !price) {
        return price;
    }
    return check(scan.seen.largestSize, instrument.lotSize, "size");
}

Checked<Duration> intervalOf(const std::string& path, const ToldInstrument& told,
                             const std::optional<Duration>& smallestStep)
{
    if (told.interval || smallestStep) {
        return told.interval ? *told.interval : *smallestStep;
    }
    return tl::unexpected(DataFault{FaultCode::NoInterval,
                                    path,
                                    0,
                                    {},
                                    "nothing says how long its bars are",
                                    "give interval=1m or the like with --instrument or in a side file"});
}

} // namespace omni::feeds

#include "core/edge/feeds/files/data_report.h"

#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/file_scan.h"
#include "core/edge/feeds/files/gap_finder.h"
#include "core/edge/feeds/files/increments.h"
#include "core/edge/feeds/files/tick_maker.h"

#include <algorithm>

namespace omni::feeds {

namespace {

/// A file on its way to its report.
struct Look {
    FileReport report;
    ToldInstrument told;
    std::string name; ///< Of its instrument.
    RowStatistics seen{FileKind::Trades};
    GapFinder gaps;
};

class Inspector
{
public:
    Inspector(Look& look, const ReportOptions& options)
        : m_look(look)
        , m_options(options)
    {
    }

    void inspect(const std::string& path)
    {
        auto reader = RowReader::open(path);
        if (!reader) {
            fault(reader.error());
            return;
        }
        const FileKind kind = reader->kind();
        m_look.report.kind = kind;
        m_look.seen = RowStatistics(kind);
        const auto price = scaleOf(m_look.told.tickSize), size = scaleOf(m_look.told.lotSize);
        for (;;) {
            const Step step = reader->next();
            if (step == Step::End) {
                break;
            }
            if (step == Step::Broken) {
                fault(reader->fault());
                break;
            }
            if (step == Step::Fault) {
                fault(reader->fault());
                continue;
            }
            if (const auto off = offIncrement(reader->row(), kind, price, size)) {
                fault(reader->located(*off));
            }
            if (const auto why = quarantineOf(reader->row(), kind);
                why && ++m_look.report.leftOutCount <= m_options.mostListed) {
                m_look.report.leftOut.push_back(reader->located(*why));
            }
            look(reader->row(), kind, reader->line());
        }
        if (m_look.seen.rows == 0 && m_look.report.faultCount == 0) {
            fault({FaultCode::NoRows, path, 0, {}, "has a header and no rows", {}});
        }
    }

    void fault(const DataFault& found)
    {
        auto& report = m_look.report;
        ++report.faultCount;
        if (found.code == FaultCode::CorruptGzip) { // the cause comes before what follows from it
            report.faults.insert(report.faults.begin(), found);
        } else if (report.faultCount <= m_options.mostListed) {
            report.faults.push_back(found);
        }
        if (found.code == FaultCode::CrossedQuote) {
            note(report.crossed, found.line);
        } else if (found.code == FaultCode::TimeBackwards) {
            note(report.outOfOrder, found.line);
        } else if (found.code == FaultCode::DuplicateTime) {
            note(report.duplicates, found.line);
        }
    }

private:
    static std::optional<Scale> scaleOf(const std::optional<Decimal>& increment)
    {
        const bool isGood
            = increment && increment->mantissa > 0 && increment->exponent >= -18 && increment->exponent <= 18;
        return isGood ? std::optional(Scale(*increment)) : std::nullopt;
    }
    void note(DataNote& into, std::uint64_t line)
    {
        if (++into.count <= m_options.mostListed) {
            into.lines.push_back(line);
        }
    }

    void look(const Row& row, FileKind kind, std::uint64_t line)
    {
        auto& report = m_look.report;
        const bool isFirst = m_look.seen.rows == 0;
        if (!isFirst && row == m_last) {
            note(report.duplicates, line);
        }
        if (kind == FileKind::Quotes && compared(row.prices[0], row.prices[1]) == 0) {
            note(report.locked, line);
        }
        if ((kind == FileKind::Trades || kind == FileKind::Bars) && row.sizes[0].mantissa == 0) {
            note(report.zeroSize, line);
        }
        const double price = numberOf(row.prices[kind == FileKind::Bars ? 3 : 0]);
        constexpr double jump = 1.5;
        if (!isFirst && kind != FileKind::Depth && (price > m_lastPrice * jump || price * jump < m_lastPrice)) {
            note(report.outliers, line);
        }
        if (kind == FileKind::Bars) {
            m_look.gaps.add({row.time}, line);
        } else if (!isFirst && Duration{row.time - m_last.time} > m_options.silence) {
            if (++report.gapCount <= m_options.mostListed) {
                report.gaps.push_back({line, {m_last.time}, {row.time}, 0, false});
            }
        }
        m_look.seen.add(row, line);
        m_last = row;
        m_lastPrice = price;
    }

    Look& m_look;
    const ReportOptions& m_options;
    Row m_last;
    double m_lastPrice = 0;
};

void inspectArchive(const std::string& path, Look& look, Inspector& inspector)
{
    look.report.isArchive = true;
    const auto info = checkArchive(path);
    if (!info) {
        inspector.fault(info.error());
        return;
    }
    auto& report = look.report;
    report.isRecording = info->isRecording;
    report.endsEarly = info->endsEarly;
    report.holes = info->holes;
    report.lost = info->lost;
    report.kind = info->kind;
    report.instrument = info->instrument;
    report.rows = info->rows;
    report.first = info->first - info->interval;
    report.last = info->last - info->interval;
    if (info->kind == FileKind::Bars) {
        report.interval = info->interval;
    }
}

Look lookAt(const std::string& path, const ReportOptions& options)
{
    Look look;
    look.report.file = path;
    Inspector inspector(look, options);
    if (isArchive(path)) {
        inspectArchive(path, look, inspector);
        return look;
    }
    const auto told = toldOf(path, options.feed.instrument);
    if (!told) {
        inspector.fault(told.error());
        return look;
    }
    look.told = *told;
    look.name = instrumentNameOf(*told, path);
    if (!canBeReadTwice(path)) {
        inspector.fault({FaultCode::NeedsIncrements, path, 0, {}, "is a pipe; reports are made of files", {}});
        return look;
    }
    inspector.inspect(path);
    look.report.rows = look.seen.rows;
    look.report.first = look.seen.first;
    look.report.last = look.seen.last;
    return look;
}

/// What the sound rows of all files of the instrument `name` show.
SeenDecimals seenOf(const std::vector<Look>& looks, const std::string& name)
{
    SeenDecimals seen;
    for (const Look& look : looks) {
        if (look.name == name && look.report.kind && !look.report.isArchive) {
            seen.rows += look.seen.rows;
            seen.ofPrices = std::max(seen.ofPrices, look.seen.priceDecimals);
            if (look.report.kind != FileKind::Bars) {
                seen.ofSizes = std::max(seen.ofSizes.value_or(0), look.seen.sizeDecimals);
            }
        }
    }
    return seen;
}

void conclude(Look& look, const SeenDecimals& seen, const ReportOptions& options)
{
    auto& report = look.report;
    Inspector inspector(look, options);
    const auto instrument
        = instrumentFrom(look.told, {1}, stemOf(report.file), options.feed.quoteCurrency, seen, report.inferred);
    if (!instrument) {
        inspector.fault(instrument.error());
        return;
    }
    report.instrument = *instrument;
    if (const auto fits = checkLargest(report.file, {*report.kind, look.seen}, *instrument); !fits) {
        inspector.fault(fits.error());
    }
    if (report.kind == FileKind::Bars) {
        const auto interval = intervalOf(report.file, look.told, look.seen.smallestStep);
        if (!interval) {
            inspector.fault(interval.error());
            return;
        }
        report.interval = *interval;
        report.gaps = look.gaps.gaps(*interval, instrument->sessions, options.mostListed, report.gapCount);
        report.hasMoreGaps = look.gaps.isCut();
    }
}

} // namespace

bool DataReport::isSound() const noexcept
{
    return std::all_of(files.begin(), files.end(), [](const FileReport& file) { return file.faultCount == 0; });
}

DataReport reportOn(std::span<const std::string> paths, const ReportOptions& options)
{
    std::vector<Look> looks;
    for (const std::string& path : paths) {
        looks.push_back(lookAt(path, options));
    }
    DataReport report;
    for (Look& look : looks) {
        if (look.report.kind && !look.report.isArchive && look.seen.rows > 0) {
            conclude(look, seenOf(looks, look.name), options);
        }
        report.files.push_back(look.report);
    }
    return report;
}

} // namespace omni::feeds

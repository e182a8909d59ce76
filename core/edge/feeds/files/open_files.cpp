#include "core/edge/feeds/files/open_files.h"

#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/file_scan.h"
#include "core/edge/feeds/files/increments.h"

#include <algorithm>

namespace omni::feeds {

namespace {

/// A file on its way into the feed.
struct Plan {
    std::string path;
    ToldInstrument told;
    std::string name; ///< Of its instrument.
    bool isTwice = true; ///< Can be read twice.
    FileScan scan;
    std::optional<ArchiveInfo> archive; ///< Of a file that is one; `scan` is then empty.
};

/// The files of one instrument, in the order of its first one.
struct Group {
    std::string name;
    std::vector<std::size_t> plans;
};

bool saySame(const ToldInstrument& a, const ToldInstrument& b)
{
    return a.venue == b.venue && a.symbol == b.symbol && a.quoteCurrency == b.quoteCurrency && a.tickSize == b.tickSize
        && a.lotSize == b.lotSize && a.contractSize == b.contractSize && a.smallest == b.smallest
        && a.largest == b.largest && a.step == b.step && a.smallestValue == b.smallestValue && a.sessions == b.sessions;
}

/// An archive has been checked when it was made; here every byte is checked against its digest.
Checked<Plan> planOfArchive(const std::string& path, const FeedOptions& options)
{
    if (!options.instrument.empty()) {
        return tl::unexpected(DataFault{
            FaultCode::Conflict, path, 0, {}, "an archive says itself what it is of", "leave --instrument out"});
    }
    const auto info = checkArchive(path);
    if (!info) {
        return tl::unexpected(info.error());
    }
    Plan plan;
    plan.path = path;
    plan.told = toldByArchive(path, *info);
    plan.name = info->instrument.name();
    plan.archive = *info;
    return plan;
}

Checked<Plan> planOf(const std::string& path, const FeedOptions& options)
{
    if (isArchive(path)) {
        return planOfArchive(path, options);
    }
    Plan plan;
    plan.path = path;
    const auto told = toldOf(path, options.instrument);
    if (!told) {
        return tl::unexpected(told.error());
    }
    plan.told = *told;
    plan.name = instrumentNameOf(*told, path);
    plan.isTwice = canBeReadTwice(path);
    if (!plan.isTwice) {
        if (!told->tickSize || !told->lotSize) {
            return tl::unexpected(DataFault{FaultCode::NeedsIncrements,
                                            path,
                                            0,
                                            {},
                                            "is a pipe, so nothing can be inferred from it",
                                            "give tick and lot with --instrument"});
        }
        return plan;
    }
    auto scan = scanFile(path, *told);
    if (!scan) {
        return tl::unexpected(scan.error());
    }
    plan.scan = *scan;
    return plan;
}

/// The files by instrument. Refused: what two side files say differently of one.
Checked<std::vector<Group>> groupsOf(const std::vector<Plan>& plans)
{
    std::vector<Group> groups;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const auto& plan = plans[i];
        auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.name == plan.name; });
        if (group == groups.end()) {
            group = groups.insert(groups.end(), Group{plan.name, {}});
        } else if (const auto& other = plans[group->plans.front()]; !saySame(other.told, plan.told)) {
            return tl::unexpected(DataFault{FaultCode::Conflict,
                                            plan.told.source,
                                            0,
                                            {},
                                            "says otherwise of " + plan.name + " than " + other.told.source,
                                            {}});
        }
        group->plans.push_back(i);
    }
    return groups;
}

SeenDecimals seenIn(const Group& group, const std::vector<Plan>& plans)
{
    SeenDecimals seen;
    for (const std::size_t i : group.plans) {
        const auto& scan = plans[i].scan;
        seen.rows += scan.seen.rows;
        seen.ofPrices = std::max(seen.ofPrices, scan.seen.priceDecimals);
        if (plans[i].isTwice && !plans[i].archive && scan.kind != FileKind::Bars) {
            seen.ofSizes = std::max(seen.ofSizes.value_or(0), scan.seen.sizeDecimals);
        }
    }
    return seen;
}

Checked<OpenFile> openArchived(const Plan& plan, const market::Instrument& instrument)
{
    auto stream = openArchive(plan.path, instrument.id);
    if (!stream) {
        return tl::unexpected(stream.error());
    }
    const ArchiveInfo& info = *plan.archive;
    return OpenFile{{plan.path, info.kind, instrument.id, info.rows, info.first - info.interval,
                     info.last - info.interval, info.interval, true},
                    false,
                    std::move(*stream)};
}

Checked<OpenFile> openRows(const Plan& plan, const market::Instrument& instrument)
{
    if (plan.isTwice) {
        if (auto fits = checkLargest(plan.path, plan.scan, instrument); !fits) {
            return tl::unexpected(fits.error());
        }
    }
    auto reader = RowReader::open(plan.path);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    const auto& seen = plan.scan.seen;
    FeedFile file{
        plan.path, reader->kind(), instrument.id, seen.rows, seen.first, seen.last, {}, plan.told.symbol.has_value()};
    if (file.kind == FileKind::Bars) {
        const auto interval = intervalOf(plan.path, plan.told, seen.smallestStep);
        if (!interval) {
            return tl::unexpected(interval.error());
        }
        file.interval = *interval;
    }
    const TickMaker maker(file.kind, instrument.id, instrument.tickSize, instrument.lotSize, file.interval);
    return OpenFile{std::move(file), !plan.isTwice, std::make_unique<RowStream>(std::move(*reader), maker)};
}

Checked<std::vector<Plan>> plansOf(std::span<const std::string> paths, const FeedOptions& options)
{
    if (paths.empty()) {
        return tl::unexpected(DataFault{FaultCode::MissingFile, {}, 0, {}, "no data file was named", {}});
    }
    std::vector<Plan> plans;
    for (const std::string& path : paths) {
        if (std::count(paths.begin(), paths.end(), path) > 1) {
            return tl::unexpected(DataFault{FaultCode::Conflict, path, 0, {}, "was named twice", {}});
        }
        auto plan = planOf(path, options);
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        plans.push_back(std::move(*plan));
    }
    return plans;
}

} // namespace

Checked<OpenFiles> openFiles(std::span<const std::string> paths, const FeedOptions& options)
{
    const auto plans = plansOf(paths, options);
    if (!plans) {
        return tl::unexpected(plans.error());
    }
    const auto groups = groupsOf(*plans);
    if (!groups) {
        return tl::unexpected(groups.error());
    }
    OpenFiles open;
    for (const Group& group : *groups) {
        std::string note;
        const Plan& first = (*plans)[group.plans.front()];
        const auto instrument = instrumentFrom(first.told, {open.instruments.size() + 1}, stemOf(first.path),
                                               options.quoteCurrency, seenIn(group, *plans), note);
        if (!instrument) {
            return tl::unexpected(instrument.error());
        }
        open.instruments.push_back(*instrument);
        if (!note.empty()) {
            open.notes.push_back(instrument->name() + ": " + note);
        }
    }
    for (const Plan& plan : *plans) {
        const auto group
            = std::find_if(groups->begin(), groups->end(), [&](const Group& g) { return g.name == plan.name; });
        const auto& instrument = open.instruments[static_cast<std::size_t>(group - groups->begin())];
        auto file = plan.archive ? openArchived(plan, instrument) : openRows(plan, instrument);
        if (!file) {
            return tl::unexpected(file.error());
        }
        open.files.push_back(std::move(*file));
    }
    return open;
}

} // namespace omni::feeds

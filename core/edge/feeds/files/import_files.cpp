#include "core/edge/feeds/files/import_files.h"

#include "core/edge/feeds/files/open_files.h"

#include <filesystem>

namespace omni::feeds {

namespace {

/// One file written out under a temporary name.
Checked<ArchiveWriter> writeOne(OpenFile& file, const market::Instrument& instrument, const std::string& folder)
{
    auto writer = ArchiveWriter::create(folder, file.file.kind, instrument, file.file.interval);
    if (!writer) {
        return writer;
    }
    for (;;) {
        const auto ticks = file.ticks->next();
        if (!ticks) {
            return tl::unexpected(ticks.error());
        }
        if (ticks->empty()) {
            break;
        }
        if (auto added = writer->add(*ticks); !added) {
            return tl::unexpected(added.error());
        }
    }
    if (writer->info().rows == 0) {
        return tl::unexpected(DataFault{FaultCode::NoRows, file.file.path, 0, {}, "has a header and no rows", {}});
    }
    if (auto finished = writer->finish(); !finished) {
        return tl::unexpected(finished.error());
    }
    return writer;
}

} // namespace

Checked<Import> importFiles(std::span<const std::string> paths, const std::string& folder, const FeedOptions& options)
{
    auto open = openFiles(paths, options);
    if (!open) {
        return tl::unexpected(open.error());
    }
    Import import;
    import.notes = std::move(open->notes);
    std::vector<ArchiveWriter> writers;
    for (OpenFile& file : open->files) {
        auto writer = writeOne(file, open->instruments[file.file.instrument.value - 1], folder);
        if (!writer) {
            return tl::unexpected(writer.error());
        }
        import.files.push_back({file.file.path, {}, writer->info(), 0});
        writers.push_back(std::move(*writer));
    }
    for (std::size_t i = 0; i < writers.size(); ++i) {
        const auto published = writers[i].publish();
        if (!published) {
            for (ArchiveWriter& done : writers) {
                done.withdraw();
            }
            return tl::unexpected(published.error());
        }
        import.files[i].to = *published;
        std::error_code ignored;
        import.files[i].bytes = std::filesystem::file_size(std::filesystem::u8path(*published), ignored);
    }
    return import;
}

} // namespace omni::feeds

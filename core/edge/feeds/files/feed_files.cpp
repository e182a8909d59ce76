#include "core/edge/feeds/files/feed_files.h"

#include "core/edge/feeds/files/merge.h"

namespace omni::feeds {

namespace {

/// With more files each would get too little of a processor to be worth a thread.
constexpr std::size_t mostThreads = 8;

} // namespace

struct FileFeed::Parts {
    std::vector<market::Instrument> instruments;
    std::vector<FeedFile> files;
    std::vector<std::string> notes;
    Merge merge;
    std::optional<DataFault> fault;
};

FileFeed::FileFeed(std::unique_ptr<Parts> parts) noexcept
    : m_parts(std::move(parts))
{
}
FileFeed::~FileFeed() = default;

Checked<std::unique_ptr<FileFeed>> FileFeed::open(std::span<const std::string> paths, const FeedOptions& options)
{
    auto open = openFiles(paths, options);
    if (!open) {
        return tl::unexpected(open.error());
    }
    auto parts = std::make_unique<Parts>();
    parts->instruments = std::move(open->instruments);
    parts->notes = std::move(open->notes);
    for (const OpenFile& file : open->files) {
        parts->files.push_back(file.file);
    }
    for (const FileKind kind : {FileKind::Quotes, FileKind::Depth, FileKind::Trades, FileKind::Bars}) {
        for (OpenFile& file : open->files) {
            if (file.file.kind == kind) {
                // A pipe may make its reader wait for ever, which a thread that is to end must not.
                const bool ahead = options.readAhead && !file.isPipe && open->files.size() <= mostThreads;
                parts->merge.add(ahead ? readAhead(std::move(file.ticks)) : std::move(file.ticks));
            }
        }
    }
    return std::unique_ptr<FileFeed>(new FileFeed(std::move(parts)));
}

std::span<const market::Instrument> FileFeed::instruments() const
{
    return m_parts->instruments;
}

Result<std::span<const ports::TimedTick>> FileFeed::next()
{
    const auto ticks = m_parts->merge.next();
    if (!ticks) {
        m_parts->fault = ticks.error();
        return tl::unexpected(ticks.error().error());
    }
    return *ticks;
}

std::span<const FeedFile> FileFeed::files() const noexcept
{
    return m_parts->files;
}
std::span<const std::string> FileFeed::notes() const noexcept
{
    return m_parts->notes;
}
const std::optional<DataFault>& FileFeed::fault() const noexcept
{
    return m_parts->fault;
}

Result<std::unique_ptr<ports::TickSource>> openFeed(std::span<const std::string> paths, const FeedOptions& options)
{
    auto feed = FileFeed::open(paths, options);
    if (!feed) {
        return tl::unexpected(feed.error().error());
    }
    return std::unique_ptr<ports::TickSource>(std::move(*feed));
}

} // namespace omni::feeds

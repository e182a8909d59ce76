// Data files as one stream of ticks, merged by time.
//
// Files called STEM_trades, STEM_quotes and STEM_depth are one instrument, `file:STEM`. At the same time ticks come in
// this order: quotes, depth, trades, bars; within a kind in the order in which the files were given; within a file in
// the order of its rows. A bar comes at its close. Every file that can be read twice is read through once before the
// first tick is given, so that a fault anywhere in it stops the session before it starts; a pipe is believed as it
// comes, needs its increments told, and a fault in it ends the stream behind everything that came before.

#pragma once

#include "core/desk/ports/tick_source.h"
#include "core/edge/feeds/files/data_fault.h"
#include "core/edge/feeds/files/open_files.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace omni::feeds {

class FileFeed final : public ports::TickSource
{
public:
    /// Text files, gzip or not, and archives (see archive.h). Instruments get ids from 1 in the order of the files.
    [[nodiscard]] static Checked<std::unique_ptr<FileFeed>> open(std::span<const std::string> paths,
                                                                 const FeedOptions& options);
    ~FileFeed() override;

    [[nodiscard]] std::span<const market::Instrument> instruments() const override;
    [[nodiscard]] Result<std::span<const ports::TimedTick>> next() override;

    [[nodiscard]] std::span<const FeedFile> files() const noexcept;
    /// What was inferred, a sentence each: "file:BTCUSDT: inferred tick 0.1, lot 0.001 from 532664 rows".
    [[nodiscard]] std::span<const std::string> notes() const noexcept;
    /// What `next` refused, with its parts.
    [[nodiscard]] const std::optional<DataFault>& fault() const noexcept;

private:
    struct Parts;
    explicit FileFeed(std::unique_ptr<Parts> parts) noexcept;
    std::unique_ptr<Parts> m_parts;
};

/// `FileFeed::open` for callers who need no more than a source.
[[nodiscard]] Result<std::unique_ptr<ports::TickSource>> openFeed(std::span<const std::string> paths,
                                                                  const FeedOptions& options);

} // namespace omni::feeds

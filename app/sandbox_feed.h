// Recorded data as the market of the paper exchange: `omnitrade sandbox --feed`.

#pragma once

#include "app/options.h"
#include "core/base/time.h"
#include "core/edge/sandbox/exchange/recorded_listing.h"
#include "core/edge/sandbox/exchange/recorded_market.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::app {

struct SandboxFeed {
    std::vector<std::string> files;
    std::string instrument; ///< As `--instrument` gives it; empty: as files and side files say.
    std::optional<Timestamp> from; ///< In the recording. Absent: see `recordedMarket`.
};

/// What `--feed`, `--instrument` and `--from` ask for; nothing without `--feed`.
[[nodiscard]] runtime::Outcome<std::optional<SandboxFeed>> sandboxFeedOf(const Arguments& arguments);

/// The recording as a market for a face that spells its symbols so; `adapt`, if any, is the face's own rules. Every
/// file is read through first. Without `from` it is played from seven days behind the moment from which all files
/// have something, where it lasts a day longer than that, else from that moment. Notes say on stderr what is listed,
/// what is not, from when and until when; one more when it has ended. Refused: what `FileFeed::open` refuses, a pipe,
/// bars longer than a minute or of no whole part of it, nothing that the face can list, `from` outside the recording.
[[nodiscard]] runtime::Outcome<std::unique_ptr<sandbox::Market>>
recordedMarket(const SandboxFeed& feed, std::string_view face, sandbox::Spelling spelling,
               void (*adapt)(sandbox::Listing&), Timestamp now);

} // namespace omni::app

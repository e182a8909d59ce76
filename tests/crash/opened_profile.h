// What the program would find in a profile that a loss of power has left: the journal, and beside it whatever must be
// durable, each read by the program's own reader, in the order of a start. For the tools of the crash matrix.

#pragma once

#include "core/edge/platform/profile.h"
#include "core/host/config/load.h"
#include "core/host/runtime/open_profile.h"
#include "core/host/watch/heartbeat.h"
#include "core/host/watch/watched_session.h"
#include "tests/crash/opened_journal.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace omni::crash {

struct OpenedProfile {
    Opened journal;
    std::string refusal; ///< Of what lies beside it: which part does not open, and why. Empty: all do.
    std::uint8_t latch = 0; ///< Of `omni::risk::KillLevel`.
    std::optional<watch::WatchedSession> watched; ///< None: there is none.
    std::optional<watch::Heartbeat> beat; ///< None: there is none, or it is torn.
};

/// By paths in it.
inline void writeProfile(const std::filesystem::path& profile, const FolderBytes& files)
{
    std::filesystem::remove_all(profile);
    for (const char* folder : {"", "journal"}) {
        std::filesystem::create_directories(profile / folder);
        std::filesystem::permissions(profile / folder, std::filesystem::perms::owner_all);
    }
    for (const auto& [name, bytes] : files) {
        const auto path = profile / name;
        std::filesystem::create_directories(path.parent_path());
        std::filesystem::permissions(path.parent_path(), std::filesystem::perms::owner_all);
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
}

inline OpenedProfile openProfile(const std::filesystem::path& path)
{
    OpenedProfile out;
    const auto profile = runtime::lockProfile(path);
    if (!profile) {
        out.refusal = profile.error().message;
        return out;
    }
    if (const auto settings = config::layerFrom(path / "config.toml"); !settings) {
        out.refusal = "config.toml: " + settings.error().text();
    }
    if (const auto latch = platform::KillLatchFile::open(path); latch) {
        out.latch = (*latch)->level();
    } else {
        out.refusal = "kill-latch: " + latch.error().detail;
    }
    out.journal = open(path / "journal");
    if (auto watched = watch::keptWatched(*profile->root); watched) {
        out.watched.emplace(std::move(*watched));
    } else if (watched.error().code != Errc::NotFound) {
        out.refusal = watched.error().detail;
    }
    if (const auto beats = watch::HeartbeatView::open(path); beats) {
        out.beat = beats->look();
    } else {
        out.refusal = "heartbeat: " + beats.error().detail;
    }
    return out;
}

/// Whether a watchdog that starts behind the loss of power would know that an entry of that name is the profile's, and
/// that its session, or one behind it, has not ended. Empty: it would.
inline std::string unwatched(const OpenedProfile& profile, const std::string& name)
{
    const auto parts = profile.watched ? profile.watched->partsOfOurs(name) : std::nullopt;
    if (!parts) {
        return "the watched session does not know " + name;
    }
    const auto& starts = profile.watched->starts;
    const auto own = std::find(starts.begin(), starts.end(), parts->start);
    if (!profile.beat || profile.beat->state == watch::HeartState::None
        || std::find(own, starts.end(), profile.beat->session) == starts.end()) {
        return "no heartbeat of the session of " + name;
    }
    return {};
}

} // namespace omni::crash

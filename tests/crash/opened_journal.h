// What the program would find in a journal folder that a crash has left: it is opened by the program's own recovery, on
// the disk, and read back as lines. For the tools of the crash matrix.

#pragma once

#include "core/base/digest.h"
#include "core/desk/driver/recovery.h"
#include "core/desk/journal/recovery.h"
#include "core/desk/journal/verify.h"
#include "core/edge/platform/file_folder.h"
#include "core/host/runtime/export/export_journal.h"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace omni::crash {

using FileBytes = std::vector<std::byte>;

/// Files of a journal folder by name.
using FolderBytes = std::map<std::string, FileBytes>;

struct Opened {
    bool isOpen = false;
    std::string refusal; ///< Why not: the words of the program.
    std::vector<std::string> lines; ///< As `journal export` tells them.
    std::string fault; ///< A promise that is broken whatever lay in the folder; empty: none.
};

inline void writeFolder(const std::filesystem::path& path, const FolderBytes& files)
{
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    for (const auto& [name, bytes] : files) {
        std::ofstream file(path / name, std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
}

inline FolderBytes readFolder(const std::filesystem::path& path)
{
    FolderBytes files;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        if (entry.is_regular_file()) {
            FileBytes bytes(static_cast<std::size_t>(entry.file_size()));
            std::ifstream(entry.path(), std::ios::binary)
                .read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
            files[entry.path().filename().string()] = std::move(bytes);
        }
    }
    return files;
}

/// The state's hash, or a word that is none.
inline std::string hashIn(const ports::LogFolder& folder, bool usesCheckpoint)
{
    const auto desk = driver::recoverDesk(folder, {.usesCheckpoint = usesCheckpoint});
    return desk ? hexText(desk->state.hash()) : "none: " + desk.error().detail;
}

/// Opens it twice, as two starts would: it is changed as a start changes it (F2, F3, F8, S22).
inline Opened open(const std::filesystem::path& path)
{
    Opened out;
    auto folder = platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite);
    if (!folder) {
        out.refusal = folder.error().detail;
        return out;
    }
    const auto recovery = journal::recover(**folder);
    if (!recovery) {
        out.refusal = recovery.error().detail;
        out.fault = out.refusal.empty() ? "it is refused without a reason" : "";
        return out;
    }
    out.isOpen = true;
    const auto told = runtime::exportJournal(**folder, [&out](const runtime::RecordLine& line) {
        out.lines.push_back(line.toJson());
        return true;
    });
    const std::string hash = hashIn(**folder, true);
    if (!told) {
        out.fault = "S22: it cannot be told behind its start: " + told.error().detail;
    } else if (hash.starts_with("none") || hash != hashIn(**folder, false)) {
        out.fault = "S22: the state from a checkpoint is " + hash + " and from the start " + hashIn(**folder, false);
    } else if (!journal::recover(**folder) || hash != hashIn(**folder, true)) {
        out.fault = "S22: a second start finds another state";
    } else if (const auto found = journal::verify(**folder); found.verdict != journal::Verdict::Sound) {
        out.fault = "S22: behind a start it is not sound: " + found.faults.front().text;
    }
    return out;
}

} // namespace omni::crash

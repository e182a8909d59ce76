// The window's own files: layouts, looks, lists. Read once at the start, answered from memory, kept by a thread.
//
// They lie in the profile's folder "layouts". The newest version of "ui.json" is the file of that name; earlier ones
// are "ui.json.7", "ui.json.8", …: the higher number is the newer one. Damage of any kind costs the one file, never the
// start.
//
// A disk that does not keep up costs versions in between, never the newest: of 64 texts that wait for it, and beyond of
// each file's last one, the newer text takes the older one's place (S26).

#pragma once

#include "core/desk/ports/log_folder.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace omni::runtime {

class WindowFiles
{
public:
    static constexpr std::size_t versionsKept = 20;
    static constexpr std::size_t mostFiles = 64; ///< Names. One more is not kept, and `fault` says so.
    static constexpr std::size_t mostWaiting = 64; ///< Texts for the disk, and one more of each file.
    static constexpr std::size_t mostBytes = std::size_t{4} << 20; ///< A larger one is not read and not kept.

    /// Reads what is there. What cannot be read is told by `fault`.
    explicit WindowFiles(const std::filesystem::path& profile);
    /// On a folder of the caller's.
    explicit WindowFiles(std::unique_ptr<ports::LogFolder> folder);
    /// Writes what was kept before it ends.
    ~WindowFiles();
    WindowFiles(const WindowFiles&) = delete;
    WindowFiles& operator=(const WindowFiles&) = delete;

    // --- the window's thread -------------------------------------------------------------------------------------
    [[nodiscard]] std::optional<std::string> newest(std::string_view name) const;
    /// Newest first.
    [[nodiscard]] std::vector<std::string> earlier(std::string_view name) const;
    /// At once for `newest`, soon on the disk. The same text again is no new version.
    void keep(std::string_view name, std::string text);

    // --- any thread ----------------------------------------------------------------------------------------------
    /// Texts that wait for the disk: at most `mostWaiting + mostFiles`.
    [[nodiscard]] std::size_t waiting() const;
    /// The last thing that went wrong, a sentence; nothing since the last success.
    [[nodiscard]] std::optional<std::string> fault() const;

private:
    struct File {
        std::optional<std::string> newest;
        std::deque<std::string> earlier; ///< Newest first.
        std::uint64_t lastNumber = 0; ///< Of the newest earlier version.
    };
    struct Task {
        std::string name, text;
        std::optional<std::string> before;
        std::uint64_t number = 0; ///< That `before` gets.
    };
    void readAll();
    [[nodiscard]] Result<void> write(const Task& task);
    [[nodiscard]] bool replaceWaiting(const std::string& name, const std::string& text);
    void tellFault(std::string what);
    void run();

    std::unique_ptr<ports::LogFolder> m_folder; ///< Null: there is none, nothing is kept.
    std::map<std::string, File, std::less<>> m_files;

    mutable std::mutex m_mutex; ///< Around what follows.
    std::condition_variable m_work;
    std::deque<Task> m_tasks;
    std::optional<std::string> m_fault;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace omni::runtime

#include "core/host/runtime/terminal/window_files.h"

#include "core/base/log.h"
#include "core/edge/platform/file_folder.h"

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

namespace omni::runtime {

namespace {

/// "ui.json.7" is version 7 of "ui.json"; a name without a number is the newest.
std::pair<std::string_view, std::uint64_t> partsOf(std::string_view name)
{
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == name.size()) {
        return {name, 0};
    }
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(name.data() + dot + 1, name.data() + name.size(), number);
    const bool isVersion = error == std::errc() && end == name.data() + name.size() && number > 0;
    return isVersion ? std::pair{name.substr(0, dot), number} : std::pair{name, std::uint64_t{0}};
}

std::string versionName(std::string_view name, std::uint64_t number)
{
    return std::string(name).append(".").append(std::to_string(number));
}

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

Result<std::string> textOf(const ports::LogFolder& folder, std::string_view name)
{
    const auto file = folder.read(name);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto bytes = (*file)->bytes();
    if (bytes.size() > WindowFiles::mostBytes) {
        return failure(Errc::Full, std::string(name) + " is larger than 4 MiB");
    }
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

} // namespace

WindowFiles::WindowFiles(const std::filesystem::path& profile)
{
    auto folder = platform::FileFolder::open(profile / "layouts", platform::FileFolder::Access::ReadWrite);
    if (folder) {
        m_folder = std::move(*folder);
        readAll();
    } else {
        tellFault("the folder layouts cannot be used: " + folder.error().detail);
    }
    m_thread = std::thread([this] { run(); });
}

WindowFiles::WindowFiles(std::unique_ptr<ports::LogFolder> folder)
    : m_folder(std::move(folder))
{
    readAll();
    m_thread = std::thread([this] { run(); });
}

WindowFiles::~WindowFiles()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_work.notify_one();
    m_thread.join();
}

void WindowFiles::readAll()
{
    const auto names = m_folder->names();
    if (!names) {
        return tellFault("the folder layouts cannot be read: " + names.error().detail);
    }
    std::map<std::string, std::map<std::uint64_t, std::string, std::greater<>>, std::less<>> versions;
    for (const auto& name : *names) {
        const auto [stem, number] = partsOf(name);
        if (m_files.size() >= mostFiles && !m_files.contains(stem)) {
            tellFault("layouts/" + name + " is left out: there are 64 files already");
            continue;
        }
        auto text = textOf(*m_folder, name);
        if (!text) {
            tellFault("layouts/" + name + " cannot be read: " + text.error().detail);
            continue;
        }
        File& file = m_files[std::string(stem)];
        if (number == 0) {
            file.newest = std::move(*text);
        } else {
            versions[std::string(stem)].emplace(number, std::move(*text));
        }
    }
    for (auto& [stem, all] : versions) {
        File& file = m_files[stem];
        file.lastNumber = all.begin()->first;
        for (auto& [number, text] : all) {
            if (file.earlier.size() < versionsKept) {
                file.earlier.push_back(std::move(text));
            }
        }
    }
}

std::optional<std::string> WindowFiles::newest(std::string_view name) const
{
    const auto found = m_files.find(name);
    return found != m_files.end() ? found->second.newest : std::nullopt;
}

std::vector<std::string> WindowFiles::earlier(std::string_view name) const
{
    const auto found = m_files.find(name);
    return found != m_files.end() ? std::vector<std::string>(found->second.earlier.begin(), found->second.earlier.end())
                                  : std::vector<std::string>();
}

void WindowFiles::keep(std::string_view name, std::string text)
{
    const bool isGood = platform::isFileName(name) && partsOf(name).second == 0 && text.size() <= mostBytes;
    if (!isGood) {
        return tellFault(quoted(name) + " cannot be kept: its name or its size");
    }
    if (m_files.size() >= mostFiles && !m_files.contains(name)) {
        return tellFault(quoted(name) + " cannot be kept: there are 64 files already");
    }
    File& file = m_files[std::string(name)];
    if (file.newest == text) {
        return;
    }
    if (replaceWaiting(std::string(name), text)) {
        file.newest = std::move(text); // the version in between is none: no disk ever had it
        return;
    }
    Task task{std::string(name), text, std::move(file.newest), 0};
    if (task.before) {
        task.number = ++file.lastNumber;
        file.earlier.push_front(*task.before);
        if (file.earlier.size() > versionsKept) {
            file.earlier.pop_back();
        }
    }
    file.newest = std::move(text);
    {
        const std::scoped_lock lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_work.notify_one();
}

/// True: the disk is far behind, and the newest text of that file that waits for it is `text` now.
bool WindowFiles::replaceWaiting(const std::string& name, const std::string& text)
{
    const std::scoped_lock lock(m_mutex);
    if (m_tasks.size() < mostWaiting) {
        return false;
    }
    const auto same
        = std::find_if(m_tasks.rbegin(), m_tasks.rend(), [&name](const Task& task) { return task.name == name; });
    if (same == m_tasks.rend()) {
        return false;
    }
    same->text = text;
    return true;
}

std::size_t WindowFiles::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_tasks.size();
}

std::optional<std::string> WindowFiles::fault() const
{
    const std::scoped_lock lock(m_mutex);
    return m_fault;
}

void WindowFiles::tellFault(std::string what)
{
    logWarn("{}", what);
    const std::scoped_lock lock(m_mutex);
    m_fault = std::move(what);
}

/// The old version first, then the new one in its place, then the oldest goes: at no moment is there less than before.
Result<void> WindowFiles::write(const Task& task)
{
    if (!m_folder) {
        return failure(Errc::Unavailable, "there is no folder for them");
    }
    if (task.before) {
        if (auto done = m_folder->replace(versionName(task.name, task.number), bytesOf(*task.before)); !done) {
            return done;
        }
    }
    if (auto done = m_folder->replace(task.name, bytesOf(task.text)); !done) {
        return done;
    }
    if (task.number > versionsKept) {
        const auto gone = m_folder->remove(versionName(task.name, task.number - versionsKept));
        if (!gone && gone.error().code != Errc::NotFound) {
            return gone;
        }
    }
    return {};
}

void WindowFiles::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_work.wait(lock, [this] { return m_isEnding || !m_tasks.empty(); });
        if (m_tasks.empty()) {
            return;
        }
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        const auto done = write(task);
        lock.lock();
        m_fault = done ? std::nullopt : std::optional(task.name + " could not be kept: " + done.error().detail);
    }
}

} // namespace omni::runtime

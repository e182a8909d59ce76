// A disk that is told the changes of a profile in their order (fault_trace.h), and says what may be left of it when the
// power goes: everything that was synced, and any part of what was not.
//
// No order is promised between syncs, neither of bytes nor of names: the model is harsher than any one file system.
// What is lost in front of what was kept of the same file reads as zeros.

#pragma once

#include "tests/crash/opened_journal.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace omni::crash {

/// Which of the unsynced changes are kept, in the order of `DiskModel::pending`.
struct Loss {
    std::vector<bool> kept;
    std::optional<std::size_t> tornBytes; ///< Of the last write that is kept so many bytes alone.
};

class DiskModel
{
public:
    /// `node` may have been another file's, which is gone.
    void make(std::uint64_t node, const std::string& path)
    {
        m_files[node] = ++m_made;
        m_pending.push_back({Change::Make, m_made, 0, {}, path, {}, m_next++});
    }
    void write(std::uint64_t node, std::uint64_t offset, FileBytes bytes)
    {
        m_pending.push_back({Change::Write, m_files[node], offset, std::move(bytes), {}, {}, m_next++});
    }
    /// As `write`, of a file that is written without end, at two places by turns, and never synced: of what is not
    /// synced the newest two are remembered, which lie over all others.
    void beat(std::uint64_t node, std::uint64_t offset, FileBytes bytes)
    {
        const std::uint64_t file = m_files[node];
        const auto isBeat = [file](const Change& one) { return one.kind == Change::Write && one.file == file; };
        if (std::count_if(m_pending.begin(), m_pending.end(), isBeat) > 1) {
            m_pending.erase(std::find_if(m_pending.begin(), m_pending.end(), isBeat));
        }
        write(node, offset, std::move(bytes));
    }
    void makeFolder(const std::string& path)
    {
        m_pending.push_back({Change::Folder, 0, 0, {}, path, {}, m_next++});
    }
    void link(const std::string& from, const std::string& to)
    {
        m_pending.push_back({Change::Link, 0, 0, {}, from, to, m_next++});
    }
    void cut(std::uint64_t node, std::uint64_t size)
    {
        m_pending.push_back({Change::Cut, m_files[node], size, {}, {}, {}, m_next++});
    }
    void rename(const std::string& from, const std::string& to)
    {
        m_pending.push_back({Change::Rename, 0, 0, {}, from, to, m_next++});
    }
    void remove(const std::string& path)
    {
        m_pending.push_back({Change::Remove, 0, 0, {}, path, {}, m_next++});
    }
    /// What came in front of it is on the disk once `synced` is called with the same words.
    void beginSync(const std::string& what)
    {
        m_begun[what] = m_next;
    }
    void syncedFile(std::uint64_t node, const std::string& what)
    {
        settle(what, [file = m_files[node]](const Change& one) { return one.isOfBytes() && one.file == file; });
    }
    void syncedFolder(const std::string& path, const std::string& what)
    {
        settle(what, [&path](const Change& one) { return !one.isOfBytes() && folderOf(one.path) == path; });
    }

    [[nodiscard]] std::size_t pending() const noexcept
    {
        return m_pending.size();
    }
    /// Bytes of the last unsynced write that is kept; 0: there is none.
    [[nodiscard]] std::size_t lastWrite(const std::vector<bool>& kept) const
    {
        for (std::size_t i = m_pending.size(); i-- > 0;) {
            if (kept[i] && m_pending[i].kind == Change::Write) {
                return m_pending[i].bytes.size();
            }
        }
        return 0;
    }
    /// The profile as it may be found, by paths in it. What lies in a folder that has no name is lost.
    [[nodiscard]] FolderBytes after(const Loss& loss) const
    {
        Disk disk = m_durable;
        std::size_t last = m_pending.size();
        for (std::size_t i = 0; loss.tornBytes && i < m_pending.size(); ++i) {
            last = loss.kept[i] && m_pending[i].kind == Change::Write ? i : last;
        }
        for (std::size_t i = 0; i < m_pending.size(); ++i) {
            if (loss.kept[i]) {
                disk.apply(m_pending[i], i == last ? *loss.tornBytes : m_pending[i].bytes.size());
            }
        }
        FolderBytes files;
        for (const auto& [path, file] : disk.names) {
            if (const std::string folder = folderOf(path); folder == "." || disk.folders.contains(folder)) {
                const auto bytes = disk.bytes.find(file);
                files[path] = bytes == disk.bytes.end() ? FileBytes() : bytes->second;
            }
        }
        return files;
    }

private:
    struct Change {
        enum Kind { Make, Folder, Write, Cut, Rename, Link, Remove } kind;
        std::uint64_t file; ///< By the order in which they were made; 0 of what is about names alone.
        std::uint64_t at; ///< Offset, or the size that is left.
        FileBytes bytes;
        std::string path, to;
        std::uint64_t number;
        [[nodiscard]] bool isOfBytes() const
        {
            return kind == Write || kind == Cut;
        }
    };
    struct Disk {
        std::map<std::string, std::uint64_t> names;
        std::map<std::uint64_t, FileBytes> bytes;
        std::set<std::string> folders;

        void apply(const Change& one, std::size_t most)
        {
            switch (one.kind) {
            case Change::Make:
                names[one.path] = one.file;
                break;
            case Change::Write: {
                auto& file = bytes[one.file];
                file.resize(std::max(file.size(), static_cast<std::size_t>(one.at) + most));
                std::copy_n(one.bytes.begin(), most, file.begin() + static_cast<std::ptrdiff_t>(one.at));
                break;
            }
            case Change::Cut:
                bytes[one.file].resize(static_cast<std::size_t>(one.at));
                break;
            case Change::Rename:
                if (const auto from = names.find(one.path); from != names.end()) {
                    names[one.to] = from->second;
                    names.erase(one.path);
                }
                break;
            case Change::Folder:
                folders.insert(one.path);
                break;
            case Change::Link:
                if (const auto from = names.find(one.path); from != names.end()) {
                    names[one.to] = from->second;
                }
                break;
            case Change::Remove:
                names.erase(one.path);
                break;
            }
        }
    };

    [[nodiscard]] static std::string folderOf(const std::string& path)
    {
        const auto slash = path.rfind('/');
        return slash == std::string::npos ? "." : path.substr(0, slash);
    }
    template<class Fits> void settle(const std::string& what, const Fits& fits)
    {
        const auto begun = m_begun.find(what);
        const std::uint64_t before = begun == m_begun.end() ? 0 : begun->second;
        std::deque<Change> left;
        for (auto& one : m_pending) {
            if (one.number < before && fits(one)) {
                m_durable.apply(one, one.bytes.size());
            } else {
                left.push_back(std::move(one));
            }
        }
        m_pending = std::move(left);
    }

    Disk m_durable;
    std::deque<Change> m_pending;
    std::map<std::string, std::uint64_t> m_begun; ///< A sync, and the number of the first change that is none of its.
    std::map<std::uint64_t, std::uint64_t> m_files; ///< By inode: which file it is now.
    std::uint64_t m_made = 0;
    std::uint64_t m_next = 1;
};

} // namespace omni::crash

// A LogFolder in memory that fails where a test says so, and that can show what a power loss might have left.

#pragma once

#include "core/desk/ports/log_folder.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace omni::tests {

/// Which call fails: counted from 1 over the folder's life; 0 = none does.
struct FaultPlan {
    std::uint64_t failAppendAt = 0;
    bool isShortWrite = false; ///< A failing append leaves the first half of its bytes.
    std::uint64_t failSyncAt = 0;
    std::uint64_t failCreateAt = 0;
    std::uint64_t failReplaceAt = 0;
    bool staysFailed = false; ///< All later calls of that kind fail as well.
    std::uint64_t capacity = std::numeric_limits<std::uint64_t>::max(); ///< Bytes of all files; beyond it: Full.
    bool isUnreadable = false; ///< `names` and `read` fail.
};

/// Single-threaded, except that a journal thread may use it alone.
class MemoryFolder final : public ports::LogFolder
{
public:
    struct Write {
        std::uint64_t at = 0;
        std::vector<std::byte> data;
    };
    struct File {
        std::vector<std::byte> bytes; ///< What a reader sees.
        std::vector<std::byte> durable; ///< What is on the disk for certain.
        std::vector<Write> unsynced; ///< Appended since the last sync, in order.

        void settle()
        {
            for (const auto& write : unsynced) {
                durable.resize(std::max(durable.size(), static_cast<std::size_t>(write.at) + write.data.size()));
                std::copy(write.data.begin(), write.data.end(),
                          durable.begin() + static_cast<std::ptrdiff_t>(write.at));
            }
            unsynced.clear();
        }
    };
    struct Counters {
        std::uint64_t appends = 0;
        std::uint64_t syncs = 0;
        std::uint64_t creates = 0;
        std::uint64_t replaces = 0;
        std::uint64_t faults = 0; ///< Calls that failed because the plan said so.
    };

    FaultPlan plan;
    Counters counters;
    std::map<std::string, std::shared_ptr<File>, std::less<>> files;

    MemoryFolder() = default;
    /// A copy of the files, without the plan and the counters.
    [[nodiscard]] MemoryFolder copy() const
    {
        MemoryFolder other;
        for (const auto& [name, file] : files) {
            other.files[name] = std::make_shared<File>(*file);
        }
        return other;
    }

    /// What may be on the disk after a power loss: of each file everything synced, and any subset of the writes since,
    /// some of them torn at 512 bytes. What is missing in between reads as zeros.
    [[nodiscard]] MemoryFolder afterPowerLoss(std::uint64_t seed) const
    {
        std::mt19937_64 random{seed};
        MemoryFolder other;
        for (const auto& [name, file] : files) {
            auto left = std::make_shared<File>();
            left->bytes = file->durable;
            for (const auto& write : file->unsynced) {
                for (std::size_t start = 0; start < write.data.size();) {
                    const std::size_t at = static_cast<std::size_t>(write.at) + start;
                    const std::size_t size = std::min<std::size_t>(512 - at % 512, write.data.size() - start);
                    if (random() % 4 != 0) {
                        const std::size_t kept = random() % 8 == 0 ? random() % (size + 1) : size;
                        left->bytes.resize(std::max(left->bytes.size(), at + kept));
                        std::copy_n(write.data.begin() + static_cast<std::ptrdiff_t>(start), kept,
                                    left->bytes.begin() + static_cast<std::ptrdiff_t>(at));
                    }
                    start += size;
                }
            }
            left->durable = left->bytes;
            other.files[name] = std::move(left);
        }
        return other;
    }

    [[nodiscard]] std::vector<std::byte>& bytesOf(std::string_view name)
    {
        return files.find(name)->second->bytes;
    }

    [[nodiscard]] Result<std::vector<std::string>> names() const override
    {
        if (plan.isUnreadable) {
            return failure(Errc::Unavailable, "planned: unreadable");
        }
        std::vector<std::string> all;
        for (const auto& entry : files) {
            all.push_back(entry.first);
        }
        return all;
    }

    [[nodiscard]] Result<std::unique_ptr<ports::LogFile>> create(std::string_view name) override
    {
        if (isPlanned(++counters.creates, plan.failCreateAt)) {
            return failure(Errc::Unavailable, "planned: create");
        }
        if (files.contains(name)) {
            return failure(Errc::Conflict, std::string(name) + " exists");
        }
        auto file = std::make_shared<File>();
        files[std::string(name)] = file;
        return std::unique_ptr<ports::LogFile>(new Handle(*this, std::move(file)));
    }

    [[nodiscard]] Result<std::unique_ptr<ports::LogFile>> append(std::string_view name) override
    {
        const auto found = files.find(name);
        if (found == files.end()) {
            return failure(Errc::NotFound, std::string(name));
        }
        return std::unique_ptr<ports::LogFile>(new Handle(*this, found->second));
    }

    [[nodiscard]] Result<std::unique_ptr<ports::LogBytes>> read(std::string_view name) const override
    {
        const auto found = files.find(name);
        if (plan.isUnreadable || found == files.end()) {
            return failure(Errc::Unavailable, "cannot read " + std::string(name));
        }
        return std::unique_ptr<ports::LogBytes>(new Content(found->second->bytes));
    }

    [[nodiscard]] Result<void> replace(std::string_view name, std::span<const std::byte> data) override
    {
        if (isPlanned(++counters.replaces, plan.failReplaceAt)) {
            return failure(Errc::Unavailable, "planned: replace");
        }
        if (used() + data.size() > plan.capacity) {
            return failure(Errc::Full, "no room");
        }
        auto file = std::make_shared<File>();
        file->bytes.assign(data.begin(), data.end());
        file->durable = file->bytes;
        files[std::string(name)] = std::move(file);
        return {};
    }

    [[nodiscard]] Result<void> truncate(std::string_view name, std::uint64_t size) override
    {
        const auto found = files.find(name);
        if (found == files.end()) {
            return failure(Errc::NotFound, std::string(name));
        }
        File& file = *found->second;
        file.settle();
        file.bytes.resize(static_cast<std::size_t>(size));
        file.durable.resize(std::min(file.durable.size(), file.bytes.size()));
        return {};
    }

    [[nodiscard]] Result<void> remove(std::string_view name) override
    {
        const auto found = files.find(name);
        if (found == files.end()) {
            return failure(Errc::NotFound, std::string(name));
        }
        files.erase(found);
        return {};
    }

    [[nodiscard]] Result<std::uint64_t> freeBytes() const override
    {
        return plan.capacity - std::min(plan.capacity, used());
    }

private:
    class Content final : public ports::LogBytes
    {
    public:
        explicit Content(std::vector<std::byte> bytes)
            : m_bytes(std::move(bytes))
        {
        }
        [[nodiscard]] std::span<const std::byte> bytes() const override
        {
            return m_bytes;
        }

    private:
        std::vector<std::byte> m_bytes;
    };

    class Handle final : public ports::LogFile
    {
    public:
        Handle(MemoryFolder& folder, std::shared_ptr<File> file)
            : m_folder(folder)
            , m_file(std::move(file))
        {
        }
        [[nodiscard]] Result<void> append(std::span<const std::byte> data) override
        {
            if (m_folder.isPlanned(++m_folder.counters.appends, m_folder.plan.failAppendAt)) {
                if (m_folder.plan.isShortWrite) {
                    put(data.first(data.size() / 2));
                }
                return failure(Errc::Unavailable, "planned: append");
            }
            const std::uint64_t used = m_folder.used();
            if (used + data.size() > m_folder.plan.capacity) {
                m_folder.counters.faults += 1;
                put(data.first(static_cast<std::size_t>(m_folder.plan.capacity - used)));
                return failure(Errc::Full, "no room");
            }
            put(data);
            return {};
        }
        [[nodiscard]] Result<void> sync() override
        {
            if (m_folder.isPlanned(++m_folder.counters.syncs, m_folder.plan.failSyncAt)) {
                // As Linux does: the pages count as clean from now on, read well, and never reach the disk, whoever
                // syncs later.
                m_file->unsynced.clear();
                return failure(Errc::Unavailable, "planned: sync");
            }
            m_file->settle();
            return {};
        }
        [[nodiscard]] std::uint64_t size() const override
        {
            return m_file->bytes.size();
        }

    private:
        void put(std::span<const std::byte> data)
        {
            m_file->unsynced.push_back({m_file->bytes.size(), {data.begin(), data.end()}});
            m_file->bytes.insert(m_file->bytes.end(), data.begin(), data.end());
        }
        MemoryFolder& m_folder;
        std::shared_ptr<File> m_file;
    };

    [[nodiscard]] bool isPlanned(std::uint64_t count, std::uint64_t at)
    {
        const bool fails = at != 0 && (count == at || (plan.staysFailed && count > at));
        counters.faults += fails ? 1 : 0;
        return fails;
    }
    [[nodiscard]] std::uint64_t used() const
    {
        std::uint64_t sum = 0;
        for (const auto& entry : files) {
            sum += entry.second->bytes.size();
        }
        return sum;
    }
};

} // namespace omni::tests

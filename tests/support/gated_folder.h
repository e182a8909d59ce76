// A LogFolder in memory whose disk stands still while a test says so.

#pragma once

#include "tests/support/memory_folder.h"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace omni::tests {

/// A folder whose syncs wait until they are let through.
class GatedFolder final : public ports::LogFolder
{
public:
    MemoryFolder inner;
    std::mutex mutex;
    std::condition_variable changed;
    bool isShut = false;

    void setShut(bool shut)
    {
        const std::lock_guard lock(mutex);
        isShut = shut;
        changed.notify_all();
    }
    Result<std::vector<std::string>> names() const override
    {
        return inner.names();
    }
    Result<std::unique_ptr<ports::LogFile>> create(std::string_view name) override
    {
        auto file = inner.create(name);
        return file ? std::unique_ptr<ports::LogFile>(new File(*this, std::move(*file))) : std::move(file);
    }
    Result<std::unique_ptr<ports::LogFile>> append(std::string_view name) override
    {
        return inner.append(name);
    }
    Result<std::unique_ptr<ports::LogBytes>> read(std::string_view name) const override
    {
        return inner.read(name);
    }
    Result<void> replace(std::string_view name, std::span<const std::byte> data) override
    {
        return inner.replace(name, data);
    }
    Result<void> truncate(std::string_view name, std::uint64_t size) override
    {
        return inner.truncate(name, size);
    }
    Result<void> remove(std::string_view name) override
    {
        return inner.remove(name);
    }
    Result<std::uint64_t> freeBytes() const override
    {
        return inner.freeBytes();
    }

private:
    class File final : public ports::LogFile
    {
    public:
        File(GatedFolder& folder, std::unique_ptr<ports::LogFile> file)
            : m_folder(folder)
            , m_file(std::move(file))
        {
        }
        Result<void> append(std::span<const std::byte> data) override
        {
            return m_file->append(data);
        }
        Result<void> sync() override
        {
            std::unique_lock lock(m_folder.mutex);
            m_folder.changed.wait(lock, [this] { return !m_folder.isShut; });
            return m_file->sync();
        }
        std::uint64_t size() const override
        {
            return m_file->size();
        }

    private:
        GatedFolder& m_folder;
        std::unique_ptr<ports::LogFile> m_file;
    };
};

} // namespace omni::tests

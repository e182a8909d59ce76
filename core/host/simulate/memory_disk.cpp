#include "core/host/simulate/memory_disk.h"

#include "core/host/simulate/whose_turn.h"

#include <algorithm>
#include <utility>

namespace omni::simulate {

namespace {

constexpr std::size_t sector = 512; // what a disk writes whole or not at all

/// What the disk kept of the bytes behind the last sync.
void tear(MemoryDisk::File& file, SeededRandom& random)
{
    std::size_t last = file.durable;
    for (std::size_t at = file.durable; at < file.bytes.size();) {
        const std::size_t size = std::min(sector - at % sector, file.bytes.size() - at);
        const std::uint64_t dice = random.below(8);
        const std::size_t kept = dice < 5 ? size : dice == 5 ? static_cast<std::size_t>(random.below(size + 1)) : 0;
        std::fill(file.bytes.begin() + static_cast<std::ptrdiff_t>(at + kept),
                  file.bytes.begin() + static_cast<std::ptrdiff_t>(at + size), std::byte{0});
        last = kept > 0 ? at + kept : last;
        at += size;
    }
    file.bytes.resize(last);
    file.durable = last;
}

} // namespace

class MemoryDisk::Content final : public ports::LogBytes
{
public:
    explicit Content(std::shared_ptr<const File> file)
        : m_file(std::move(file))
    {
    }
    [[nodiscard]] std::span<const std::byte> bytes() const override
    {
        return m_file->bytes;
    }

private:
    std::shared_ptr<const File> m_file;
};

class MemoryDisk::Handle final : public ports::LogFile
{
public:
    Handle(MemoryDisk& disk, std::shared_ptr<File> file)
        : m_disk(disk)
        , m_file(std::move(file))
    {
    }
    [[nodiscard]] Result<void> append(std::span<const std::byte> data) override
    {
        const BesideTheProgram here;
        if (m_disk.faults.failsAppend) {
            ++m_disk.faultsMet;
            put(data.first(data.size() / 2));
            return failure(Errc::Unavailable, "input/output error");
        }
        const std::uint64_t room = m_disk.faults.capacity - std::min(m_disk.faults.capacity, m_disk.m_used);
        if (data.size() > room) {
            ++m_disk.faultsMet;
            put(data.first(static_cast<std::size_t>(room)));
            return failure(Errc::Full, "no space left on device");
        }
        put(data);
        return {};
    }
    [[nodiscard]] Result<void> sync() override
    {
        const BesideTheProgram here;
        if (m_disk.faults.failsSync) {
            ++m_disk.faultsMet;
            return failure(Errc::Unavailable, "input/output error");
        }
        m_file->durable = m_file->bytes.size();
        return {};
    }
    [[nodiscard]] std::uint64_t size() const override
    {
        return m_file->bytes.size();
    }

private:
    void put(std::span<const std::byte> data)
    {
        m_file->bytes.insert(m_file->bytes.end(), data.begin(), data.end());
        m_disk.m_used += data.size();
    }
    MemoryDisk& m_disk;
    std::shared_ptr<File> m_file;
};

void MemoryDisk::crash(SeededRandom& random, bool keepsAll)
{
    m_used = 0;
    for (auto& [name, file] : m_files) {
        if (keepsAll) {
            file->durable = file->bytes.size();
        } else if (file->durable < file->bytes.size()) {
            tear(*file, random);
        }
        m_used += file->bytes.size();
    }
}

Result<std::vector<std::string>> MemoryDisk::names() const
{
    const BesideTheProgram here;
    std::vector<std::string> all;
    all.reserve(m_files.size());
    for (const auto& entry : m_files) {
        all.push_back(entry.first);
    }
    return all;
}

Result<std::unique_ptr<ports::LogFile>> MemoryDisk::create(std::string_view name)
{
    const BesideTheProgram here;
    const auto [entry, isNew] = m_files.try_emplace(std::string(name));
    if (!isNew) {
        return failure(Errc::Conflict, std::string(name) + " exists");
    }
    entry->second = std::make_shared<File>();
    return std::unique_ptr<ports::LogFile>(new Handle(*this, entry->second));
}

Result<std::unique_ptr<ports::LogFile>> MemoryDisk::append(std::string_view name)
{
    const BesideTheProgram here;
    const auto found = m_files.find(name);
    if (found == m_files.end()) {
        return failure(Errc::NotFound, std::string(name));
    }
    return std::unique_ptr<ports::LogFile>(new Handle(*this, found->second));
}

Result<std::unique_ptr<ports::LogBytes>> MemoryDisk::read(std::string_view name) const
{
    const BesideTheProgram here;
    const auto found = m_files.find(name);
    if (found == m_files.end()) {
        return failure(Errc::NotFound, std::string(name));
    }
    return std::unique_ptr<ports::LogBytes>(new Content(found->second));
}

Result<void> MemoryDisk::replace(std::string_view name, std::span<const std::byte> data)
{
    const BesideTheProgram here;
    const auto found = m_files.find(name);
    const std::uint64_t before = found != m_files.end() ? found->second->bytes.size() : 0;
    // Old and new stand side by side until the rename.
    if (faults.failsAppend || faults.failsSync || data.size() > faults.capacity - std::min(faults.capacity, m_used)) {
        ++faultsMet;
        return failure(faults.failsAppend || faults.failsSync ? Errc::Unavailable : Errc::Full, "cannot be written");
    }
    auto file = std::make_shared<File>();
    file->bytes.assign(data.begin(), data.end());
    file->durable = file->bytes.size();
    m_used += file->bytes.size() - before;
    m_files.insert_or_assign(std::string(name), std::move(file));
    return {};
}

Result<void> MemoryDisk::truncate(std::string_view name, std::uint64_t size)
{
    const BesideTheProgram here;
    const auto found = m_files.find(name);
    if (found == m_files.end()) {
        return failure(Errc::NotFound, std::string(name));
    }
    File& file = *found->second;
    const auto left = std::min(file.bytes.size(), static_cast<std::size_t>(size));
    m_used -= file.bytes.size() - left;
    file.bytes.resize(left);
    file.durable = left;
    return {};
}

Result<void> MemoryDisk::remove(std::string_view name)
{
    const BesideTheProgram here;
    const auto found = m_files.find(name);
    if (found == m_files.end()) {
        return failure(Errc::NotFound, std::string(name));
    }
    drop(*found->second);
    m_files.erase(found);
    return {};
}

Result<std::uint64_t> MemoryDisk::freeBytes() const
{
    return faults.capacity - std::min(faults.capacity, m_used);
}

} // namespace omni::simulate

#include "core/host/audit_verify/read_ahead.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

namespace omni::audit_verify {

namespace {

namespace fs = std::filesystem;

struct FileCloser {
    void operator()(std::FILE* file) const noexcept
    {
        std::fclose(file);
    }
};

/// A symbolic link is no segment.
bool isRegularFile(const fs::path& path)
{
    std::error_code error;
    return fs::symlink_status(path, error).type() == fs::file_type::regular && !error;
}

} // namespace

Reading readSegment(const fs::path& path, std::vector<unsigned char>& bytes)
{
    if (!isRegularFile(path)) {
        return Reading::Failed;
    }
#ifdef _WIN32
    const std::unique_ptr<std::FILE, FileCloser> file(::_wfopen(path.c_str(), L"rb"));
#else
    const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rb"));
#endif
    if (!file) {
        return Reading::Failed;
    }
    std::setvbuf(file.get(), nullptr, _IONBF, 0); // one read into its place
    bytes.resize(mostSegment + 1);
    const std::size_t size = std::fread(bytes.data(), 1, bytes.size(), file.get());
    const bool isGood = std::ferror(file.get()) == 0;
    bytes.resize(size);
    return !isGood ? Reading::Failed : size > mostSegment ? Reading::TooLarge : Reading::Whole;
}

ReadAhead::ReadAhead(const fs::path& folder, std::span<const std::uint32_t> numbers, const std::optional<KeyFile>& key,
                     unsigned threads)
    : m_folder(folder)
    , m_numbers(numbers)
    , m_lanes(std::clamp(threads, 1U, 16U))
{
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        m_lanes[i].thread = std::thread([this, i, key] { run(i, key); });
    }
}

ReadAhead::~ReadAhead()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_news.notify_all();
    for (Lane& lane : m_lanes) {
        lane.thread.join();
    }
}

void ReadAhead::run(std::size_t number, const std::optional<KeyFile>& key)
{
    SegmentProver prover(key);
    Lane& lane = m_lanes[number];
    ReadSegment work;
    for (std::size_t i = number; i < m_numbers.size(); i += m_lanes.size()) {
        work.how = readSegment(m_folder / nameOfFile(m_numbers[i]), work.bytes);
        work.proofs = work.how == Reading::Whole ? prover.proofsOf(m_numbers[i], work.bytes) : SegmentProofs();
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, [&] { return !lane.isReady || m_isStopping; });
        if (m_isStopping) {
            return;
        }
        std::swap(lane.ready, work); // the memory of an earlier one comes back
        lane.isReady = true;
        lock.unlock();
        m_news.notify_all();
    }
}

const ReadSegment& ReadAhead::next()
{
    Lane& lane = m_lanes[m_next++ % m_lanes.size()];
    {
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, [&] { return lane.isReady; });
        std::swap(lane.ready, m_current);
        lane.isReady = false;
    }
    m_news.notify_all();
    return m_current;
}

} // namespace omni::audit_verify

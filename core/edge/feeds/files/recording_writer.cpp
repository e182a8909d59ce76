#include "core/edge/feeds/files/archive_format.h"
#include "core/edge/feeds/files/recording.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace omni::feeds {

namespace {

constexpr int mostFilesOfOneTime = 1'000;

int makeFile(const std::filesystem::path& path)
{
#ifdef _WIN32
    return ::_wopen(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_BINARY, 0600);
#else
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
#endif
}

/// Zero, or why not.
int writeAll(int file, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        constexpr std::size_t mostAtOnce = std::size_t{1} << 30;
        const auto written = ::write(file, bytes.data(), static_cast<unsigned>(std::min(bytes.size(), mostAtOnce)));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return written < 0 ? errno : ENOSPC;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return 0;
}

int syncFile(int file)
{
#ifdef _WIN32
    return ::_commit(file) == 0 ? 0 : errno;
#else
    return ::fsync(file) == 0 ? 0 : errno;
#endif
}

void cut(int file, std::uint64_t size)
{
#ifdef _WIN32
    static_cast<void>(::_chsize_s(file, static_cast<long long>(size)));
#else
    // What stays behind the last whole block would be passed over all the same.
    [[maybe_unused]] const int ignored = ::ftruncate(file, static_cast<off_t>(size));
#endif
}

} // namespace

struct RecordingWriter::State {
    std::string path;
    ArchiveInfo info;
    int file = -1;
    DigestBuilder digest{archive::digestPurpose};
    std::vector<ports::TimedTick> rows; ///< That wait.
    Bytes waiting; ///< Whole parts of the file that wait.
    std::uint64_t size = 0, packed = 0, written = 0; ///< Bytes; rows in blocks; rows in the file.
    std::optional<DataFault> fault;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        close();
    }
    void close() noexcept
    {
        if (file >= 0) {
            ::close(std::exchange(file, -1));
        }
    }
    void refuse(const std::string& what, int error)
    {
        fault
            = DataFault{FaultCode::CannotWrite, path, 0, {}, what + ": " + std::generic_category().message(error), {}};
    }
    void pack()
    {
        if (!rows.empty() && !archive::writeBlock(rows, info.kind, archive::Form::Recording, waiting)) {
            refuse("cannot be compressed", ENOMEM);
        }
        packed += rows.size();
        rows.clear();
    }
    Checked<void> write()
    {
        if (!fault && !waiting.empty()) {
            if (const int error = writeAll(file, waiting); error != 0) {
                cut(file, size);
                refuse("cannot be written on", error);
            } else {
                digest.add(waiting);
                size += waiting.size();
                written = packed;
            }
        }
        waiting.clear();
        return fault ? Checked<void>(tl::unexpected(*fault)) : Checked<void>();
    }
};

RecordingWriter::RecordingWriter(std::unique_ptr<State> state) noexcept
    : m_state(std::move(state))
{
}
RecordingWriter::RecordingWriter(RecordingWriter&&) noexcept = default;
RecordingWriter& RecordingWriter::operator=(RecordingWriter&&) noexcept = default;
RecordingWriter::~RecordingWriter() = default;

Checked<RecordingWriter> RecordingWriter::create(const std::string& folder, FileKind kind,
                                                 const market::Instrument& instrument, Timestamp first)
{
    auto state = std::make_unique<State>();
    state->path = folder;
    state->info.kind = kind;
    state->info.instrument = instrument;
    state->info.first = first;
    const auto base = std::filesystem::u8path(folder) / std::filesystem::u8path(archive::baseNameOf(state->info));
    int error = EEXIST;
    for (int i = 1; error == EEXIST && i <= mostFilesOfOneTime; ++i) {
        auto path = base;
        path += (i > 1 ? "-" + std::to_string(i) : std::string()) + std::string(archive::recordingExtension);
        state->file = makeFile(path);
        error = state->file < 0 ? errno : 0;
        const auto text = path.u8string();
        state->path.assign(text.begin(), text.end());
    }
    if (error != 0) {
        state->refuse("cannot be made", error);
        return tl::unexpected(*state->fault);
    }
    archive::writeStart(state->info, archive::Form::Recording, state->waiting);
    return RecordingWriter(std::move(state));
}

void RecordingWriter::add(const ports::TimedTick& tick)
{
    auto& state = *m_state;
    auto& info = state.info;
    ports::TimedTick row = tick;
    row.at = info.rows > 0 ? std::max(row.at, info.last) : row.at;
    info.first = info.rows++ == 0 ? row.at : info.first;
    info.last = row.at;
    state.rows.push_back(row);
    if (state.rows.size() == archive::rowsPerBlock) {
        state.pack();
    }
}

void RecordingWriter::hole(std::uint64_t lost, Timestamp from, Timestamp until)
{
    m_state->pack();
    archive::writeHole({lost, from, until}, m_state->waiting);
}

Checked<void> RecordingWriter::flush()
{
    m_state->pack();
    return m_state->write();
}

Checked<void> RecordingWriter::finish()
{
    auto& state = *m_state;
    state.pack();
    if (auto written = state.write(); !written) {
        return written;
    }
    ByteWriter out(state.waiting);
    out.u8(archive::endMark);
    out.u64(state.info.rows);
    out.i64(state.info.first.ns);
    out.i64(state.info.last.ns);
    state.digest.add(state.waiting);
    out.raw(state.digest.value());
    if (auto written = state.write(); !written) {
        return written;
    }
    if (const int error = syncFile(state.file); error != 0) {
        state.refuse("cannot be brought to the disk", error);
        return tl::unexpected(*state.fault);
    }
    state.close();
    return {};
}

const std::string& RecordingWriter::path() const noexcept
{
    return m_state->path;
}
std::uint64_t RecordingWriter::bytes() const noexcept
{
    return m_state->size;
}
std::uint64_t RecordingWriter::rows() const noexcept
{
    return m_state->written;
}

} // namespace omni::feeds

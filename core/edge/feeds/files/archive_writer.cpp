#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/archive_format.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace omni::feeds {

namespace {

std::string utf8Of(const std::filesystem::path& path)
{
    const auto text = path.u8string();
    return {text.begin(), text.end()};
}

std::optional<std::string> bytesOf(const std::filesystem::path& path, std::uint64_t from, std::size_t count)
{
    std::ifstream in(path, std::ios::binary);
    std::string bytes(count, '\0');
    in.seekg(static_cast<std::streamoff>(from));
    in.read(bytes.data(), static_cast<std::streamsize>(count));
    return in ? std::optional(bytes) : std::nullopt;
}

/// Makes a new name durable, where the system has a way to ask for it.
void syncFolder([[maybe_unused]] const std::filesystem::path& folder)
{
#ifndef _WIN32
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
#endif
}

/// Both end with the same digest and have one size.
bool areSame(const std::filesystem::path& a, const std::filesystem::path& b)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(a, error);
    if (error || size < archive::endSize || size != std::filesystem::file_size(b, error) || error) {
        return false;
    }
    const auto left = bytesOf(a, size - archive::endSize, archive::endSize);
    return left && left == bytesOf(b, size - archive::endSize, archive::endSize);
}

} // namespace

struct ArchiveWriter::State {
    std::filesystem::path folder, temporary;
    std::filesystem::path published; ///< What `publish` made.
    ArchiveInfo info;
    std::FILE* file = nullptr;
    DigestBuilder digest{archive::digestPurpose};
    std::vector<ports::TimedTick> block;
    Bytes bytes;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        if (file != nullptr) {
            std::fclose(file);
        }
        if (!temporary.empty()) {
            std::error_code ignored;
            std::filesystem::remove(temporary, ignored);
        }
    }

    [[nodiscard]] tl::unexpected<DataFault> cannot(const std::string& what, int error) const
    {
        return tl::unexpected(DataFault{FaultCode::CannotWrite,
                                        utf8Of(temporary.empty() ? folder : temporary),
                                        0,
                                        {},
                                        what + ": " + std::generic_category().message(error),
                                        {}});
    }

    /// Writes `bytes` and forgets them.
    Checked<void> flush()
    {
        digest.add(bytes);
        if (std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size()) {
            return cannot("cannot be written", errno);
        }
        bytes.clear();
        return {};
    }

    Checked<void> writeBlock()
    {
        if (block.empty()) {
            return {};
        }
        if (!archive::writeBlock(block, info.kind, archive::Form::Archive, bytes)) {
            return cannot("cannot be compressed", ENOMEM);
        }
        block.clear();
        return flush();
    }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) noexcept
    : m_state(std::move(state))
{
}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter& ArchiveWriter::operator=(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

const ArchiveInfo& ArchiveWriter::info() const noexcept
{
    return m_state->info;
}

Checked<ArchiveWriter> ArchiveWriter::create(const std::string& folder, FileKind kind,
                                             const market::Instrument& instrument, Duration interval)
{
    auto state = std::make_unique<State>();
    state->folder = std::filesystem::u8path(folder);
    state->info.kind = kind;
    state->info.instrument = instrument;
    state->info.interval = interval;
    std::error_code error;
    std::filesystem::create_directories(state->folder, error);
    if (error) {
        return state->cannot("the folder cannot be made", error.value());
    }
    // O_EXCL: the first free name of this run and any other that imports into the same folder.
    int descriptor = -1;
    for (int i = 0; descriptor < 0 && i < 1'000; ++i) {
        const auto path = state->folder / (".import-" + std::to_string(i) + ".part");
#ifdef _WIN32
        descriptor = ::_wopen(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_BINARY, 0600);
#else
        descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
#endif
        if (descriptor >= 0) {
            state->temporary = path;
        } else if (errno != EEXIST) {
            break;
        }
    }
    if (descriptor < 0) {
        return state->cannot("no file can be made in the folder", errno);
    }
    state->file = ::fdopen(descriptor, "wb");
    if (state->file == nullptr) {
        const int reason = errno;
        ::close(descriptor);
        return state->cannot("cannot be opened", reason);
    }
    archive::writeStart(state->info, archive::Form::Archive, state->bytes);
    if (const auto written = state->flush(); !written) {
        return tl::unexpected(written.error());
    }
    return ArchiveWriter(std::move(state));
}

Checked<void> ArchiveWriter::add(std::span<const ports::TimedTick> ticks)
{
    for (const auto& tick : ticks) {
        if (const auto* quote = std::get_if<market::Quote>(&tick.tick);
            quote != nullptr && (!quote->hasBid || !quote->hasAsk)) {
            continue; // only recordings have them, and an archive has no way to say it
        }
        if (m_state->info.rows++ == 0) {
            m_state->info.first = tick.at;
        }
        m_state->info.last = tick.at;
        m_state->block.push_back(tick);
        if (m_state->block.size() == archive::rowsPerBlock) {
            if (auto written = m_state->writeBlock(); !written) {
                return written;
            }
        }
    }
    return {};
}

Checked<void> ArchiveWriter::finish()
{
    auto& state = *m_state;
    if (auto written = state.writeBlock(); !written) {
        return written;
    }
    ByteWriter out(state.bytes);
    out.u8(archive::endMark);
    out.u64(state.info.rows);
    out.i64(state.info.first.ns);
    out.i64(state.info.last.ns);
    if (auto written = state.flush(); !written) {
        return written;
    }
    out.raw(state.digest.value());
    if (auto written = state.flush(); !written) {
        return written;
    }
    bool isSafe = std::fflush(state.file) == 0;
#ifdef _WIN32
    isSafe = isSafe && ::_commit(::_fileno(state.file)) == 0;
#else
    isSafe = isSafe && ::fsync(::fileno(state.file)) == 0;
#endif
    const int error = errno;
    isSafe = std::fclose(std::exchange(state.file, nullptr)) == 0 && isSafe;
    return isSafe ? Checked<void>{} : state.cannot("cannot be brought to the disk", error);
}

Checked<std::string> ArchiveWriter::publish()
{
    auto& state = *m_state;
    const auto target = state.folder / std::filesystem::u8path(archive::baseNameOf(state.info) + ".omniarc");
    std::error_code error;
    if (std::filesystem::exists(target, error)) {
        if (areSame(state.temporary, target)) {
            return utf8Of(target);
        }
        return tl::unexpected(DataFault{FaultCode::Conflict,
                                        utf8Of(target),
                                        0,
                                        {},
                                        "is there already, with other data",
                                        "move it away if the new data is to replace it"});
    }
    std::filesystem::rename(state.temporary, target, error);
    if (error) {
        return state.cannot("cannot be renamed to " + utf8Of(target), error.value());
    }
    state.temporary.clear();
    state.published = target;
    syncFolder(state.folder);
    return utf8Of(target);
}

void ArchiveWriter::withdraw() noexcept
{
    std::error_code ignored;
    if (!m_state->published.empty()) {
        std::filesystem::remove(m_state->published, ignored);
        m_state->published.clear();
    }
}

} // namespace omni::feeds

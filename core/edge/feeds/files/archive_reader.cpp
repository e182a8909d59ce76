#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/archive_columns.h"
#include "core/edge/feeds/files/archive_format.h"
#include "core/edge/feeds/files/file_scan.h"

#include <filesystem>
#include <fstream>

namespace omni::feeds {

namespace {

DataFault corrupt(const std::string& path, std::string what)
{
    return {FaultCode::CorruptArchive, path, 0, {}, std::move(what), "import the data again"};
}

/// The file front to back, block by block.
class ArchiveFile
{
public:
    [[nodiscard]] static Checked<ArchiveFile> open(const std::string& path)
    {
        ArchiveFile file(path);
        if (!file.m_in) {
            return tl::unexpected(DataFault{FaultCode::MissingFile, path, 0, {}, "cannot be opened", {}});
        }
        const auto start = file.take(archive::magic.size() + 4);
        if (!start) {
            return tl::unexpected(corrupt(path, "is shorter than its header"));
        }
        const auto is
            = [&start](std::string_view magic) { return std::memcmp(start->data(), magic.data(), magic.size()) == 0; };
        ByteReader in{std::span(*start).subspan(archive::magic.size())};
        const std::size_t size = in.u32();
        const auto header = size <= archive::largestHeader ? file.take(size + 4) : std::nullopt;
        if (!header || (!is(archive::magic) && !is(archive::recordingMagic))) {
            return tl::unexpected(corrupt(path, "has no header of an archive"));
        }
        const auto body = std::span(*header).first(size);
        ByteReader crc{std::span(*header).subspan(size)};
        const auto info = archive::readHeader(body);
        if (crc.u32() != crc32c(body) || !info) {
            return tl::unexpected(corrupt(path, "has a damaged header, or one of a newer version"));
        }
        file.m_info = *info;
        file.m_info.isRecording = is(archive::recordingMagic);
        if (file.m_info.isRecording && info->kind == FileKind::Bars) {
            return tl::unexpected(corrupt(path, "has a header that cannot be"));
        }
        return file;
    }

    /// The bytes of the next block and its rows; no rows at the end, after which `info` is whole.
    struct Block {
        std::size_t rows = 0, rawSize = 0;
        Bytes packed;
    };
    [[nodiscard]] Checked<Block> nextBlock()
    {
        for (;;) {
            const auto mark = take(1);
            if (mark && mark->front() == std::byte{archive::endMark}) {
                return readEnd();
            }
            if (mark && mark->front() == std::byte{archive::blockMark}) {
                return readBlock();
            }
            if (!mark || !m_info.isRecording || mark->front() != std::byte{archive::holeMark}) {
                return cutShort("ends early or is damaged");
            }
            const auto bytes = take(archive::holeSize);
            const auto hole = bytes ? archive::readHole(*bytes) : std::nullopt;
            if (!hole) {
                return cutShort("has a damaged mark");
            }
            ++m_info.holes;
            m_info.lost += hole->lost;
        }
    }
    [[nodiscard]] const ArchiveInfo& info() const noexcept
    {
        return m_info;
    }
    [[nodiscard]] tl::unexpected<DataFault> damaged(const std::string& what) const
    {
        return tl::unexpected(corrupt(m_path, what + " after row " + std::to_string(m_rows)));
    }

private:
    explicit ArchiveFile(const std::string& path)
        : m_path(path)
        , m_in(std::filesystem::u8path(path), std::ios::binary)
    {
    }
    [[nodiscard]] std::optional<Bytes> take(std::size_t count)
    {
        Bytes bytes(count);
        m_in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
        if (!m_in) {
            return std::nullopt;
        }
        m_digest.add(bytes);
        return bytes;
    }
    [[nodiscard]] Checked<Block> readBlock()
    {
        const auto rest = take(archive::blockHeaderSize - 1);
        if (!rest) {
            return cutShort("ends early or is damaged");
        }
        ByteReader in(*rest);
        Block block;
        block.rows = in.u32();
        block.rawSize = in.u32();
        const std::size_t packedSize = in.u32();
        const std::uint32_t crc = in.u32();
        const std::size_t most = block.rows * archive::mostBytesPerRow;
        if (block.rows == 0 || block.rows > archive::rowsPerBlock || block.rawSize > most
            || packedSize > most + 1'024) {
            return damaged("has a block that cannot be");
        }
        auto packed = take(packedSize);
        if (!packed || crc32c(*packed) != crc) {
            return cutShort("has a damaged block");
        }
        block.packed = std::move(*packed);
        m_rows += block.rows;
        return block;
    }
    /// A recording whose last part is not whole ends with the part before; of anything else it is damage.
    [[nodiscard]] Checked<Block> cutShort(const std::string& what)
    {
        if (!m_info.isRecording || m_in.peek() != std::ifstream::traits_type::eof()) {
            return damaged(what);
        }
        m_info.endsEarly = true;
        m_info.rows = m_rows;
        return Block{};
    }
    [[nodiscard]] Checked<Block> readEnd()
    {
        const auto totals = take(3 * 8);
        const Digest expected = m_digest.value();
        const auto digest = totals ? take(sizeof(Digest)) : std::nullopt;
        if (!digest) {
            return cutShort("ends early or is damaged");
        }
        if (!std::equal(digest->begin(), digest->end(), expected.begin())) {
            return damaged("is damaged: its digest does not fit");
        }
        ByteReader in(*totals);
        m_info.rows = in.u64();
        m_info.first = {in.i64()};
        m_info.last = {in.i64()};
        if (m_info.rows != m_rows || m_in.peek() != std::ifstream::traits_type::eof()) {
            return damaged("has other rows than it says");
        }
        return Block{};
    }

    std::string m_path;
    std::ifstream m_in;
    ArchiveInfo m_info;
    DigestBuilder m_digest{archive::digestPurpose};
    std::uint64_t m_rows = 0;
};

/// Empty: it cannot be read.
std::vector<ports::TimedTick> ticksOf(const ArchiveFile::Block& block, const ArchiveInfo& info, InstrumentId instrument)
{
    const Bytes raw = archive::unpack(block.packed, block.rawSize);
    ByteReader in(raw);
    const auto form = info.isRecording ? archive::Form::Recording : archive::Form::Archive;
    return readColumns(in, block.rows, info.kind, form, instrument, info.interval);
}

class ArchiveStream final : public TickStream
{
public:
    ArchiveStream(ArchiveFile file, InstrumentId instrument)
        : m_file(std::move(file))
        , m_instrument(instrument)
    {
    }
    Checked<std::span<const ports::TimedTick>> next() override
    {
        if (!m_hasEnded) {
            readBlock();
        }
        if (m_fault) {
            return tl::unexpected(*m_fault);
        }
        return std::span<const ports::TimedTick>(m_ticks);
    }

private:
    void readBlock()
    {
        const std::optional<Timestamp> last = m_ticks.empty() ? std::nullopt : std::optional(m_ticks.back().at);
        m_ticks.clear();
        const auto block = m_file.nextBlock();
        m_hasEnded = !block || block->rows == 0;
        if (!block) {
            m_fault = block.error();
            return;
        }
        if (m_hasEnded) {
            return;
        }
        m_ticks = ticksOf(*block, m_file.info(), m_instrument);
        if (m_ticks.empty() || (last && m_ticks.front().at < *last)) {
            m_ticks.clear();
            m_hasEnded = true;
            m_fault = m_file.damaged("has a block that cannot be read").value();
        }
    }

    ArchiveFile m_file;
    InstrumentId m_instrument;
    std::vector<ports::TimedTick> m_ticks;
    bool m_hasEnded = false;
    std::optional<DataFault> m_fault;
};

} // namespace

bool isArchive(const std::string& path)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(std::filesystem::u8path(path), ignored)) {
        return false;
    }
    std::string start(archive::magic.size(), '\0');
    std::ifstream in(std::filesystem::u8path(path), std::ios::binary);
    return in.read(start.data(), static_cast<std::streamsize>(start.size()))
        && (start == archive::magic || start == archive::recordingMagic);
}

Checked<ArchiveInfo> checkArchive(const std::string& path)
{
    auto file = ArchiveFile::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    std::optional<Timestamp> first, last; // a recording that ends early does not say them
    for (;;) {
        const auto block = file->nextBlock();
        if (!block) {
            return tl::unexpected(block.error());
        }
        if (block->rows == 0) {
            ArchiveInfo info = file->info();
            if (info.endsEarly) {
                info.first = first.value_or(Timestamp{});
                info.last = last.value_or(Timestamp{});
            }
            return info;
        }
        if (!file->info().isRecording) {
            continue;
        }
        const auto ticks = ticksOf(*block, file->info(), InstrumentId{1});
        if (ticks.empty() || (last && ticks.front().at < *last)) {
            return file->damaged("has a block that cannot be read");
        }
        first = first.value_or(ticks.front().at);
        last = ticks.back().at;
    }
}

Checked<std::unique_ptr<TickStream>> openArchive(const std::string& path, InstrumentId instrument)
{
    auto file = ArchiveFile::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    return std::make_unique<ArchiveStream>(std::move(*file), instrument);
}

ToldInstrument toldByArchive(const std::string& path, const ArchiveInfo& info)
{
    const auto& instrument = info.instrument;
    const auto quantity = [&instrument](Lots lots) {
        return decimalFromText(market::quantityText(instrument, lots)).value_or(instrument.lotSize);
    };
    ToldInstrument told;
    told.source = path;
    told.venue = instrument.venue;
    told.symbol = instrument.symbol;
    told.quoteCurrency = instrument.quoteCurrency;
    told.tickSize = instrument.tickSize;
    told.lotSize = instrument.lotSize;
    told.contractSize = instrument.contractSize;
    told.smallest = quantity(instrument.smallest);
    told.largest = quantity(instrument.largest);
    told.step = quantity(instrument.step);
    told.smallestValue = Decimal{instrument.smallestValue.e8, -8};
    told.sessions = instrument.sessions;
    if (info.kind == FileKind::Bars) {
        told.interval = info.interval;
    }
    return told;
}

} // namespace omni::feeds

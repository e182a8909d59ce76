#include "core/edge/platform/shared_record.h"

#include "core/base/bytes.h"
#include "core/edge/platform/record_pages.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace omni::platform {

namespace {

constexpr std::size_t headBytes = 24; // magic, version, zero, turn
constexpr std::size_t tailBytes = 8; // CRC, zero
constexpr std::size_t mostCopyBytes = headBytes + mostRecordBytes + tailBytes;
using Copy = std::array<std::byte, mostCopyBytes>;

std::size_t copyBytes(const RecordForm& form) noexcept
{
    return headBytes + form.bytes + tailBytes;
}

std::size_t fileBytes(const RecordForm& form) noexcept
{
    return recordCopyDistance + copyBytes(form);
}

template<class Unsigned> void putAt(std::byte* at, Unsigned value) noexcept
{
    const Unsigned bits = detail::littleEndian(value);
    std::memcpy(at, &bits, sizeof bits);
}

Copy copyOf(const RecordForm& form, std::uint64_t turn, std::span<const std::byte> what) noexcept
{
    Copy copy{};
    std::memcpy(copy.data(), form.magic.data(), std::min<std::size_t>(form.magic.size(), 8));
    putAt(copy.data() + 8, form.version);
    putAt(copy.data() + 16, turn);
    std::memcpy(copy.data() + headBytes, what.data(), form.bytes);
    putAt(copy.data() + headBytes + form.bytes, crc32c(std::span(copy).first(headBytes + form.bytes)));
    return copy;
}

enum class Condition : std::uint8_t { Empty, Whole, Torn };

struct ReadCopy {
    Condition condition = Condition::Torn;
    std::uint64_t turn = 0;
    Copy bytes{};
};

ReadCopy readCopy(const RecordPages& pages, const RecordForm& form, std::size_t which) noexcept
{
    ReadCopy read;
    const auto used = std::span(read.bytes).first(copyBytes(form));
    if (!pages.copy(which * recordCopyDistance, used)) {
        return read;
    }
    if (std::all_of(used.begin(), used.end(), [](std::byte b) { return b == std::byte{}; })) {
        read.condition = Condition::Empty;
        return read;
    }
    ByteReader in(used);
    (void)in.raw(16);
    read.turn = in.u64();
    // It is whole exactly if writing what it says gives the same bytes. Turn 0 is nobody's.
    const Copy again = copyOf(form, read.turn, used.subspan(headBytes, form.bytes));
    const bool isWhole = read.turn > 0 && std::equal(used.begin(), used.end(), again.begin());
    read.condition = isWhole ? Condition::Whole : Condition::Torn;
    return read;
}

RecordLook lookAt(const RecordPages& pages, const RecordForm& form, std::span<std::byte> to) noexcept
{
    RecordLook look;
    for (std::size_t which = 0; which < 2; ++which) {
        const ReadCopy copy = readCopy(pages, form, which);
        look.isTorn = look.isTorn || copy.condition == Condition::Torn;
        if (copy.condition == Condition::Whole && copy.turn > look.turn) {
            look.turn = copy.turn;
            if (to.size() == form.bytes) {
                std::memcpy(to.data(), copy.bytes.data() + headBytes, form.bytes);
            }
        }
    }
    return look;
}

Result<RecordPages> pagesOf(const std::filesystem::path& profile, const RecordForm& form)
{
    if (form.bytes > mostRecordBytes || form.magic.size() != 8) {
        return failure(Errc::Invalid, std::string(form.file) + ": no form of a record");
    }
    return RecordPages::open(profile, form.file, fileBytes(form));
}

} // namespace

struct RecordWriter::Parts {
    RecordForm form;
    RecordPages pages;
    std::uint64_t turn = 0;
};

RecordWriter::RecordWriter(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}
RecordWriter::~RecordWriter() = default;

Result<std::unique_ptr<RecordWriter>> RecordWriter::open(const std::filesystem::path& profile, const RecordForm& form)
{
    auto pages = pagesOf(profile, form);
    if (!pages) {
        return tl::unexpected(pages.error());
    }
    const auto look = lookAt(*pages, form, {});
    return std::unique_ptr<RecordWriter>(
        new RecordWriter(std::make_unique<Parts>(Parts{form, std::move(*pages), look.turn})));
}

Result<void> RecordWriter::write(std::span<const std::byte> what)
{
    if (what.size() != m_parts->form.bytes) {
        return failure(Errc::Invalid, std::string(m_parts->form.file) + ": a record of another size");
    }
    const std::uint64_t turn = m_parts->turn + 1;
    const Copy copy = copyOf(m_parts->form, turn, what);
    auto written = m_parts->pages.write(turn % 2 * recordCopyDistance, std::span(copy).first(copyBytes(m_parts->form)));
    m_parts->turn = turn;
    return written;
}

Result<void> RecordWriter::keep(std::span<const std::byte> what)
{
    return write(what).and_then([this] { return m_parts->pages.sync(); });
}

struct RecordView::Parts {
    RecordForm form;
    RecordPages pages;
};

RecordView::RecordView(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}
RecordView::~RecordView() = default;

Result<std::unique_ptr<RecordView>> RecordView::open(const std::filesystem::path& profile, const RecordForm& form)
{
    auto pages = pagesOf(profile, form);
    if (!pages) {
        return tl::unexpected(pages.error());
    }
    return std::unique_ptr<RecordView>(new RecordView(std::make_unique<Parts>(Parts{form, std::move(*pages)})));
}

RecordLook RecordView::look(std::span<std::byte> to) const noexcept
{
    return lookAt(m_parts->pages, m_parts->form, to);
}

} // namespace omni::platform

#include "core/trade/orders/fill_dedupe.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

namespace omni::orders {

namespace {

/// Account and instrument in eight bytes each, then the venue's text: no two fills share a key.
class Key
{
public:
    Key(AccountId account, InstrumentId instrument, const VenueFillId& venueFillId) noexcept
    {
        put(0, account.value);
        put(8, instrument.value);
        const std::string_view text = venueFillId.view();
        std::memcpy(m_bytes.data() + 16, text.data(), text.size());
        m_size = 16 + text.size();
    }
    [[nodiscard]] std::string_view view() const noexcept
    {
        return {m_bytes.data(), m_size};
    }
    /// A number of a key, by its place in bytes.
    [[nodiscard]] static std::uint64_t numberAt(std::string_view key, std::size_t at) noexcept
    {
        std::uint64_t value = 0;
        for (std::size_t i = 8; i-- > 0;) {
            value = value << 8 | static_cast<unsigned char>(key[at + i]);
        }
        return value;
    }

private:
    void put(std::size_t at, std::uint64_t value) noexcept
    {
        for (std::size_t i = 0; i < 8; ++i) {
            m_bytes[at + i] = static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
        }
    }
    std::array<char, 16 + 47> m_bytes{};
    std::size_t m_size = 0;
};

/// Any spread will do: keys are compared in full, so a collision costs time only.
std::uint64_t spreadOf(std::string_view key) noexcept
{
    std::uint64_t hash = 0x9E37'79B9'7F4A'7C15ULL ^ key.size();
    while (!key.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = std::min<std::size_t>(8, key.size());
        std::memcpy(&word, key.data(), size);
        hash = (hash ^ word) * 0xBF58'476D'1CE4'E5B9ULL;
        hash ^= hash >> 29;
        key.remove_prefix(size);
    }
    return hash ^ (hash >> 32);
}

constexpr std::size_t leastSlots = 64;
constexpr std::uint64_t mostKeyBytes = std::uint64_t{1} << 40;

} // namespace

std::string_view FillDedupe::keyOf(const Entry& entry) const noexcept
{
    return std::string_view{m_keys}.substr(entry.place >> 8, entry.place & 0xff);
}

/// The slot of `key`, or the free one where it belongs. There is always a free one.
std::size_t FillDedupe::slotOf(std::string_view key) const noexcept
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = spreadOf(key) & mask;
    while (m_slots[slot] != 0 && keyOf(m_entries[m_slots[slot] - 1]) != key) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

std::vector<FillDedupe::Applied> FillDedupe::newest(std::size_t most) const
{
    std::vector<Applied> applied;
    for (std::size_t i = m_entries.size() - std::min(most, m_entries.size()); i < m_entries.size(); ++i) {
        const auto key = keyOf(m_entries[i]);
        applied.push_back({AccountId{Key::numberAt(key, 0)}, InstrumentId{Key::numberAt(key, 8)},
                           VenueFillId(key.substr(16)), FillId{m_entries[i].fill}});
    }
    return applied;
}

void FillDedupe::grow()
{
    m_slots.assign(std::max(leastSlots, m_slots.size() * 2), 0);
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        m_slots[slotOf(keyOf(m_entries[i]))] = i + 1;
    }
}

Result<bool> FillDedupe::insert(AccountId account, InstrumentId instrument, const VenueFillId& venueFillId, FillId fill)
{
    if (!fill || venueFillId.empty()) {
        return failure(Errc::Invalid, "a fill without an id cannot be told from another");
    }
    if (m_entries.size() >= std::numeric_limits<std::uint32_t>::max() - 1 || m_keys.size() >= mostKeyBytes) {
        return failure(Errc::Full, "no room for another fill");
    }
    if ((m_entries.size() + 1) * 4 > m_slots.size() * 3) {
        grow();
    }
    const Key key(account, instrument, venueFillId);
    const std::size_t slot = slotOf(key.view());
    if (m_slots[slot] != 0) {
        return false;
    }
    m_entries.push_back({std::uint64_t{m_keys.size()} << 8 | key.view().size(), fill.value});
    m_keys += key.view();
    m_slots[slot] = static_cast<std::uint32_t>(m_entries.size());
    return true;
}

std::optional<FillId> FillDedupe::find(AccountId account, InstrumentId instrument,
                                       const VenueFillId& venueFillId) const noexcept
{
    if (m_slots.empty()) {
        return std::nullopt;
    }
    const std::uint32_t found = m_slots[slotOf(Key(account, instrument, venueFillId).view())];
    if (found == 0) {
        return std::nullopt;
    }
    return FillId{m_entries[found - 1].fill};
}

void FillDedupe::save(ByteWriter& out) const
{
    out.varint(m_entries.size());
    for (const Entry& entry : m_entries) {
        out.text(keyOf(entry));
        out.varint(entry.fill);
    }
}

Result<void> FillDedupe::load(ByteReader& in)
{
    FillDedupe loaded;
    const std::size_t count = in.count(std::numeric_limits<std::uint32_t>::max() - 1);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        const std::string key = in.text(16 + 47);
        const std::uint64_t fill = in.varint();
        if (key.size() <= 16 || fill == 0) {
            in.fail();
            break;
        }
        if ((loaded.m_entries.size() + 1) * 4 > loaded.m_slots.size() * 3) {
            loaded.grow();
        }
        const std::size_t slot = loaded.slotOf(key);
        if (loaded.m_slots[slot] != 0) {
            in.fail();
            break;
        }
        loaded.m_entries.push_back({std::uint64_t{loaded.m_keys.size()} << 8 | key.size(), fill});
        loaded.m_keys += key;
        loaded.m_slots[slot] = static_cast<std::uint32_t>(loaded.m_entries.size());
    }
    if (!in.ok()) {
        return failure(Errc::Corrupt, "the bytes are not those of a set of fills");
    }
    *this = std::move(loaded);
    return {};
}

} // namespace omni::orders
